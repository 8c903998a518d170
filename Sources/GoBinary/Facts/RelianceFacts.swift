internal import ObjectFile

extension GoFactGroup {
    /// What the program relies on when it runs.
    static let reliance = GoFactGroup(functions: ["plugin.open"], symbols: []) { sources in
        [
            GoFact(
                "plugin", sources.functions.has(["plugin.open"]).map { .init($0) } ?? .unknown,
                evidence: sources.functions.evidence(["plugin.open"]))
        ]
    }
}
