internal import ObjectFile

/// Finds what differs between two images.
struct PairComparison {
    /// Something that people have to hear first.
    struct Sentence {
        /// How soon: the smaller, the sooner.
        let rank: Int
        let text: String
    }

    let old: Snapshot
    let new: Snapshot
    let options: Comparison.Options
    private(set) var differences: [Difference] = []
    /// What matters, in no order.
    private(set) var sentences: [Sentence] = []
    /// What could not be compared.
    private(set) var limits: [String] = []

    init(_ old: Snapshot, _ new: Snapshot, _ options: Comparison.Options) {
        (self.old, self.new, self.options) = (old, new, options)
    }

    /// Looks at one area after the other.
    mutating func run() {
        if old.digest != nil, old.digest == new.digest { return }
        compareKind()
        compareLinkage()
        compareCgo()
        compareRuns()
        compareLibraries()
        compareFloor()
        compareSymbols()
        compareFunctions()
        compareSizes()
        compareSettings()
        compareModules()
        compareHardening()
        compareToolchain()
        compareContent()
        for missing in old.missing { cannotCompare("OLD: " + missing) }
        for missing in new.missing { cannotCompare("NEW: " + missing) }
    }

    /// Whether names of sections and symbols are of one sort.
    var isSameFormat: Bool { old.format == new.format }

    /// Whether the sizes of code can be held against each other.
    var isSameMachine: Bool { old.architecture == new.architecture }

    mutating func add(_ difference: Difference) { differences.append(difference) }

    /// Adds a difference where there is one.
    mutating func add(
        _ area: Difference.Area, _ kind: String, _ what: String, _ old: String?, _ new: String?,
        _ meaning: String = "", _ severity: Diagnostic.Severity = .note
    ) {
        guard old != new else { return }
        add(Difference(area, kind, what, old, new, meaning, severity))
    }

    mutating func say(_ rank: Int, _ text: String) {
        sentences.append(Sentence(rank: rank, text: text))
    }

    mutating func cannotCompare(_ what: String) {
        if !limits.contains(what) { limits.append(what) }
    }
}

/// How lists and numbers are said.
enum Words {
    /// `a, b and 3 more`.
    static func list(_ names: [String], most: Int = 3) -> String {
        guard names.count > most + 1 else {
            guard let last = names.last, names.count > 1 else { return names.first ?? "" }
            return names.dropLast().joined(separator: ", ") + " and " + last
        }
        return names.prefix(most).joined(separator: ", ") + " and \(names.count - most) more"
    }

    /// `1 function`, `3 functions`.
    static func count(_ number: Int, _ thing: String) -> String {
        number == 1 ? "1 " + thing : "\(number) \(thing)s"
    }

    /// A size as people read it.
    static func size(_ bytes: UInt64) -> String {
        guard bytes >= 1000 else { return "\(bytes) bytes" }
        let units = ["kB", "MB", "GB", "TB"]
        var tenths = bytes / 100 + (bytes % 100 < 50 ? 0 : 1)
        var unit = 0
        while tenths >= 10_000, unit < units.count - 1 {
            tenths = tenths / 1000 + (tenths % 1000 < 500 ? 0 : 1)
            unit += 1
        }
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    /// How much of the old size a change is, in tenths of a per cent; nil where there was nothing.
    static func share(_ old: UInt64, _ new: UInt64) -> String? {
        guard old > 0 else { return nil }
        let change = old > new ? old - new : new - old
        let (scaled, overflow) = change.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return nil }
        let tenths = scaled / old + (scaled % old >= old - old / 2 ? 1 : 0)
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

extension Comparison.Threshold {
    /// Whether a change is too small to count.
    public func hides(_ old: UInt64, _ new: UInt64) -> Bool {
        let change = old > new ? old - new : new - old
        switch self {
        case .bytes(let least): return change < least
        case .share(let least):
            let (scaled, first) = change.multipliedReportingOverflow(by: 10_000)
            let (limit, second) = old.multipliedReportingOverflow(by: least)
            return !first && !second && scaled < limit
        }
    }
}
