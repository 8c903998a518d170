internal import ObjectFile

/// Something in a program that tells which Go made it.
struct GoVersionSource: Sendable {
    /// What it is.
    let name: String
    /// The version as it stands there.
    let text: ByteString
    /// The version by its numbers, nil where the text has none, as `unknown`.
    let version: GoVersion?
    /// The releases of Go 1 that it allows, where it names no one version.
    var releases: ClosedRange<Int>?
    /// Whether the whole text is that of the toolchain, to the last letter.
    let isWhole: Bool
    /// What it rests on.
    let evidence: [Evidence]

    /// All that a program has.
    static func all(
        _ sources: GoFactSources, _ variables: RuntimeVariables, root: SourcePaths.Path?
    ) -> [GoVersionSource] {
        [build(sources), runtime(variables)].compactMap { $0 } + compilers(sources)
            + [path(root), table(sources.functions.table), module(sources.functions)]
            .compactMap { $0 }
    }

    private static func build(_ sources: GoFactSources) -> GoVersionSource? {
        guard let build = sources.build else { return nil }
        let text = build.information.goVersion
        return GoVersionSource(
            name: "build information", text: text, version: GoVersion(text), isWhole: true,
            evidence: [Evidence("build information", at: build.source.offset, text)])
    }

    private static func runtime(_ variables: RuntimeVariables) -> GoVersionSource? {
        guard let variable = variables.buildVersion, let text = variable.value, !text.isEmpty
        else { return nil }
        return GoVersionSource(
            name: variable.name, text: text, version: GoVersion(text), isWhole: true,
            evidence: [Evidence(variable.name, at: variable.offset, text)])
    }

    /// The compilers of all packages, which debug information names: `Go cmd/compile go1.27.3;
    /// regabi`.
    ///
    /// Archives that another Go left in the build's cache would stand out here.
    private static func compilers(_ sources: GoFactSources) -> [GoVersionSource] {
        let reader = CompileUnitReader(sources.image, in: sources.file, limits: sources.limits)
        return reader.goProducers().goProducers.compactMap { producer in
            guard let version = GoVersion(producer.name) else { return nil }
            return GoVersionSource(
                name: "compiler", text: ByteString("go\(version)"), version: version,
                isWhole: false,
                evidence: [Evidence("debug information", at: producer.offset, producer.name)])
        }
    }

    /// Where Go was installed, if that has a version in it.
    private static func path(_ root: SourcePaths.Path?) -> GoVersionSource? {
        guard let root, let version = version(ofRoot: root.text) else { return nil }
        return GoVersionSource(
            name: "GOROOT", text: ByteString(version.description), version: version,
            isWhole: false, evidence: [Evidence("source files", at: root.offset, root.text, .weak)])
    }

    /// The version in a path: where its packager writes one, or the last part is `go1.22` or so.
    private static func version(ofRoot root: ByteString) -> GoVersion? {
        if let origin = GoRootOrigin(root: root) { return origin.version }
        let last = root.utf8.split(separator: UInt8(ascii: "/")).last ?? []
        guard last.starts(with: "go".utf8) else { return nil }
        return GoVersion(ByteString(Array(last).span))
    }

    /// The format of the function table changes every few releases.
    private static func table(_ table: FunctionTable?) -> GoVersionSource? {
        guard let table, let releases = releases(table.goVersionRange) else { return nil }
        return GoVersionSource(
            name: "function table", text: ByteString(table.goVersionRange), version: nil,
            releases: releases, isWhole: false,
            evidence: [
                Evidence(
                    "function table", at: table.source.offset,
                    ByteString("format of Go \(table.goVersionRange)"))
            ])
    }

    /// `1.18-1.19` or `1.20+`.
    private static func releases(_ range: String) -> ClosedRange<Int>? {
        let ends = range.utf8.split(separator: UInt8(ascii: "-")).map {
            GoVersion(ByteString(String(decoding: $0, as: UTF8.self)))?.minor
        }
        guard let first = ends.first ?? nil else { return nil }
        guard let last = ends.last ?? nil, ends.count > 1 else { return first...Int.max }
        return first <= last ? first...last : nil
    }

    /// A frozen FIPS 140 module `v1.26.0` was cut from Go 1.26: no earlier Go has it.
    private static func module(_ functions: LinkedFunctions) -> GoVersionSource? {
        let frozen = [FIPSFacts.frozen]
        guard let match = functions.matches(frozen).first,
            let version = GoVersion(FunctionName.path(match.name.utf8.span))
        else { return nil }
        // v1.0.0 came with Go 1.24.
        let first = max(24, version.minor)
        return GoVersionSource(
            name: "FIPS module", text: ByteString("1.\(first)+"), version: nil,
            releases: first...Int.max, isWhole: false,
            evidence: functions.evidence(frozen))
    }

    /// Whether both can tell of the same toolchain.
    private func agrees(with other: GoVersionSource) -> Bool {
        if isWhole, other.isWhole { return text == other.text }
        if let version, let second = other.version { return version.agrees(with: second) }
        if let version, let releases = other.releases { return releases.contains(version.minor) }
        if let releases, let version = other.version { return releases.contains(version.minor) }
        if let releases, let second = other.releases { return releases.overlaps(second) }
        return true
    }
}

extension GoVersionSource {
    /// The version, what tells it, and whether that is one and the same.
    static func facts(_ sources: [GoVersionSource]) -> [GoFact] {
        let evidence = sources.flatMap(\.evidence)
        let best =
            sources.first { $0.isWhole && $0.version != nil } ?? sources.first { $0.version != nil }
        let version = best.map { $0.isWhole ? $0.text : ByteString("go\($0.text.text)") }
        let listed = sources.map { ByteString("\($0.name): \($0.text.text)") }
        return [
            GoFact(
                "go-version", version.map { .text($0) } ?? .unknown,
                evidence: best?.evidence ?? []),
            GoFact(
                "go-version-sources", listed.isEmpty ? .unknown : .list(listed),
                evidence: evidence),
            agreement(sources, evidence),
        ]
    }

    private static func agreement(_ sources: [GoVersionSource], _ evidence: [Evidence]) -> GoFact {
        let name = "go-version-agrees"
        guard sources.count > 1 else {
            return GoFact(name, .unknown, note: "fewer than two sources tell a version")
        }
        for (index, source) in sources.enumerated() {
            let others = sources[(index + 1)...]
            if let other = others.first(where: { !source.agrees(with: $0) }) {
                return GoFact(
                    name, .no,
                    note: "\(source.name) says \(source.text.text), "
                        + "\(other.name) \(other.text.text)",
                    evidence: source.evidence + other.evidence)
            }
        }
        return GoFact(name, .yes, evidence: evidence)
    }
}
