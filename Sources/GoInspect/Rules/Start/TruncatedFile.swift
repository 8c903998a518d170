internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// The program, its loader or a library ends before its segments do.
    static let truncatedFile = Rule(
        name: "truncated-file",
        title: "A file ends before its segments do",
        what: """
            The segments of the program, of its loader or of a library are said to lie where the file \
            has no more bytes. Linux does not check that: the pages are mapped, and the process is \
            killed when one is touched, mostly before its first instruction. macOS checks it, and kills.
            """,
        why: """
            Downloads that were cut, full disks, artifacts that were uploaded while they were written. \
            The ends of files have the variables, which every start touches.
            """,
        errors: ["Segmentation fault", "Bus error", "Killed: 9", "Malformed Mach-o file"],
        remedies: ["fetch or build it again, and compare its checksum"],
        example: """
            $ goelf check --target scratch app
            error truncated-file: the file ends at 1000000, before its segments do (at 1458176): it is truncated
              it says         Segmentation fault
              remedy          fetch or build it again, and compare its checksum
            """
    ) { situation in
        let problems = situation.problems(of: "truncated-file")
        let found = problems.map { problem in
            situation.finding(
                [problem], "truncated-file", problem.message, remedy: remedy(problem.node))
        }
        guard found.isEmpty else { return found }
        // What no start is known to touch.
        let notes = situation.resolved?.notes.filter { $0.code == .truncated } ?? []
        return notes.map { note in
            situation.finding(
                "truncated-file", note.message, .warning, remedy: remedy(0), doubtsStart: true)
        }
    }

    private static func remedy(_ node: Int) -> [String] {
        node == 0
            ? ["fetch or build it again, and compare its checksum"]
            : ["install the package that has it again"]
    }
}
