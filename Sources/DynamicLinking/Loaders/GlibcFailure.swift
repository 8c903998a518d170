internal import ObjectFile

/// What the loader says of a library that it does not find, or cannot load.
///
/// Spec: glibc 2.43, elf/dl-load.c (`_dl_map_new_object`), elf/rtld.c (`do_preload`), elf/dl-catch.c.
extension GlibcLoader {
    /// The name is not found: one node for it, whoever asks, and the loader's words.
    mutating func fail(
        _ number: Int, _ search: LibrarySearch, for requester: Int,
        preloadedBy source: String?
    ) {
        let name = pool[number]
        let node = missing[number] ?? graph.nodes.count
        if missing[number] == nil {
            var lost = DependencyGraph.Node(
                name: name, path: nil,
                status: search.sawOtherKind ? .wrongArchitecture : .notFound, requester: nil)
            lost.searched = search.places
            graph.nodes.append(lost)
            missing[number] = node
        }
        if source == nil, graph.nodes[node].requester == nil {
            graph.nodes[node].requester = objects[requester].node
        }
        // What cannot be preloaded is only complained of.
        if let source {
            let reason = reason(name, search, for: requester)
            graph.problems.append(
                DependencyGraph.Problem(
                    reason.kind, node, reason.message,
                    text: "ERROR: ld.so: object '\(name.text)' from \(source) cannot be preloaded "
                        + "(\(reason.words)): ignored.",
                    isFatal: false))
        } else if fatal.insert(name).inserted, !isInDoubt(name, search) {
            let reason = reason(name, search, for: requester)
            noteConfiguration(search)
            let error =
                search.isDamaged || search.sawOtherClass ? "" : lastError.map { ": " + $0.glibc }
            graph.problems.append(
                DependencyGraph.Problem(
                    reason.kind, node, reason.message,
                    text: "\(programName): error while loading shared libraries: "
                        + "\(reason.subject.text): \(reason.words)\(error ?? "")"))
        }
    }

    /// Whether a library may be there of which the system's table knows nothing; then that is told.
    private mutating func isInDoubt(_ name: ByteString, _ search: LibrarySearch) -> Bool {
        guard !search.isDamaged, !search.sawOtherKind,
            surroundings.known?.mayHave(name) ?? false
        else { return false }
        graph.doubt("\(name.text) may be there or not: the system is known without it")
        return true
    }

    /// Why a name is not found, in goelf's words and in the loader's.
    private mutating func reason(
        _ name: ByteString, _ search: LibrarySearch, for requester: Int
    ) -> (
        kind: DependencyGraph.Problem.Kind, message: String, subject: ByteString, words: String
    ) {
        if case .damaged(let words)? = search.result {
            return (
                .libraryDamaged, "\(search.path.text) cannot be loaded: \(words)",
                search.nameOfDamage(name), words
            )
        }
        if search.sawOtherClass {
            return (
                .wrongArchitecture, "\(name.text) is there for another processor only", name,
                "wrong ELF class: ELFCLASS\(header.layout.is64Bit ? 32 : 64)"
            )
        }
        let who = graph.nodes[objects[requester].node].name.text
        return (
            search.sawOtherKind ? .wrongArchitecture : .libraryMissing,
            "\(name.text), which \(who) needs, is not found", name,
            "cannot open shared object file"
        )
    }

    /// A library of ld.so.conf's directories is missing all the same where ldconfig has not run.
    private mutating func noteConfiguration(_ search: LibrarySearch) {
        guard !search.isDamaged, !search.sawOtherClass,
            let place = placeWithoutCache(of: search.name)
        else { return }
        graph.diagnostics.append(
            Diagnostic(
                .loaderCache, .note,
                "\(place.text) is in a directory of ld.so.conf, and the loader looks only "
                    + "into the table that ldconfig makes: \(facts.cache.text) is missing"))
    }
}

extension FileTreeError {
    /// The words of the loader, which knows those of few errors as long as it has no libc.
    ///
    /// Spec: glibc, elf/dl-minimal.c, `__strerror_r`.
    var glibc: String {
        switch self {
        case .notFound, .permissionDenied: text
        case .notDirectory: "Error 20"
        case .isDirectory: "Error 21"
        case .nameTooLong: "Error 36"
        case .tooManyLinks: "Error 40"
        case .notRegular, .unreadable: text
        }
    }
}
