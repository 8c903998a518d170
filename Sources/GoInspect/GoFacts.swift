internal import GoBinary
public import ObjectFile

/// One thing that a Go program says of itself, with what it rests on.
public struct GoFact: Hashable, Sendable {
    /// What is known.
    public enum Value: Hashable, Sendable {
        /// Yes or no.
        case flag(Bool)
        /// One word or text, such as `go` or `v3`.
        case text(ByteString)
        /// Several.
        case list([ByteString])
        /// Nothing tells.
        case unknown
    }

    /// What it is about, in words with hyphens: `dns-resolver`.
    public let name: String
    /// What is known.
    public let value: Value
    /// A sentence for people, nil where the value says all.
    public let note: String?
    /// What the value rests on; empty where nothing tells.
    public let evidence: [Evidence]

    init(_ fact: GoBinary.GoFact) {
        name = fact.name
        value =
            switch fact.value {
            case .yes: .flag(true)
            case .no: .flag(false)
            case .text(let text): .text(text)
            case .list(let texts): .list(texts)
            case .unknown: .unknown
            }
        note = fact.note
        evidence = fact.evidence.map { Evidence($0) }
    }
}

extension ImageReport {
    /// What the program relies on and how it was made, and what of that could not be read.
    public func goFacts(limits: Limits = Limits()) -> (facts: [GoFact], diagnostics: [Diagnostic]) {
        let build =
            build?.value?.result
            ?? BuildInformationReader(image, in: file, limits: limits).read().value
        let found = GoFactsReader(image, in: file, build: build, limits: limits).read()
        return (found.facts.map { GoFact($0) }, found.diagnostics)
    }
}
