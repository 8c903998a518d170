internal import ObjectFile

/// Whether the libraries define the versions that are asked of them.
///
/// Spec: glibc 2.43, elf/dl-version.c, `_dl_check_map_versions` and `match_symbol`.
extension GlibcLoader {
    /// Checks every object that is loaded, in the order in which it was.
    mutating func checkVersions() {
        for place in objects.indices { checkVersions(neededBy: place) }
    }

    private mutating func checkVersions(neededBy place: Int) {
        guard objects[place].dynamic?.lastValue(of: .versionNeeds) != nil else { return }
        let object = objects[place]
        do throws(ParseError) {
            for library in try object.object.neededVersions(in: object.file) {
                // What is missing was complained of; a library that is not loaded at all makes glibc
                // stop at an assertion.
                guard let provider = provider(of: library.library) else { continue }
                for version in library.versions {
                    check(version, of: provider, for: place)
                }
            }
        } catch {
            graph.diagnostics.append(Diagnostic(error, .warning))
        }
    }

    private func provider(of name: ByteString) -> Int? {
        objects.firstIndex { $0.names.contains(name) || $0.path == name || $0.has(soname: name) }
    }

    private mutating func check(
        _ version: ELF.NeededVersion, of provider: Int, for place: Int
    ) {
        let who = place == 0 ? programName : objects[place].path.text
        let library = provider == 0 ? programName : objects[provider].path.text
        let name = version.name.text
        guard let defined = definedVersions(of: provider) else {
            return warn(
                .versionsAbsent, provider, "\(library) defines no versions, \(who) needs \(name)",
                "\(programName): \(library): no version information available (required by \(who))")
        }
        if defined.contains(where: { $0.hash == version.hash && $0.name == version.name }) {
            return
        }
        if version.flags.contains(.weak) {
            return warn(
                .versionMissing, provider, "\(library) lacks \(name), which \(who) may do without",
                "\(programName): \(library): weak version `\(name)' not found (required by \(who))")
        }
        graph.problems.append(
            DependencyGraph.Problem(
                .versionMissing, objects[provider].node,
                "\(library) does not define \(name), which \(who) needs",
                text: "\(programName): \(library): version `\(name)' not found "
                    + "(required by \(who))",
                exitStatus: 1))
    }

    private mutating func warn(
        _ kind: DependencyGraph.Problem.Kind, _ provider: Int, _ message: String, _ text: String
    ) {
        graph.problems.append(
            DependencyGraph.Problem(
                kind, objects[provider].node, message, text: text, isFatal: false))
    }

    /// The versions that an object defines; nil where it has no table of them.
    private mutating func definedVersions(of place: Int) -> [ELF.DefinedVersion]? {
        if let known = objects[place].versions { return known.value }
        let object = objects[place]
        let versions: Fact<[ELF.DefinedVersion]> = Fact { () throws(ParseError) in
            guard object.dynamic?.lastValue(of: .versionDefinitions) != nil else { return nil }
            return try object.object.definedVersions(in: object.file)
        }
        if let error = versions.error { graph.diagnostics.append(Diagnostic(error, .warning)) }
        objects[place].versions = versions
        return versions.value
    }
}
