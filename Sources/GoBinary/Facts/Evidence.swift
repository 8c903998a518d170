public import ObjectFile

/// Something in a file that a statement rests on.
public struct Evidence: Hashable, Sendable {
    /// How far it carries.
    public enum Confidence: String, Hashable, Sendable {
        /// It cannot be otherwise.
        case certain
        /// It would take effort to make it otherwise.
        case strong
        /// It is usually so.
        case weak
    }

    /// Where it was seen: `function table`, `dynamic section`.
    public let source: String
    /// The place in the file, nil where there is no one place.
    public let offset: FileOffset?
    /// What was seen.
    public let detail: ByteString
    /// How far it carries.
    public let confidence: Confidence

    init(
        _ source: String, at offset: FileOffset?, _ detail: ByteString,
        _ confidence: Confidence = .certain
    ) {
        self.source = source
        self.offset = offset
        self.detail = detail
        self.confidence = confidence
    }
}
