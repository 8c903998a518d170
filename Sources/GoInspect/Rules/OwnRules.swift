public import ObjectFile

// A rule of somebody's own is a function that takes an ``ImageReport`` and returns findings.

extension Finding {
    /// Makes a finding of a rule that is not goelf's: about the file alone, and stopping no start.
    public init(
        rule: String, severity: Diagnostic.Severity, message: String, evidence: [Evidence] = [],
        remedy: [String] = []
    ) {
        self.init(
            rule: rule, severity: severity, message: message, rawTarget: nil, predictedError: nil,
            evidence: evidence, remedy: remedy, stopsStart: false, doubtsStart: false)
    }
}

extension Evidence {
    /// Makes evidence of something that is certain.
    public init(source: String, detail: String, at offset: FileOffset? = nil) {
        self.init(
            source: source, offset: offset, detail: ByteString(detail), confidence: "certain")
    }
}
