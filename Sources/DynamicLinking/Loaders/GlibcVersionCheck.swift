internal import ObjectFile

/// Whether the libraries define the versions that are asked of them.
///
/// Spec: glibc 2.43, elf/dl-version.c, `_dl_check_map_versions` and `match_symbol`.
extension GlibcLoader {
    /// Checks every object that is loaded, in the order in which it was.
    mutating func checkVersions() {
        for object in objects {
            do throws(ParseError) {
                try checkVersions(neededBy: object)
            } catch {
                graph.diagnostics.append(Diagnostic(error, .warning))
            }
        }
    }

    private mutating func checkVersions(neededBy object: LoadedObject) throws(ParseError) {
        guard let dynamic = object.dynamic, dynamic.lastValue(of: .versionNeeds) != nil else {
            return
        }
        let needs = try object.object.versionNeeds(in: object.file)
        var names = try dynamic.names(in: object.file, object.object.limits, window: 64)
        var (library, provider): (UInt32?, LoadedObject?)
        for need in needs {
            if need.libraryOffset != library {
                library = need.libraryOffset
                provider = try self.provider(UInt64(need.libraryOffset), for: object, &names)
            }
            // What is missing was complained of.
            if let provider { try check(need, of: provider, for: object, &names) }
        }
    }

    /// The object that a name of a library stands for; linkers write each name once.
    private func provider(
        _ offset: UInt64, for object: LoadedObject, _ names: inout StringCursor
    ) throws(ParseError) -> LoadedObject? {
        for known in object.providers where known.offset == offset { return objects[known.place] }
        return loaded(try names.text(at: offset)).map { objects[$0] }
    }

    private mutating func check(
        _ need: ELF.VersionNeed, of provider: LoadedObject, for object: LoadedObject,
        _ names: inout StringCursor
    ) throws(ParseError) {
        if provider.versions == nil {
            provider.versions = .some(try provider.object.definedVersionTable(in: provider.file))
        }
        let offset = UInt64(need.nameOffset)
        let isDefined = try provider.versions??.defines(
            try names.bytes(at: offset), hash: need.hash)
        if isDefined == true { return }
        complain(
            of: try names.text(at: offset), need.flags, provider, object,
            hasTable: isDefined != nil)
    }

    private mutating func complain(
        of version: ByteString, _ flags: ELF.VersionFlags, _ provider: LoadedObject,
        _ object: LoadedObject, hasTable: Bool
    ) {
        let who = object.node == 0 ? programName : object.path.text
        let library = provider.node == 0 ? programName : provider.path.text
        let start = "\(programName): \(library): "
        let name = version.text
        let problem: DependencyGraph.Problem
        if !hasTable {
            problem = DependencyGraph.Problem(
                .versionsAbsent, provider.node,
                "\(library) defines no versions, \(who) needs \(name)",
                text: start + "no version information available (required by \(who))",
                isFatal: false)
        } else if flags.contains(.weak) {
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
