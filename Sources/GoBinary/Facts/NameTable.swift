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
        var starts: [Int] = []
        starts.reserveCapacity(257)
        for (index, row) in rows.enumerated() {
            while starts.count <= Int(row.bytes.first ?? 0) { starts.append(index) }
        }
        while starts.count <= 256 { starts.append(rows.count) }
        self.starts = starts
    }

    /// Calls `found` with each pattern that a name fits.
    @inline(__always)
    func matches(_ name: Span<UInt8>, _ found: (NamePattern) -> Void) {
        // The last row that is not behind the name: it, or one that begins it, fits, or none does.
        var index = count(notBehind: name) &- 1
        while index >= 0 {
            let row = rows[index]
            if fits(name, row) { found(row.pattern) }
            index = row.prefix
        }
    }

    /// Whether a name that starts so can fit any pattern.
    func mayMatch(_ start: Span<UInt8>) -> Bool {
        let count = count(notBehind: start)
        // Of the rows behind it, those that it begins come first.
        if count < rows.count {
            let next = rows[count].bytes
            if Self.begins(next.span, with: start) { return true }
        }
        var index = count &- 1
        while index >= 0 {
            let row = rows[index]
            let mayFollow = row.pattern.isPrefix || row.bytes.count == start.count
            if mayFollow, Self.begins(start, with: row.bytes.span) { return true }
            index = row.prefix
        }
        return false
    }

    private static func begins(_ name: Span<UInt8>, with start: Span<UInt8>) -> Bool {
        guard name.count >= start.count else { return false }
        return name.extracting(first: start.count).isEqual(to: start)
    }

    /// How many rows are not behind a name.
    @inline(__always)
    private func count(notBehind name: Span<UInt8>) -> Int {
        guard name.count > 0 else { return 0 }
        let first = Int(name[0])
        var (low, high) = (starts[first], starts[first &+ 1])
        while low < high {
            let middle = (low &+ high) / 2
            let row = rows[middle].bytes
            if Self.isBehind(row.span, name) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Whether a row's bytes sort behind those of a name.
    @inline(__always)
    private static func isBehind(_ row: Span<UInt8>, _ name: Span<UInt8>) -> Bool {
        var index = 0
        let count = min(row.count, name.count)
        while index &+ 8 <= count {
            let (a, b) = (row.number64(at: index, .big), name.number64(at: index, .big))
            if a != b { return a > b }
            index &+= 8
        }
        while index < count {
            if row[index] != name[index] { return row[index] > name[index] }
            index &+= 1
        }
        return row.count > name.count
    }

    private func fits(_ name: Span<UInt8>, _ row: Row) -> Bool {
        guard Self.begins(name, with: row.bytes.span) else { return false }
        guard row.pattern.isPrefix else { return name.count == row.bytes.count }
        let rest = name.extracting(droppingFirst: row.bytes.count)
        guard rest.count >= row.end.count else { return false }
        return rest.extracting(last: row.end.count).isEqual(to: row.end.span)
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
        // By bytes: characters take a hundred times as long to find.
        let (bytes, mark) = (text.utf8, "…".utf8)
        let gap = bytes.indices.first { bytes[$0] == 0xe2 && bytes[$0...].starts(with: mark) }
        isPrefix = gap != nil
        self.text = String(text[..<(gap ?? text.endIndex)])
        end = gap.map { String(text[bytes.index($0, offsetBy: mark.count)...]) } ?? ""
    }
}
