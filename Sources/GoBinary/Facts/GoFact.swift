public import ObjectFile

/// One thing that a Go program says of itself, with what it rests on.
///
/// Build settings are intent, functions and data are proof: the evidence tells which of the two it
/// was.
public struct GoFact: Hashable, Sendable {
    /// What is known.
    public enum Value: Hashable, Sendable {
        /// It is so.
        case yes
        /// It is not so.
        case no
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

    /// Makes a fact.
    public init(
        _ name: String, _ value: Value, note: String? = nil, evidence: [Evidence] = []
    ) {
        self.name = name
        self.value = value
        self.note = note
        self.evidence = evidence
    }
}

extension GoFact.Value {
    /// The value of a question that is answered by yes or no.
    init(_ flag: Bool) { self = flag ? .yes : .no }
}
