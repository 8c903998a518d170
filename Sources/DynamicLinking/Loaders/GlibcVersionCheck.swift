internal import ObjectFile

/// Whether the libraries define the versions that are asked of them.
///
/// Spec: glibc 2.43, elf/dl-version.c, `_dl_check_map_versions` and `match_symbol`.
extension GlibcLoader {
    /// Checks every object that is loaded, in the order in which it was.
    mutating func checkVersions() {
        for object in objects {
            var (library, provider): (ByteString?, LoadedObject?)
            for need in object.versions.needs {
                if need.library != library {
                    library = need.library
                    provider = loaded(need.library).map { objects[$0] }
                }
                // What is missing was complained of.
                guard let provider, !provider.versions.defines(need.version) else { continue }
                complain(of: need, provider, object)
            }
            checkRelativeRelocations(of: object)
        }
    }

    /// Since glibc 2.36 who has packed relocations has to say that an older one will not do.
    private mutating func checkRelativeRelocations(of object: LoadedObject) {
        guard let dynamic = object.dynamic, dynamic.lastValue(of: .relativeRelocations) != nil,
            !object.versions.needs.contains(where: { $0.version.name == "GLIBC_ABI_DT_RELR" }),
            !object.versions.needs.isEmpty,
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

    private mutating func complain(
        of need: ELF.VersionNeed, _ provider: LoadedObject, _ object: LoadedObject
    ) {
        let who = object.node == 0 ? programName : object.path.text
        let library = provider.node == 0 ? programName : provider.path.text
        let start = "\(programName): \(library): "
        let name = need.version.name.text
        let problem: DependencyGraph.Problem
        if !provider.versions.definesSome {
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
