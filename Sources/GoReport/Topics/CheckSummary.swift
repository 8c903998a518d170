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

        /// Whether people have to know it in any case: a `?` needs its reason.
        var isShown: Bool {
            finding.severity != .note || finding.explainsDoubt
        }
    }

    /// The names of the places.
    let targets: [String]
    /// What text calls them: of paths the last name, where each is another.
    let labels: [String]
    private(set) var rows: [Row] = []
    private(set) var causes: [Cause] = []
    private(set) var files = 0
    private(set) var counts: [Verdict.Runs: Int] = [:]
    private(set) var severities: [Diagnostic.Severity: Int] = [:]
    /// How many findings were left out, by who says so.
    private(set) var leftOut: [IgnoredFinding.Cause: Int] = [:]
    /// What was left out by a policy, and how often, in the order in which it was met.
    private(set) var ignores: [(ignore: IgnoredFinding, count: Int)] = []
    private var known: [Key: Int] = [:]

    /// What makes two findings one cause.
    private struct Key: Hashable {
        let rule: String
        let severity: Diagnostic.Severity
        let message: String
        /// Of one file, what helps in one place may not in another; files that need other cures
        /// are told apart.
        let remedies: [String]

        init(_ finding: Finding, _ remedies: [String] = []) {
            rule = finding.rule
            severity = finding.severity
            message = finding.message
            self.remedies = remedies
        }
    }

    init(_ targets: [String]) {
        self.targets = targets
        let short = targets.map { target in
            let isPath = target.hasPrefix("/") || target.hasPrefix(".")
            return isPath ? target.split(separator: "/").last.map(String.init) ?? target : target
        }
        labels = Set(short).count == Set(targets).count ? short : targets
    }

    /// What text calls a place.
    func label(_ target: String) -> String {
        targets.firstIndex(of: target).map { labels[$0] } ?? target
    }

    mutating func add(
        _ verdicts: [Verdict], of image: ImageReport, _ path: String, keepsFindings: Bool
    ) {
        guard !verdicts.isEmpty else { return }
        files += 1
        for verdict in verdicts {
            counts[verdict.runs, default: 0] += 1
        }
        let findings = verdicts.flatMap(\.findings) + image.findings
        for finding in findings { severities[finding.severity, default: 0] += 1 }
        for ignored in image.ignored {
            leftOut[ignored.cause, default: 0] += 1
            if ignored.cause != .baseline { add(ignored, 1) }
        }
        guard keepsFindings else { return }
        let name = path + (image.part.map { "(\($0.text))" } ?? "")
        rows.append(Row(name: name, runs: verdicts.map(\.runs)))
        for cause in Self.causes(findings, of: name) { add(cause) }
    }

    /// Adds what was found of the files that come behind these.
    mutating func add(_ later: CheckSummary) {
        files += later.files
        counts.merge(later.counts, uniquingKeysWith: +)
        severities.merge(later.severities, uniquingKeysWith: +)
        leftOut.merge(later.leftOut, uniquingKeysWith: +)
        for (ignored, count) in later.ignores { add(ignored, count) }
        rows += later.rows
        for cause in later.causes { add(cause) }
    }

    private mutating func add(_ cause: Cause) {
        let key = Key(cause.finding, cause.remedies)
        if let place = known[key] {
            causes[place].add(cause)
        } else {
            known[key] = causes.count
            causes.append(cause)
        }
    }

    /// Adds a file that is not there.
    mutating func add(_ missing: MissingFile, keepsFindings: Bool) {
        severities[missing.finding.severity, default: 0] += 1
        guard keepsFindings else { return }
        add(Cause(missing.finding, missing.path))
    }

    private mutating func add(_ ignored: IgnoredFinding, _ count: Int) {
        let place = ignores.firstIndex {
            $0.ignore.finding.rule == ignored.finding.rule && $0.ignore.reason == ignored.reason
                && $0.ignore.until == ignored.until
        }
        if let place { ignores[place].count += count } else { ignores.append((ignored, count)) }
    }

    /// The causes of one file's findings.
    private static func causes(_ findings: [Finding], of name: String) -> [Cause] {
        var known: [Key: Int] = [:]
        var causes: [Cause] = []
        for finding in findings {
            let cause = Cause(finding, name)
            if let place = known[Key(finding)] {
                causes[place].add(cause)
            } else {
                known[Key(finding)] = causes.count
                causes.append(cause)
            }
        }
        return causes
    }
}

extension CheckSummary.Cause {
    fileprivate init(_ finding: Finding, _ name: String) {
        self.finding = finding
        files = [(name, finding.target.map { [$0] } ?? [])]
        errors = finding.predictedError.map { [$0] } ?? []
        evidence = finding.evidence
        remedies = finding.remedy
    }

    /// Adds the same cause in another place or file.
    fileprivate mutating func add(_ other: Self) {
        for (name, targets) in other.files {
            if files.last?.name == name {
                files[files.count - 1].targets += targets
            } else {
                files.append((name, targets))
            }
        }
        for error in other.errors where errors.count < 64 && !errors.contains(error) {
            errors.append(error)
        }
        for item in other.evidence where evidence.count < 64 && !evidence.contains(item) {
            evidence.append(item)
        }
        for remedy in other.remedies where !remedies.contains(remedy) { remedies.append(remedy) }
    }
}
