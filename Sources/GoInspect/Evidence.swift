internal import GoBinary
public import ObjectFile

/// Something in a file that a statement rests on.
public struct Evidence: Hashable, Sendable {
    /// Where it was seen.
    public let source: String
    /// The place in the file, nil where there is no one place.
    public let offset: FileOffset?
    /// What was seen.
    public let detail: ByteString
    /// How far it carries: `certain`, `strong` or `weak`.
    public let confidence: String
}

extension Evidence {
    init(_ evidence: GoBinary.Evidence) {
        self.init(
            source: evidence.source, offset: evidence.offset, detail: evidence.detail,
            confidence: evidence.confidence.rawValue)
    }
}
