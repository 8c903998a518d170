public import ObjectFile

/// Something that a rule found out of a file in a place.
///
/// The message tells the cause, and so is the same for all places that it spoils; what is of one
/// place alone stands in the evidence.
public struct Finding: Hashable, Sendable {
    /// The name of the rule.
    public let rule: String
    /// How bad it is there.
    public let severity: Diagnostic.Severity
    /// What is the matter, in one sentence.
    public let message: String
    /// The name of the place, byte for byte; nil where it is one of the file alone.
    public let rawTarget: ByteString?
    /// What is printed, or what the kernel says, word for word but for parts that nobody can know,
    /// such as `{zone}`; nil where nothing is said, or something else is first.
    public let predictedError: String?
    /// What it rests on.
    public let evidence: [Evidence]
    /// What would help this file.
    public let remedy: [String]
    /// Whether the program does not start for it.
    let stopsStart: Bool
    /// Whether it cannot be told for it that the program starts.
    let doubtsStart: Bool
}

extension Finding {
    /// The name of the place as a text; nil where it is one of the file alone.
    public var target: String? { rawTarget?.text }

    /// Whether it is why a verdict is `unknown`.
    public var explainsDoubt: Bool { doubtsStart || rule == Rule.libraryUnknown.name }
}
