public import ObjectFile

/// What was found before, so that only what is new fails.
///
/// A finding is known by file, slice, rule, place and message, so that another missing library, a
/// higher version or another place is new. What differs from build to build is left out: versions in
/// names of files, and in messages whole numbers, addresses and sizes.
public struct Baseline: Hashable, Sendable {
    /// One finding, as it is known again.
    public struct Entry: Hashable, Sendable {
        /// The file, seen from the folder of the baseline; `*` stands for a version in it.
        public let file: String
        /// The slice of a universal file; nil for whole files.
        public let slice: String?
        /// The rule.
        public let rule: String
        /// The place; nil for what is of the file alone.
        public let target: String?
        /// The message; `#` stands for numbers in it.
        public let message: String

        init(
            file: String, slice: String? = nil, rule: String, target: String? = nil, message: String
        ) {
            (self.file, self.slice, self.rule) = (file, slice, rule)
            (self.target, self.message) = (target, message)
        }

        /// Takes a finding of a file, by its name as baselines have it.
        public init(_ finding: Finding, file: String, slice: String?) {
            self.init(
                file: file, slice: slice, rule: finding.rule, target: finding.target,
                message: finding.message.withoutNumbers)
        }
    }

    /// The file, as it is reached from the working directory, byte for byte.
    public internal(set) var rawPath: ByteString
    /// The same as a text.
    public var path: String { rawPath.text }
    /// What was found, sorted, each once.
    public let entries: [Entry]
    private let known: Set<Entry>

    /// Makes a baseline of findings.
    public init(_ entries: some Sequence<Entry>, path: String) {
        known = Set(entries)
        self.entries = known.sorted()
        rawPath = ByteString(path)
    }

    /// Whether something was found before.
    public func contains(_ entry: Entry) -> Bool { known.contains(entry) }
}

extension Baseline.Entry: Comparable {
    /// Orders by file, slice, rule, place and message, so that neighbours in a written baseline
    /// stay neighbours.
    public static func < (a: Self, b: Self) -> Bool {
        for (one, other) in zip(a.parts, b.parts) where one != other {
            return one.utf8.lexicographicallyPrecedes(other.utf8)
        }
        return false
    }

    private var parts: [String] { [file, slice ?? "", rule, target ?? "", message] }
}
