internal import ObjectFile

/// Whether the compiler was told to leave out what makes programs fast, as debuggers like it.
enum OptimizationFacts {
    private static let flags = ["-N", "-l"]

    /// What was left out: debug information has the compiler's own word, which settings only ask for.
    static func fact(of sources: GoFactSources, _ versions: [GoVersionSource]) -> GoFact {
        let name = "disabled-optimizations"
        let compilers = versions.flatMap(\.evidence).filter { $0.source == "debug information" }
        let telling = compilers.filter { !flags(of: words($0.detail.text)).isEmpty }
        if !telling.isEmpty {
            let found = telling.flatMap { flags(of: words($0.detail.text)) }
            let note = telling.count < compilers.count ? "in some of the packages" : nil
            return GoFact(name, value(found), note: note, evidence: telling)
        }
        if compilers.isEmpty, let setting = sources.setting("-gcflags") {
            let found = flags(of: asked(setting.value.text))
            guard found.isEmpty else {
                return GoFact(
                    name, value(found), note: GoFactSources.bySettings, evidence: [setting.evidence]
                )
            }
        }
        guard !compilers.isEmpty || sources.hasSettings else {
            return GoFact(name, .unknown, note: "there are no build settings")
        }
        return GoFact(
            name, .list([]), note: compilers.isEmpty ? GoFactSources.bySettings : nil,
            evidence: compilers.isEmpty ? sources.withoutSetting("-gcflags") : compilers)
    }

    private static func value(_ found: [String]) -> GoFact.Value {
        .list(flags.filter { found.contains($0) }.map { ByteString($0) })
    }

    private static func flags(of words: [String]) -> [String] {
        words.filter { flags.contains($0) }
    }

    /// `Go cmd/compile go1.27.3; -N -l; regabi`.
    private static func words(_ producer: String) -> [String] {
        producer.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ";") }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The flags of `-gcflags`, where a pattern of packages may stand before the first: `all=-N -l`.
    private static func asked(_ setting: String) -> [String] {
        LinkerFlags(setting).words.map { word in
            let equals = word.utf8.firstIndex(of: UInt8(ascii: "="))
            let isPattern = !word.utf8.starts(with: "-".utf8)
            return isPattern
                ? equals.map { String(word[word.utf8.index(after: $0)...]) } ?? word : word
        }
    }
}
