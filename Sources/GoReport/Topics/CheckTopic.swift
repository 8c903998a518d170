internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key `verdicts` of `check`.
    mutating func verdicts(_ verdicts: [Verdict]) {
        beginArray("verdicts")
        for verdict in verdicts {
            beginObject()
            text("target", verdict.rawTarget)
            string("runs", verdict.runs.rawValue)
            findings(verdict.findings)
            endObject()
        }
        endArray()
    }

    /// The key `findings`.
    mutating func findings(_ findings: [Finding]) {
        beginArray("findings")
        for finding in findings { self.finding(finding) }
        endArray()
    }

    /// The key `ignored` of `check`: what was found and is not told.
    mutating func ignored(_ findings: [IgnoredFinding]) {
        beginArray("ignored")
        for ignored in findings {
            beginObject()
            members(of: ignored.finding)
            string("cause", ignored.cause.rawValue)
            string("reason", orNull: ignored.reason)
            string("until", orNull: ignored.until?.description)
            endObject()
        }
        endArray()
    }

    private mutating func finding(_ finding: Finding) {
        beginObject()
        members(of: finding)
        endObject()
    }

    private mutating func members(of finding: Finding) {
        string("rule", finding.rule)
        string("severity", finding.severity.rawValue)
        string("message", finding.message)
        text("target", orNull: finding.rawTarget)
        string("predictedError", orNull: finding.predictedError)
        evidence(finding.evidence)
        strings("remedy", finding.remedy)
    }

    /// The key `missing`: what lists of checksums name and is not there.
    mutating func missing(_ files: [MissingFile]) {
        beginArray("missing")
        for file in files {
            beginObject()
            string("path", file.path)
            string("list", file.list)
            string("severity", file.finding.severity.rawValue)
            endObject()
        }
        endArray()
    }

    /// What stands behind the files.
    mutating func summary(_ checks: CheckSummary) {
        beginObject("summary")
        count("files", checks.files)
        for runs in Verdict.Runs.allCases {
            count(runs.rawValue, checks.counts[runs] ?? 0)
        }
        count("errors", checks.severities[.error] ?? 0)
        count("warnings", checks.severities[.warning] ?? 0)
        count("notes", checks.severities[.note] ?? 0)
        count("ignored", checks.leftOut.values.reduce(0, +))
        endObject()
    }
}

extension TextWriter {
    /// The matrix of files and places, then what was found, by cause.
    mutating func verdicts(_ checks: CheckSummary) {
        if !checks.rows.isEmpty { rows(checks) }
        for cause in checks.causes where isVerbose || cause.isShown {
            newline()
            self.cause(cause, checks)
        }
    }

    private mutating func rows(_ checks: CheckSummary) {
        var ruler = ByteWriter { _ in 0 }
        let name = checks.rows.map { ruler.write(safe: $0.name) }.max() ?? 0
        let places = checks.labels.map { max(7, ruler.write(safe: $0)) }
        let width = places.reduce(name) { $0 + $1 + 2 }
        if width <= 100 { matrix(checks, name, places) } else { lists(checks) }
    }

    /// A line for each file, a column for each place; with the widths of both.
    private mutating func matrix(_ checks: CheckSummary, _ width: Int, _ places: [Int]) {
        out.write(spaces: width + 2)
        for (index, target) in checks.labels.enumerated() {
            begin(.label)
            let columns = out.write(safe: target)
            end(.label)
            guard index < checks.labels.count - 1 else { continue }
            out.write(spaces: places[index] - columns + 2)
        }
        newline()
        for row in checks.rows {
            out.write(spaces: width + 2 - out.write(safe: row.name))
            for (index, runs) in row.runs.enumerated() {
                write(runs.word, runs.style)
                guard index < row.runs.count - 1 else { continue }
                out.write(spaces: places[index] - runs.word.utf8.count + 2)
            }
            newline()
        }
    }

    /// A line for each file and answer, with the places where it holds.
    private mutating func lists(_ checks: CheckSummary) {
        for row in checks.rows {
            out.write(safe: row.name)
            newline()
            for runs in Verdict.Runs.allCases {
                let places = zip(checks.labels, row.runs).filter { $0.1 == runs }.map(\.0)
                if places.isEmpty { continue }
                out.write("  ")
                column(runs.word, 3, runs.style)
                out.write(safe: places.joined(separator: ", "))
                newline()
            }
        }
    }

    private mutating func cause(_ cause: CheckSummary.Cause, _ checks: CheckSummary) {
        let finding = cause.finding
        write(finding.severity.rawValue, finding.severity == .error ? .bad : .doubtful)
        out.write(" ")
        write(finding.rule, .heading)
        out.write(": ")
        out.write(safe: finding.message)
        newline()
        for (name, targets) in cause.files {
            label(targets.isEmpty ? "in" : checks.rows.count > 1 ? "file" : "where")
            if checks.rows.count > 1 || targets.isEmpty {
                out.write(safe: name)
                if !targets.isEmpty { write("  in ", .label) }
            }
            let isAll = targets.count == checks.targets.count && targets.count > 3
            let places = targets.map { checks.label($0) }.joined(separator: ", ")
            out.write(safe: isAll ? "all places" : places)
            newline()
        }
        for error in cause.errors.prefix(isVerbose ? 64 : 1) { saying(error) }
        for evidence in cause.evidence where isVerbose {
            label("because")
            self.evidence(evidence, -4)
        }
        for remedy in cause.remedies {
            label("remedy")
            out.write(safe: remedy)
            newline()
        }
    }

    /// What is printed where it does not start.
    private mutating func saying(_ error: String) {
        for (index, line) in error.split(separator: "\n").enumerated() {
            label(index == 0 ? "it says" : "")
            out.write(safe: String(line))
            newline()
        }
    }
}

extension Verdict.Runs {
    fileprivate var word: String { self == .unknown ? "?" : rawValue }

    fileprivate var style: TextWriter.Style {
        switch self {
        case .yes: .good
        case .no: .bad
        case .unknown: .doubtful
        }
    }
}
