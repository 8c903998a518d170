internal import ObjectFile

extension Rule {
    /// The kernel, or macOS's loader, refuses the file.
    static let damagedProgram = Rule(
        name: "damaged-program",
        title: "The kernel refuses the file",
        what: """
            The file is no program that the kernel starts: its table of segments or the path of its \
            loader is damaged, or it is an object, a core file or a file of debug information.
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
            $ goelf check app.o
            error damaged-program: the file is no program and no library
              it says         Exec format error
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
