internal import GoInspect
internal import ObjectFile

/// What was found of all files as baselines have it: what of one is there no more, and what a new one
/// says.
struct BaselineSummary {
    private let expectations: Expectations
    private let least: Diagnostic.Severity
    private let written: String?
    /// What was looked at.
    private var names: Set<String> = []
    /// What of the old baseline was found again.
    private var found: Set<Baseline.Entry> = []
    private var entries: Set<Baseline.Entry> = []

    /// Begins with nothing; nil where no baseline is read and none is to be written.
    init?(_ expectations: Expectations?, _ request: Request) {
        guard let expectations else { return nil }
        guard expectations.baseline != nil || request.writesBaseline != nil else { return nil }
        self.expectations = expectations
        written = request.writesBaseline
        // Notes never fail if not asked to: to write them down would be noise.
        least = min(.warning, request.failsOn)
    }

    mutating func add(_ image: ImageReport, _ path: String) {
        let told = (image.verdicts ?? []).flatMap(\.findings) + image.findings
        let known = image.ignored.filter { $0.cause == .baseline }.map(\.finding)
        if let baseline = expectations.baseline {
            let name = expectations.baselineName(of: path, in: baseline.path)
            names.insert(name)
            for finding in known {
                found.insert(Baseline.Entry(finding, file: name, slice: image.slice))
            }
        }
        guard let written else { return }
        let name = expectations.baselineName(of: path, in: written)
        for finding in told + known where finding.severity >= least {
            entries.insert(Baseline.Entry(finding, file: name, slice: image.slice))
        }
    }

    /// Adds what was found of other files.
    mutating func add(_ other: Self) {
        names.formUnion(other.names)
        found.formUnion(other.found)
        entries.formUnion(other.entries)
    }

    /// The old baseline; nil for none.
    var old: Baseline? { expectations.baseline }

    /// What is new one has, sorted; nil where none is to be written.
    var new: Baseline? { written.map { Baseline(entries, path: $0) } }

    /// What of the old one was not found in files and places that were looked at.
    func gone(_ targets: [String]) -> [Baseline.Entry] {
        guard let old else { return [] }
        let places = Set(targets)
        return old.entries.filter { entry in
            names.contains(entry.file) && (entry.target.map { places.contains($0) } ?? true)
                && !found.contains(entry)
        }
    }
}

extension JSONWriter {
    /// The key `baseline`: what was known, and what of it is there no more.
    mutating func baseline(_ summary: BaselineSummary?, _ targets: [String], known: Int) {
        guard let summary, let old = summary.old else { return null("baseline") }
        beginObject("baseline")
        text("path", old.rawPath)
        count("known", known)
        beginArray("gone")
        for entry in summary.gone(targets) { self.entry(entry) }
        endArray()
        endObject()
    }

    /// A baseline, a line for each finding, as `git diff` shows lines.
    mutating func document(_ baseline: Baseline) {
        beginObject()
        number("schemaVersion", UInt(1))
        beginArray("findings")
        for entry in baseline.entries {
            self.entry(entry, leading: "\n")
        }
        if !baseline.entries.isEmpty { out.write("\n") }
        endArray()
        endObject()
        out.write("\n")
    }

    private mutating func entry(_ entry: Baseline.Entry, leading: String = "") {
        beginObject(leading: leading)
        string("file", entry.file)
        if let slice = entry.slice { string("slice", slice) }
        string("rule", entry.rule)
        if let target = entry.target { string("target", target) }
        string("message", entry.message)
        endObject()
    }
}
