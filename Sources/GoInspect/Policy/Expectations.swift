internal import ObjectFile

/// What files are held against besides places: a policy, and what was found before.
public struct Expectations: Sendable {
    /// What the project wants.
    public var policy: Policy
    /// The day on which ignored rules are told again or not; nil where none are.
    public var today: CalendarDate?
    /// What is known already; nil where nothing is.
    public var baseline: Baseline?
    /// The working directory, in which paths are meant.
    public var workingDirectory = ""

    /// Makes expectations of a policy.
    public init(_ policy: Policy) { self.policy = policy }

    /// What is wanted of a file.
    func demands(on path: String) -> Demands {
        policy.demands(on: name(of: path, besides: policy.path))
    }

    /// The name of a file as something beside it has it; of what options say, the name as given.
    ///
    /// It is a text, as policies, baselines and lists of sums have names: where a path is no UTF-8,
    /// what stands for its bytes is compared.
    private func name(of path: String, besides file: String?) -> FileName {
        let slash = file?.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.flatMap { slash in file.map { String($0[..<slash]) } } ?? ""
        let isRoot = file?.hasPrefix("/") == true && folder.isEmpty
        return FileName(path, from: isRoot ? "/" : folder, in: workingDirectory)
    }

    /// The names that a list of checksums may have for a file: seen from the folder of the list, and
    /// from the working directory.
    func names(of path: String, in list: Checksums) -> [String] {
        [name(of: path, besides: list.path).path, name(of: path, besides: nil).path]
    }

    /// The name of a file as a baseline has it.
    public func baselineName(of path: String, in baseline: String) -> String {
        name(of: path, besides: baseline).withoutVersions
    }
}

/// A finding that is not told, and why.
public struct IgnoredFinding: Hashable, Sendable {
    /// Who says so.
    public enum Cause: String, CaseIterable, Hashable, Sendable {
        /// The rule is ignored for a time.
        case ignored
        /// The rule is off.
        case off
        /// It is known already.
        case baseline
    }

    /// What was found.
    public let finding: Finding
    /// Who says so.
    public let cause: Cause
    /// Why, as the policy says; nil for others.
    public let reason: String?
    /// The last day; nil for others.
    public let until: CalendarDate?
}

/// Sorts findings into those that are told and those that are not.
struct FindingFilter {
    let demands: Demands
    let today: CalendarDate?
    /// Whether something is known already.
    let isKnown: (Finding) -> Bool
    private(set) var ignored: [IgnoredFinding] = []

    init(_ demands: Demands, today: CalendarDate?, isKnown: @escaping (Finding) -> Bool) {
        self.demands = demands
        self.today = today
        self.isKnown = isKnown
    }

    /// Those that are told, as bad as the policy has them; the others go to `ignored`.
    mutating func told(_ findings: [Finding]) -> [Finding] { findings.compactMap { told($0) } }

    private mutating func told(_ found: Finding) -> Finding? {
        var finding = found
        if let level = demands.levels[finding.rule] {
            guard let severity = level.severity else { return leave(finding, .off) }
            finding = finding.with(severity: severity)
        }
        let ignores = demands.ignores.filter { $0.rule == finding.rule }
        let holding = ignores.first { ignore in today.map { $0 <= ignore.until } ?? true }
        if let holding { return leave(finding, .ignored, holding) }
        if isKnown(finding) { return leave(finding, .baseline) }
        if let over = ignores.max(by: { $0.until < $1.until }) {
            let text = "it was ignored until \(over.until): \(over.reason)"
            finding = finding.with(evidence: finding.evidence + [Evidence("policy", text)])
        }
        return finding
    }

    private mutating func leave(
        _ finding: Finding, _ cause: IgnoredFinding.Cause, _ ignore: Policy.Ignore? = nil
    ) -> Finding? {
        ignored.append(
            IgnoredFinding(
                finding: finding, cause: cause, reason: ignore?.reason, until: ignore?.until))
        return nil
    }
}

extension Finding {
    /// The same, as bad as a policy has it; whether the start fails is another matter.
    fileprivate func with(severity: Diagnostic.Severity) -> Self {
        Finding(
            rule: rule, severity: severity, message: message, rawTarget: rawTarget,
            predictedError: predictedError, evidence: evidence, remedy: remedy,
            stopsStart: stopsStart, doubtsStart: doubtsStart)
    }

    fileprivate func with(evidence: [Evidence]) -> Self {
        Finding(
            rule: rule, severity: severity, message: message, rawTarget: rawTarget,
            predictedError: predictedError, evidence: evidence, remedy: remedy,
            stopsStart: stopsStart, doubtsStart: doubtsStart)
    }
}
