internal import ObjectFile

extension Rule {
    /// A library that is needed is not there.
    static let libraryMissing = Rule(
        name: "library-missing",
        title: "A library that is needed is not found",
        what: """
            The program, or a library that it needs, names a library that is in none of the directories that \
            the loader looks into.
            """,
        why: """
            What was installed where the program was built is not there, or lies in a directory that the loader \
            is not told of.
            """,
        errors: [
            "{program}: error while loading shared libraries: {library}: cannot open shared object "
                + "file: No such file or directory",
            "Error loading shared library {library}: No such file or directory (needed by {file})",
        ],
        remedies: ["install the package that has the library"],
        example: """
            $ goelf check --root bookworm app
            """
    ) { situation in
        situation.problems(of: "library-missing").map { problem in
            situation.finding(
                problem, "library-missing", problem.message,
                remedy: ["install the package that has the library"])
        }
    }
}
