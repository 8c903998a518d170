internal import ObjectFile

extension Rule {
    /// A library that is needed is there for another processor only.
    static let libraryWrongMachine = Rule(
        name: "library-wrong-machine",
        title: "A library is there for another processor only",
        what: """
            What is found under the name of a library, or of the loader, is for another processor or \
            word size.
            """,
        why: """
            Libraries of another machine were copied into the root, or LD_LIBRARY_PATH names the \
            directory of another architecture.
            """,
        errors: [
            "{program}: error while loading shared libraries: {library}: wrong ELF class: {class}",
            "Accessing a corrupted shared library",
        ],
        remedies: ["install the library for the program's processor"],
        example: """
            $ goelf check --root image app
            error library-wrong-machine: liba.so is there for another processor only
              it says         app: error while loading shared libraries: liba.so: wrong ELF class: ELFCLASS32
              remedy          install liba.so for x86_64
            """,
        isOfProblems: true
    ) { situation in
        let architecture = situation.report.image.architecture
        return situation.problems(of: "library-wrong-machine").map { problem in
            let name = situation.name(problem.node)
            return situation.finding(
                [problem], "library-wrong-machine",
                "\(name) is there for another processor only",
                evidence: [Evidence("loader", problem.message)],
                remedy: problem.isFatal ? ["install \(name) for \(architecture)"] : [])
        }
    }
}
