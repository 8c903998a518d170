internal import ObjectFile

/// Whether the libraries define the versions that are asked of them.
///
/// Spec: glibc 2.43, elf/dl-version.c, `_dl_check_map_versions` and `match_symbol`.
extension GlibcLoader {
    /// Checks every object that is loaded, in the order in which it was.
    func checkVersions() {
        for object in objects {
            let needs = object.tables.needs
            var provider: LoadedObject?
            for index in needs.indices {
                let need = needs[index]
                if index == 0 || need.libraryOffset != needs[index - 1].libraryOffset {
                    provider = self.provider(of: need.library)
                }
                // Each is held against all that are defined, or what was said already.
                let others = provider?.tables.defined.count ?? graph.problems.count
                budget.spend(bytes: 4 * others)
                guard !budget.isSpent else { return stop(LoaderBudget.words) }
                if let provider {
                    if !provider.tables.defines(need.version) {
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
    private func provider(of name: ByteString) -> LoadedObject? {
        guard let object = loaded(name).map({ objects[$0] }) else { return nil }
        let isLoader = graph.nodes[object.node].rule == .interpreter
        return isLoader || object.path == name || object.names.contains(name) ? object : nil
    }

    /// What is missing was complained of; at a library that nothing loads, glibc stops.
    private func noteAbsence(of library: ByteString, for object: LoadedObject) {
        guard !isMissing(library) else { return }
        let who = object.node == 0 ? programName : object.path.text
        // In 2.31 and before, the check stood one line further down.
        let line = facts.details.version == nil ? 205 : 204
        let problem = DependencyGraph.Problem(
            .versionsAbsent, object.node,
            "\(who) needs versions of \(library.text), which nothing loads",
            text: "Inconsistency detected by ld.so: dl-version.c: \(line): "
                + "_dl_check_map_versions: Assertion `needed != NULL' failed!")
        if !graph.problems.contains(problem) { graph.problems.append(problem) }
    }

    /// Since glibc 2.36 who has packed relocations has to say that an older one will not do.
    private func checkRelativeRelocations(of object: LoadedObject) {
        guard let dynamic = object.dynamic, dynamic.lastValue(of: .relativeRelocations) != nil,
            !object.tables.needs.contains(where: { $0.version.name == "GLIBC_ABI_DT_RELR" }),
            !object.tables.needs.isEmpty,
            dynamic.needed.contains(where: { $0.starts(with: "libc.so.") }),
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

    private func complain(
        of need: ELF.VersionNeed, _ provider: LoadedObject, _ object: LoadedObject
    ) {
        let who = object.node == 0 ? programName : object.path.text
        let library = provider.node == 0 ? programName : provider.path.text
        let start = "\(programName): \(library): "
        let name = need.version.name.text
        let problem: DependencyGraph.Problem
        if !provider.tables.definesSome {
            problem = DependencyGraph.Problem(
                .versionsAbsent, provider.node,
                "\(library) defines no versions, \(who) needs \(name)",
                text: start + "no version information available (required by \(who))",
                isFatal: false)
        } else if need.flags.contains(.weak) {
            problem = DependencyGraph.Problem(
                .versionMissing, provider.node,
                "\(library) lacks \(name), which \(who) may do without",
                text: start + "weak version `\(name)' not found (required by \(who))",
                isFatal: false)
        } else {
            problem = DependencyGraph.Problem(
                .versionMissing, provider.node,
                "\(library) does not define \(name), which \(who) needs",
                text: start + "version `\(name)' not found (required by \(who))", exitStatus: 1)
        }
        graph.problems.append(problem)
    }
}
