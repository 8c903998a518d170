internal import ObjectFile

extension Rule {
    /// A library that is needed is not there.
    static let libraryMissing = Rule(
        name: "library-missing",
        title: "A library that is needed is not found",
        what: """
            The program, or a library that it needs, names a library that is in none of the \
            directories that the loader looks into.
            """,
        why: """
            A package that was there where it was built is not installed, or the library lies in a \
            directory that neither the loader, nor its table (ld.so.cache), nor a run path in the \
            file names. glibc tells the first one that is missing; there may be more behind it.
            """,
        errors: [
            "{program}: error while loading shared libraries: {library}: cannot open shared object "
                + "file: No such file or directory",
            "Error loading shared library {library}: No such file or directory (needed by {file})",
            "ERROR: ld.so: object '{library}' from {source} cannot be preloaded (cannot open "
                + "shared object file): ignored.",
            "dyld[{process}]: Library not loaded: {library}",
            "dyld: Library not loaded: {library}",
        ],
        remedies: [
            "install the package that has the library",
            "put the library beside the program, and link with -Wl,-rpath,'$ORIGIN'",
            "run ldconfig after a library was copied into a directory of ld.so.conf",
        ],
        example: """
            $ goelf check --root bookworm app
            error library-missing: libpcap.so.0.8 is not found
              it says         app: error while loading shared libraries: libpcap.so.0.8: cannot open shared object file: No such file or directory
              remedy          install the package that has libpcap.so.0.8
            """,
        isOfProblems: true
    ) { situation in
        var nodes: Set<Int> = []
        let problems = situation.problems(of: "library-missing")
        return problems.compactMap { problem in
            guard nodes.insert(problem.node).inserted else { return nil }
            let own = problems.filter { $0.node == problem.node }
            return situation.libraryMissing(own, problem.node)
        }
    }
}

extension Situation {
    fileprivate func libraryMissing(
        _ problems: [ResolvedDependencies.Problem], _ node: Int
    ) -> Finding {
        let name = name(node)
        let isFatal = problems.contains(where: \.isFatal)
        var evidence: [Evidence] = []
        if let resolved, node < resolved.nodes.count {
            let missing = resolved.nodes[node]
            if let requester = missing.requester, requester < resolved.nodes.count {
                evidence.append(
                    Evidence("libraries needed", "of \(resolved.nodes[requester].name.text)"))
            }
            evidence += missing.searched.prefix(32).map { Evidence($0.rule, "not \($0.path.text)") }
        }
        for note in resolved?.notes ?? [] where note.message.contains(" ld.so.conf") {
            evidence.append(Evidence("ld.so.conf", note.message))
        }
        return finding(
            problems, "library-missing",
            isFatal ? "\(name) is not found" : "\(name) is not found, and left out",
            evidence: evidence,
            remedy: isFatal ? ["install the package that has \(name)"] + remedies.static : [])
    }
}
