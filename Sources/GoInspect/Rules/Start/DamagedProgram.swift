internal import ObjectFile

extension Rule {
    /// The kernel, or macOS's loader, refuses the file.
    static let damagedProgram = Rule(
        name: "damaged-program",
        title: "The kernel refuses the file",
        what: """
            The file is no program that the kernel starts: its table of segments or the path of its \
            loader is damaged, or its type is unknown.
            """,
        why: """
            Downloads that were cut, tools that rewrite programs (strip, objcopy, patchelf, packers), \
            and files that were mixed up.
            """,
        errors: [
            "Exec format error",
            "{shell}: {program}: cannot execute binary file: Exec format error",
        ],
        remedies: ["fetch or build it again, and compare its checksum"],
        example: """
            $ goelf check app
            error damaged-program: the path of its interpreter is damaged (PT_INTERP)
              it says         Exec format error
              remedy          fetch or build it again, and compare its checksum
            """,
        isOfProblems: true
    ) { situation in
        situation.problems(of: "damaged-program").map { problem in
            situation.finding(
                [problem], "damaged-program", problem.message,
                remedy: ["fetch or build it again, and compare its checksum"])
        }
    }
}
