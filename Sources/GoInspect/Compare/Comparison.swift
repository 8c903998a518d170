/// What differs between two files.
public struct Comparison: Sendable {
    /// How they are compared.
    public struct Options: Hashable, Sendable {
        /// Whether each function that is there in one alone, or of another size, is a difference.
        public var listsFunctions = false
        /// Whether the same is done with all symbols.
        public var listsSymbols = false
        /// Whether the bytes are looked at where nothing but names of the build and sizes differ: for
        /// gates, that let those pass.
        public var looksAtBytes = false
        /// What differs by less than this in size is none; nil where that is left to the report.
        public var threshold: Threshold?
        /// The places that were asked for by name: of which one file alone tells something is said,
        /// as a snapshot may have been taken for others.
        public var places: [String] = []

        /// Makes the usual options.
        public init() {}
    }

    /// How small a difference of sizes may be to count as none.
    public enum Threshold: Hashable, Sendable {
        /// In bytes.
        case bytes(UInt64)
        /// In hundredths of a per cent of the old size.
        case share(UInt64)
    }

    /// The older one.
    public let old: FileSnapshot
    /// The newer one.
    public let new: FileSnapshot
    /// All that differs: area by area, in each what matters first.
    public let differences: [Difference]
    /// Whether they are the same, byte for byte.
    public let isEqual: Bool
    /// What matters, in sentences: the most important first.
    public let summary: [String]
    /// What could not be compared, and why.
    public let limits: [String]

    /// Compares two files.
    public init(_ old: FileSnapshot, _ new: FileSnapshot, _ options: Options = Options()) {
        self.old = old
        self.new = new
        var found: [Difference] = []
        var limits: [String] = []
        var sentences: [PairComparison.Sentence] = []
        let isEqual = old.isEqual(to: new)
        if !isEqual {
            let pairs = ImagePairs(old, new)
            found += pairs.lonely
            sentences += pairs.lonely.map { PairComparison.Sentence(rank: 5, text: $0.meaning) }
            let isSeveral = pairs.pairs.count + pairs.lonely.count > 1
            for (old, new) in pairs.pairs {
                var pair = PairComparison(old, new, options)
                pair.run()
                found += pair.differences.map { difference in
                    var difference = difference
                    if isSeveral { difference.slice = new.label }
                    return difference
                }
                let slice = isSeveral ? new.label + ": " : ""
                sentences += pair.sentences.map {
                    PairComparison.Sentence(rank: $0.rank, text: slice + $0.text)
                }
                for limit in pair.limits where !limits.contains(limit) { limits.append(limit) }
            }
        }
        if !isEqual, let content = ContentComparison(old, new, options, beside: found).difference {
            found.append(content)
            sentences.append(
                PairComparison.Sentence(
                    rank: 90, text: "nothing of note differs, but some bytes do"))
        }
        differences = Self.sorted(found)
        self.isEqual = isEqual
        self.limits = limits
        var summary = Self.summary(sentences)
        if summary.isEmpty, !isEqual {
            let areas = Difference.Area.allCases.filter { area in
                found.contains { $0.area == area }
            }
            summary = ["what differs is of little note: " + Words.list(areas.map(\.rawValue))]
        }
        self.summary = summary
    }

    /// Each sentence once, in the order of ranks.
    private static func summary(_ sentences: [PairComparison.Sentence]) -> [String] {
        var said: Set<String> = []
        let sorted = sentences.enumerated().sorted {
            ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
        }
        return sorted.map(\.element.text).filter { said.insert($0).inserted }
    }

    private static func sorted(_ found: [Difference]) -> [Difference] {
        Difference.Area.allCases.flatMap { area in found.filter { $0.area == area } }
    }

    /// The differences that a gate looks at: all but those that are allowed, by area or by kind.
    public func counted(allowing names: Set<String>) -> [Difference] {
        differences.filter { !names.contains($0.area.rawValue) && !names.contains($0.kind) }
    }
}

extension Comparison.Threshold {
    /// Reads `4096`, `64k`, `2M`, `1.5%`; nil where it is none of these.
    public init?(_ text: String) {
        var digits = text[...]
        let last = digits.last
        var factor: UInt64 = 1
        switch last {
        case "%": factor = 100
        case "k", "K": factor = 1024
        case "m", "M": factor = 1 << 20
        case "g", "G": factor = 1 << 30
        default: if last?.isNumber != true { return nil }
        }
        if last.map({ !$0.isNumber }) == true { digits = digits.dropLast() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard last == "%" ? parts.count <= 2 : parts.count == 1,
            parts.allSatisfy({ part in
                (1...9).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
            }), let whole = UInt64(parts[0])
        else { return nil }
        let hundredths = parts.count > 1 ? UInt64((parts[1] + "00").prefix(2)) ?? 0 : 0
        self = last == "%" ? .share(whole * factor + hundredths) : .bytes(whole * factor)
    }
}
