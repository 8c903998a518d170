internal import ObjectFile

/// The names that facts ask for, found for each of many names without making a text of it.
struct NameTable: Sendable {
    private struct Row: Sendable {
        let bytes: [UInt8]
        let end: [UInt8]
        let pattern: NamePattern
        /// The row above it whose pattern begins this one's; -1 for none.
        var prefix: Int
    }

    private let rows: [Row]
    /// Where the rows of each first byte start, and behind the last one their count.
    private let starts: [Int]

    init(_ patterns: [NamePattern]) {
        var rows = Set(patterns).map {
            Row(bytes: Array($0.text.utf8), end: Array($0.end.utf8), pattern: $0, prefix: -1)
        }
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
            if fits(name, row) { found(row.pattern) }
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

    private func fits(_ name: Span<UInt8>, _ row: Row) -> Bool {
        guard name.count >= row.bytes.count + row.end.count else { return false }
        guard row.pattern.isPrefix || name.count == row.bytes.count else { return false }
        for index in row.bytes.indices where name[index] != row.bytes[index] { return false }
        let start = name.count - row.end.count
        for index in row.end.indices where name[start + index] != row.end[index] { return false }
        return true
    }
}

/// A name, or what names begin and end with.
struct NamePattern: Hashable, Sendable {
    /// The name or its beginning.
    let text: String
    /// Whether more may follow.
    let isPrefix: Bool
    /// What stands at the end, where more may follow.
    let end: String

    /// A name as it is.
    init(exactly text: String) {
        self.text = text
        isPrefix = false
        end = ""
    }

    /// A name as it is, or with one `…` for any bytes: names of methods have stars.
    init(_ text: String) {
        let gap = text.firstIndex(of: "…")
        isPrefix = gap != nil
        self.text = String(text[..<(gap ?? text.endIndex)])
        end = gap.map { String(text[text.index(after: $0)...]) } ?? ""
    }
}
