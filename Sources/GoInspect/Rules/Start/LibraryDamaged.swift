internal import ObjectFile

extension Rule {
    /// A library that is needed is there and cannot be loaded.
    static let libraryDamaged = Rule(
        name: "library-damaged",
        title: "A library is there and cannot be loaded",
        what: """
            What is found under the name of a library, or of the loader, is empty, cut, a text, or \
            not such as can be loaded.
            """,
        why: """
            The file that a linker reads (libx.so, often a text) is not the one that is loaded; \
            copies into images get cut; Git LFS leaves pointers.
            """,
        errors: [
            "{program}: error while loading shared libraries: {library}: invalid ELF header",
            "{program}: error while loading shared libraries: {library}: file too short",
            "{program}: error while loading shared libraries: {library}: cannot read file data",
            "{program}: error while loading shared libraries: {library}: only ET_DYN and ET_EXEC "
                + "can be loaded",
            "{program}: error while loading shared libraries: {library}: ELF load command "
                + "address/offset not page-aligned",
            "{program}: error while loading shared libraries: {library}: object file has no dynamic section",
            "{program}: error while loading shared libraries: {library}: cannot dynamically load "
                + "position-independent executable",
            "{program}: error while loading shared libraries: {library}: ELF file OS ABI invalid",
            "Error loading shared library {library}: Exec format error (needed by {file})",
        ],
        remedies: ["install the package that has the library again"],
        example: """
            $ goelf check --root image app
            error library-damaged: liba.so cannot be loaded
              it says         app: error while loading shared libraries: /usr/lib/liba.so: invalid ELF header
              remedy          install the package that has liba.so again
            """,
        isOfProblems: true
    ) { situation in
        situation.problems(of: "library-damaged").map { problem in
            let name = situation.name(problem.node)
            return situation.finding(
                [problem], "library-damaged", "\(name) cannot be loaded",
                evidence: [Evidence("loader", problem.message)],
                remedy: problem.isFatal ? ["install the package that has \(name) again"] : [])
        }
    }
}
