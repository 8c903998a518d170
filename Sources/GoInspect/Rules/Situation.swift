internal import DynamicLinking
internal import ObjectFile

/// What a rule looks at: an image in a place.
struct Situation {
    /// What was found out of the image, its dependencies and build among it.
    let report: ImageReport
    /// Where it would be started.
    let place: CheckPlace
    /// What kernel and loader would do there; nil where the place is not made for its processor.
    let resolved: ResolvedDependencies?
    /// What else may be asked of the image, each once for all places.
    let facts: FileFacts

    /// Makes a finding of a rule.
    func finding(
        _ rule: String, _ severity: Diagnostic.Severity = .error, _ message: String,
        predictedError: String? = nil, evidence: [Evidence] = [], remedy: [String] = [],
        stopsStart: Bool? = nil
    ) -> Finding {
        Finding(
            rule: rule, severity: severity, message: message, target: place.name,
            predictedError: predictedError, evidence: evidence, remedy: remedy,
            stopsStart: stopsStart ?? (severity == .error))
    }
}

/// What rules ask of an image besides its report: found when it is first asked for, and kept for all
/// places.
final class FileFacts {
    private let report: ImageReport

    init(_ report: ImageReport) { self.report = report }

    /// What there is of C code.
    lazy var cgo = report.cgo()
    /// What the program itself shows.
    lazy var go = report.goFacts()
}
