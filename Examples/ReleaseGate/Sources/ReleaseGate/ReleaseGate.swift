import GoInspect
import ObjectFile

/// What a release is held against, and what came of it so far.
struct ReleaseGate {
    private let places: [CheckPlace]
    private let policy: Policy
    /// One line a file, and the reasons below it.
    private(set) var lines: [String] = []
    /// How many files may not be released.
    private(set) var failures = 0

    init(targets: [Target], policy: Policy) {
        places = targets.map { CheckPlace($0) }
        self.policy = policy
    }

    /// Checks one file of the release.
    mutating func check(_ path: String) {
        var inspection = Inspection(
            path: path, .findings, checking: places, expecting: Expectations(policy))
        var reasons: [String] = []
        var names: [String] = []
        inspection.forEachImage { report in
            names.append(Self.name(of: report))
            reasons += Self.reasons(report)
            return true
        }
        if let error = inspection.error { reasons.append(error.description) }
        // Checksums, licences and the like are no programs.
        if names.isEmpty, reasons.isEmpty { return lines.append("skip  \(path)") }
        failures += reasons.isEmpty ? 0 : 1
        let verdict = reasons.isEmpty ? "ok  " : "FAIL"
        lines.append("\(verdict)  \(path)  \(names.joined(separator: ", "))")
        lines += reasons.map { "      " + $0 }
    }

    /// What it is, in a few words.
    private static func name(of report: ImageReport) -> String {
        let go = report.build?.value?.goVersion.text ?? "not Go"
        return "\(report.image.architecture) \(go)"
    }

    /// Why an image may not be released: what stops it in a place, and what the policy forbids.
    private static func reasons(_ report: ImageReport) -> [String] {
        var reasons: [String] = []
        for verdict in report.verdicts ?? [] {
            for finding in verdict.findings where finding.severity == .error {
                reasons.append("\(verdict.target): \(finding.message) [\(finding.rule)]")
            }
        }
        for finding in report.findings where finding.severity == .error {
            reasons.append("\(finding.message) [\(finding.rule)]")
        }
        return reasons
    }
}
