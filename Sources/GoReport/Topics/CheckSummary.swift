internal import GoInspect
internal import ObjectFile

/// What was found of all files together: counts, and for text the rows and causes.
///
/// What is kept of a file is as much as is printed of it.
struct CheckSummary {
    /// A file with how it stands with it in each place.
    struct Row {
        /// The file, with its slice where it has some.
        let name: String
        /// In the order of the places.
        let runs: [Verdict.Runs]
    }

    /// A cause, with all that it spoils.
    struct Cause {
        /// One finding of it; the others differ in place and evidence.
        let finding: Finding
        /// Files, in their order, each with the places in which it was found.
        var files: [(name: String, targets: [String])]
        /// The texts with which starts end for it, each once.
        var errors: [String]
        /// What it rests on, each once.
        var evidence: [Evidence]
        /// What would help, each once.
        var remedies: [String]
    }

    /// The names of the places.
    let targets: [String]
    private(set) var rows: [Row] = []
    private(set) var causes: [Cause] = []
    private(set) var files = 0
    private(set) var counts: [Verdict.Runs: Int] = [:]
    private(set) var severities: [Diagnostic.Severity: Int] = [:]
    private var known: [Key: Int] = [:]

    private struct Key: Hashable {
        let rule: String
        let severity: Diagnostic.Severity
        let message: String
    }

    init(_ targets: [String]) { self.targets = targets }

    mutating func add(
        _ verdicts: [Verdict], of image: ImageReport, _ path: String, keepsFindings: Bool
    ) {
        if !verdicts.isEmpty { files += 1 }
        let part = image.part.map { "(\($0.text))" } ?? ""
        let name = path + part
        for verdict in verdicts {
            counts[verdict.runs, default: 0] += 1
            for finding in verdict.findings {
                severities[finding.severity, default: 0] += 1
                if keepsFindings { add(finding, of: name) }
            }
        }
        if keepsFindings, !verdicts.isEmpty {
            rows.append(Row(name: name, runs: verdicts.map(\.runs)))
        }
    }

    private mutating func add(_ finding: Finding, of name: String) {
        let key = Key(rule: finding.rule, severity: finding.severity, message: finding.message)
        let place = known[key] ?? causes.count
        if place == causes.count {
            known[key] = place
            causes.append(
                Cause(finding: finding, files: [], errors: [], evidence: [], remedies: []))
        }
        causes[place].add(finding, of: name)
    }
}

extension CheckSummary.Cause {
    fileprivate mutating func add(_ finding: Finding, of name: String) {
        if files.last?.name != name { files.append((name, [])) }
        if let target = finding.target { files[files.count - 1].targets.append(target) }
        if let error = finding.predictedError, errors.count < 64, !errors.contains(error) {
            errors.append(error)
        }
        for item in finding.evidence where evidence.count < 64 && !evidence.contains(item) {
            evidence.append(item)
        }
        for remedy in finding.remedy where !remedies.contains(remedy) { remedies.append(remedy) }
    }
}
