/// Finds what differs between two images.
struct PairComparison {
    let old: Snapshot
    let new: Snapshot
    let options: Comparison.Options
    private(set) var differences: [Difference] = []
    /// What could not be compared.
    private(set) var limits: [String] = []

    init(_ old: Snapshot, _ new: Snapshot, _ options: Comparison.Options) {
        (self.old, self.new, self.options) = (old, new, options)
    }

    /// Looks at one area after the other.
    mutating func run() {
        compareLinkage()
    }

    mutating func add(_ difference: Difference) { differences.append(difference) }

    mutating func cannotCompare(_ what: String) { limits.append(what) }

    private mutating func compareLinkage() {
        if old.linkage != new.linkage {
            add(Difference(.linkage, "linkage", "linkage", old.linkage, new.linkage))
        }
    }
}
