import GoInspect
import ObjectFile

/// Says why files may not be released: what stops them on these systems, what the policy forbids.
func gate(_ paths: [String], on systems: String, policy: Policy) throws -> [String] {
    let places = try Target.list(systems).map { CheckPlace($0) }
    var reasons: [String] = []
    for path in paths {
        var inspection = Inspection(
            path: path, .findings, checking: places, expecting: Expectations(policy))
        inspection.forEachImage { report in
            let ofPlaces = (report.verdicts ?? []).flatMap(\.findings)
            for finding in ofPlaces + report.findings where finding.severity == .error {
                let place = finding.target.map { " on \($0)" } ?? ""
                reasons.append("\(finding.rule)\(place): \(finding.message)")
            }
            return true
        }
        if let error = inspection.error { reasons.append("\(path): \(error)") }
    }
    return reasons
}
