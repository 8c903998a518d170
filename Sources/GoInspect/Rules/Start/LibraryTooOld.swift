internal import ObjectFile

extension Rule {
    /// A library that is not glibc's lacks a version that is needed of it.
    static let libraryTooOld = Rule(
        name: "library-too-old",
        title: "A library is older than what the program was linked with",
        what: """
            A library, not one of glibc's, does not define a version that the program or another \
            library needs of it.
            """,
        why: """
            libstdc++ (GLIBCXX_, CXXABI_), libgcc_s (GCC_), OpenSSL and others number their symbols as \
            glibc does, and older releases do not have the numbers of newer ones.
            """,
        errors: ["{program}: {library}: version `{version}' not found (required by {file})"],
        remedies: [
            "build on the oldest system that it has to run on",
            "ship the library beside the program, or link it in: -extldflags '-static-libstdc++ -static-libgcc'",
        ],
        example: """
            $ goelf check --root bullseye app
            error library-too-old: it needs GLIBCXX_3.4.30 of libstdc++.so.6
              it says         app: /usr/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by app)
              remedy          build on the oldest system that it has to run on
            """,
        isOfProblems: true
    ) { situation in
        situation.problems(of: "library-too-old").map { problem in
            let library = situation.name(problem.node)
            let version = problem.missing?.text ?? "a newer version"
            let isOfCompiler = library.hasPrefix("libstdc++.") || library.hasPrefix("libgcc_s.")
            return situation.finding(
                [problem], "library-too-old",
                "\(situation.name(problem.requester)) needs \(version) of \(library)",
                evidence: [Evidence("loader", problem.message)],
                remedy: ["build on the oldest system that it has to run on"]
                    + (isOfCompiler
                        ? ["link it in: -extldflags '-static-libstdc++ -static-libgcc'"] : []))
        }
    }
}
