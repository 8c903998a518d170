internal import DynamicLinking
internal import ObjectFile

/// What a rule looks at: an image in a place.
struct Situation {
    /// What was found out of the image, its dependencies and build among it.
    let report: ImageReport
    /// Where it would be started.
    let place: CheckPlace
    /// The image in that place; nil where the place is not made for its processor.
    let placed: PlacedFile?
    /// What kernel and loader would do there; nil where the place is not made for its processor.
    let resolved: ResolvedDependencies?
    /// What they complain of, by rule.
    let problems: [GraphProblems.Claim]
    /// What else may be asked of the image, each once for all places.
    let facts: FileFacts

    init(
        _ report: ImageReport, _ place: CheckPlace, _ placed: PlacedFile?,
        _ resolved: ResolvedDependencies?, _ facts: FileFacts
    ) {
        self.report = report
        self.place = place
        self.placed = placed
        self.resolved = resolved
        self.facts = facts
        problems =
            if let placed, let resolved {
                GraphProblems(
                    resolved, placed, of: report, facts, in: place
                ).claims
            } else {
                []
            }
    }

    /// Makes a finding of a rule; an error stops the start unless it is said not to.
    func finding(
        _ rule: String, _ message: String, _ severity: Diagnostic.Severity = .error,
        predictedError: String? = nil, evidence: [Evidence] = [], remedy: [String] = [],
        stopsStart: Bool? = nil, doubtsStart: Bool = false
    ) -> Finding {
        Finding(
            rule: rule, severity: severity, message: message, rawTarget: place.rawName,
            predictedError: predictedError, evidence: evidence, remedy: remedy,
            stopsStart: stopsStart ?? (severity == .error), doubtsStart: doubtsStart)
    }

    /// What would help the image.
    var remedies: Remedies { Remedies(report, facts) }
}
