internal import ObjectFile

extension GoFactGroup {
    /// What the program relies on when it runs.
    static let reliance = GoFactGroup(
        functions: RelianceFact.table.flatMap { $0.rows.flatMap(\.functions) }
            + FIPSFacts.functions + ProcessorLevel.functions,
        symbols: []
    ) { sources in
        RelianceFact.table.map { $0.fact(of: sources) } + FIPSFacts.facts(of: sources)
            + [
                ProcessorLevel(sources: sources).fact, sources.experiments,
                sources.defaultGODEBUG, sources.profile,
            ]
    }
}

extension RelianceFact {
    /// What the functions of a program say.
    func fact(of sources: GoFactSources) -> GoFact {
        for row in rows {
            let evidence = sources.functions.evidence(row.functions)
            guard !evidence.isEmpty else { continue }
            return GoFact(name, row.value, note: row.note, evidence: evidence)
        }
        return sources.without(rows.flatMap(\.functions), name, otherwise, note: nil) { release in
            rows.contains { !$0.isNewThen && $0.since > release }
        }
    }
}

extension GoFactSources {
    /// A fact that rests on functions that are not there.
    func without(
        _ functions: [String], _ name: String, _ value: GoFact.Value, note: String?,
        isTooOld: (Int) -> Bool = { _ in false }
    ) -> GoFact {
        guard let table = self.functions.table, self.functions.isWhole else {
            return GoFact(name, .unknown, note: "there is no function table that can be read")
        }
        guard !hasUnknownVersion else {
            return GoFact(name, .unknown, note: "names may be made up, as the Go version is")
        }
        if let release, isTooOld(release) {
            return GoFact(
                name, .unknown, note: "how Go 1.\(release) names its functions is not known")
        }
        let sought = functions.joined(separator: ", ")
        let detail = ByteString("none of \(table.count) functions is \(sought)")
        return GoFact(
            name, value, note: note,
            evidence: [Evidence("function table", at: table.source.offset, detail)])
    }

    /// The release of Go 1 that the build information names, as 22 for `go1.22.10`; nil for none.
    var release: Int? {
        guard let version = build?.information.goVersion else { return nil }
        // Some versions are `devel go1.24-…`.
        for word in version.text.utf8.split(separator: UInt8(ascii: " ")) {
            guard word.starts(with: "go1.".utf8) else { continue }
            let digits = word.dropFirst(4).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
            return Int(String(decoding: digits.prefix(6), as: UTF8.self))
        }
        return nil
    }
}
