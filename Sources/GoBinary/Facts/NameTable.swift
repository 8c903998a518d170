internal import ObjectFile

/// The names that facts ask for, found for each of many names without making a text of it.
struct NameTable: Sendable {
    private struct Row: Sendable {
        let bytes: [UInt8]
        let pattern: NamePattern
        /// The row above it whose pattern begins this one's; -1 for none.
        var prefix: Int
    }

    private let rows: [Row]
    /// Where the rows of each first byte start, and behind the last one their count.
    private let starts: [Int]

    init(_ patterns: [NamePattern]) {
        var rows = Set(patterns).map { Row(bytes: Array($0.text.utf8), pattern: $0, prefix: -1) }
        // Of the same bytes the beginning stands above the name.
        rows.sort { a, b in
            a.bytes == b.bytes
                ? a.pattern.isPrefix && !b.pattern.isPrefix
                : a.bytes.lexicographicallyPrecedes(b.bytes)
        }
        for index in rows.indices {
            // A pattern that begins another one stands above it, with only such between them.
            var other = index - 1
            while other >= 0 {
                if rows[other].pattern.isPrefix, rows[index].bytes.starts(with: rows[other].bytes) {
                    break
                }
                other = rows[other].prefix
            }
            rows[index].prefix = other
        }
        self.rows = rows
        starts = (0...256).map { byte in
            rows.firstIndex { Int($0.bytes.first ?? 0) >= byte } ?? rows.count
        }
    }

    /// Calls `found` with each pattern that a name fits.
    @inline(__always)
    func matches(_ name: Span<UInt8>, _ found: (NamePattern) -> Void) {
        guard name.count > 0 else { return }
        let first = Int(name[0])
        var (low, high) = (starts[first], starts[first &+ 1])
        // The last row that is not behind the name: it, or one that begins it, fits, or none does.
        while low < high {
            let middle = (low &+ high) / 2
            if Self.isBehind(rows[middle].bytes, name) { high = middle } else { low = middle + 1 }
        }
        var index = low &- 1
        while index >= 0 {
            let row = rows[index]
            if row.pattern.isPrefix ? starts(name, row.bytes) : equals(name, row.bytes) {
                found(row.pattern)
            }
            index = row.prefix
        }
    }

    /// Whether a row's bytes sort behind those of a name.
    @inline(__always)
    private static func isBehind(_ row: [UInt8], _ name: Span<UInt8>) -> Bool {
        var index = 0
        let count = min(row.count, name.count)
        while index < count {
            if row[index] != name[index] { return row[index] > name[index] }
            index &+= 1
        }
        return row.count > name.count
    }

    private func starts(_ name: Span<UInt8>, _ prefix: [UInt8]) -> Bool {
        guard name.count >= prefix.count else { return false }
        for index in prefix.indices where name[index] != prefix[index] { return false }
        return true
    }

    private func equals(_ name: Span<UInt8>, _ other: [UInt8]) -> Bool {
        name.count == other.count && starts(name, other)
    }
}

/// A name, or what names begin with.
struct NamePattern: Hashable, Sendable {
    /// The name or its beginning.
    let text: String
    /// Whether more may follow.
    let isPrefix: Bool

    /// A name as it is, or with a star at its end what names begin with.
    init(_ text: String) {
        isPrefix = text.utf8.last == UInt8(ascii: "*")
        self.text = isPrefix ? String(text.dropLast()) : text
    }
}
