internal import ObjectFile

/// Whether the libraries define the versions that are asked of them.
///
/// Spec: glibc 2.43, elf/dl-version.c, `_dl_check_map_versions` and `match_symbol`.
extension GlibcLoader {
    /// Checks every object that is loaded, in the order in which it was.
    mutating func checkVersions() {
        for object in objects {
            // What is made up needs no versions.
            if object.tables.known != nil { continue }
            var provider: LoadedObject?
            var library = -1
            // Copied once: they are many words.
            let tables = object.tables
            for index in 0..<tables.needCount {
                let need = tables.need(index)
                if need.library != library {
                    library = need.library
                    provider = self.provider(of: library)
                }
                // Each is held against all that are defined, or what was said already.
                let others = provider?.tables.definedCount ?? graph.problems.count
                budget.spend(bytes: 4 * others)
                guard !budget.isSpent else { return stop(LoaderBudget.words) }
                if let provider {
                    if !provider.tables.defines(need.version, pool) {
                        complain(of: need, provider, object)
                    }
                } else {
                    noteAbsence(of: need.library, for: object)
                }
            }
            checkRelativeRelocations(of: object)
        }
    }

    /// The object that was asked for by a name; that it is its own name does not count here.
    private mutating func provider(of name: Int) -> LoadedObject? {
        guard let object = loaded(name).map({ objects[$0] }) else { return nil }
        if object.numbers.contains(name) { return object }
        let isLoader = graph.nodes[object.node].rule == .interpreter
        return isLoader || object.path == pool[name] ? object : nil
    }

    /// What is missing was complained of; at a library that nothing loads, glibc stops.
    private mutating func noteAbsence(of library: Int, for object: LoadedObject) {
        guard missing[library] == nil else { return }
        let who = object.node == 0 ? programName : object.path.text
        // In 2.31 and before, the check stood one line further down.
        let line = facts.details.version == nil ? 205 : 204
        let problem = DependencyGraph.Problem(
            .versionsAbsent, object.node,
            "\(who) needs versions of \(pool[library].text), which nothing loads",
            text: "Inconsistency detected by ld.so: dl-version.c: \(line): "
                + "_dl_check_map_versions: Assertion `needed != NULL' failed!")
        if !graph.problems.contains(problem) { graph.problems.append(problem) }
    }

    /// Since glibc 2.36 who has packed relocations has to say that an older one will not do.
    private mutating func checkRelativeRelocations(of object: LoadedObject) {
        let tables = object.tables
        guard tables.hasPackedRelocations, tables.needCount > 0,
            !declaresPackedRelocations(tables),
            tables.needed.contains(where: { pool.starts($0, with: "libc.so.") }),
            let version = facts.details.version, version >= GlibcVersion(2, 36)
        else { return }
        let who = object.node == 0 ? programName : object.path.text
        graph.problems.append(
            DependencyGraph.Problem(
                .versionMissing, object.node,
                "\(who) has packed relocations and does not need GLIBC_ABI_DT_RELR",
                text: "\(programName): error while loading shared libraries: \(who): "
                    + "DT_RELR without GLIBC_ABI_DT_RELR dependency"))
    }

    private mutating func declaresPackedRelocations(_ tables: LoadedTables) -> Bool {
        guard let name = pool.known("GLIBC_ABI_DT_RELR") else { return false }
        return (0..<tables.needCount).contains {
            LoadedTables.name(of: tables.need($0).version) == name
        }
    }

    private mutating func complain(
        of need: LoadedTables.Need, _ provider: LoadedObject, _ object: LoadedObject
    ) {
        graph.complain(
            of: pool[LoadedTables.name(of: need.version)], isWeak: need.isWeak,
            of: library(provider), by: object.node == 0 ? programName : object.path.text,
            node: object.node, of: programName, surroundings.known)
    }

    /// What complaints tell of an object that defines versions or should.
    func library(_ object: LoadedObject) -> VersionedLibrary {
        VersionedLibrary(
            node: object.node, path: object.path, soname: object.tables.soname.map { pool[$0] },
            definesSome: object.tables.definesSome, knowledge: object.identity?.knowledge)
    }
}

/// A library of which versions are needed, as far as complaints tell of it.
struct VersionedLibrary: Sendable {
    let node: Int
    let path: ByteString
    let soname: ByteString?
    /// Whether it has a table of versions that it defines.
    let definesSome: Bool
    /// How much is known of it; nil for a file without identity.
    let knowledge: KnownTree.Knowledge?
}

extension DependencyGraph {
    /// Notes that a library does not define a version which an object, `who`, needs.
    mutating func complain(
        of version: ByteString, isWeak: Bool, of provider: VersionedLibrary, by who: String,
        node requester: Int, of program: String, _ known: KnownSystem?
    ) {
        let library = provider.node == 0 ? program : provider.path.text
        let start = "\(program): \(library): "
        let name = version.text
        // Where a library has no other version, that of its own name is what others need.
        if version == provider.soname, provider.knowledge == .name { return }
        if Self.isInDoubt(version, provider, isWeak: isWeak, known) {
            return doubt("\(library) may define \(name), which \(who) needs, or not")
        }
        let problem: Problem
        if !provider.definesSome {
            problem = Problem(
                .versionsAbsent, provider.node,
                "\(library) defines no versions, \(who) needs \(name)",
                text: start + "no version information available (required by \(who))",
                isFatal: false, missing: version, requester: requester)
        } else if isWeak {
            problem = Problem(
                .versionMissing, provider.node,
                "\(library) lacks \(name), which \(who) may do without",
                text: start + "weak version `\(name)' not found (required by \(who))",
                isFatal: false, missing: version, requester: requester)
        } else {
            problem = Problem(
                .versionMissing, provider.node,
                "\(library) does not define \(name), which \(who) needs",
                text: start + "version `\(name)' not found (required by \(who))", exitStatus: 1,
                missing: version, requester: requester)
        }
        problems.append(problem)
    }

    /// Whether it is not known if a library made up by table defines a version.
    private static func isInDoubt(
        _ version: ByteString, _ provider: VersionedLibrary, isWeak: Bool, _ known: KnownSystem?
    ) -> Bool {
        switch provider.knowledge {
        case .name?: !isWeak
        // Some of these are carried back to older releases.
        case .glibc?: GlibcMarkers.contains(version) && known?.markers == nil
        case .versions?, .whole?, nil: false
        }
    }
}
