internal import GoInspect
internal import ObjectFile

extension TextWriter {
    /// What was found and is not told, and why; what of a baseline is there no more.
    mutating func leftOut(
        _ checks: CheckSummary, _ policy: String?, _ baseline: BaselineSummary?
    ) {
        if isVerbose, let policy {
            newline()
            write("policy", .label)
            write("  ")
            out.write(safe: policy)
            newline()
        }
        if !checks.ignores.isEmpty { newline() }
        for (ignored, count) in checks.ignores {
            write("ignored", .label)
            write("  \(ignored.finding.rule), ")
            write(count == 1 ? "once" : "\(count) times")
            if let reason = ignored.reason {
                write(": ")
                out.write(safe: reason)
            }
            if let day = ignored.until { write(" (until \(day))") }
            newline()
        }
        if let baseline { self.baseline(baseline, checks) }
    }

    private mutating func baseline(_ summary: BaselineSummary, _ checks: CheckSummary) {
        newline()
        if let old = summary.old {
            write("known", .label)
            write("  \(Self.findings(checks.leftOut[.baseline] ?? 0)) of ")
            out.write(safe: old.path)
            newline()
        }
        for entry in summary.gone(checks.targets) {
            write("gone", .good)
            write("  ")
            out.write(safe: entry.rule + ": " + entry.message)
            write("  in ", .label)
            out.write(safe: entry.file + (entry.slice.map { "(\($0))" } ?? ""))
            if let target = entry.target { out.write(safe: ", " + target) }
            newline()
        }
        if let new = summary.new {
            write("baseline", .label)
            write("  \(Self.findings(new.entries.count)) to ")
            out.write(safe: new.path)
            newline()
        }
    }

    private static func findings(_ count: Int) -> String {
        count == 1 ? "1 finding" : "\(count) findings"
    }
}
