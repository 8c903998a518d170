internal import ObjectFile

/// Answers when a symbol first existed, out of the table of those that have several versions.
enum GlibcSymbols {
    /// The first glibc that has the symbol under any version; nil where the table has no row, and
    /// the version it is imported under says it.
    static func introduced(_ name: Span<UInt8>, on architecture: Architecture) -> GlibcVersion? {
        let table = GlibcSymbolHistory.table.utf8.span
        guard let baseline = baseline(architecture), let row = row(name, in: table) else {
            return nil
        }
        let fields = table.extracting(row).fields
        guard let first = fields.first.flatMap({ GlibcVersion($0) }) else { return nil }
        for exception in fields.dropFirst() {
            let parts = exception.split(separator: "=")
            if parts.count == 2, parts[0] == architecture.name { return GlibcVersion(parts[1]) }
        }
        return max(first, baseline)
    }

    /// The first glibc that ran on an architecture, nil where the table does not know it.
    static func baseline(_ architecture: Architecture) -> GlibcVersion? {
        let table = GlibcSymbolHistory.baselines.utf8.span
        guard let row = row(architecture.name.utf8.span, in: table) else { return nil }
        return table.extracting(row).fields.first.flatMap { GlibcVersion($0) }
    }

    /// Finds the row of a name by bisection; returns what stands behind the name.
    private static func row(_ name: Span<UInt8>, in table: Span<UInt8>) -> Range<Int>? {
        var (low, high) = (0, table.count)
        while low < high {
            let start = table.startOfRow(around: low + (high - low) / 2, from: low)
            let end = table.end(of: start, at: newline)
            let nameEnd = table.end(of: start, at: space)
            switch compare(table.extracting(start..<nameEnd), name) {
            case 0: return (nameEnd + 1)..<end
            case ..<0: low = end + 1
            default: high = start
            }
        }
        return nil
    }

    private static func compare(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
        for index in 0..<min(a.count, b.count) where a[index] != b[index] {
            return Int(a[index]) - Int(b[index])
        }
        return a.count - b.count
    }

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
}

extension Span<UInt8> {
    fileprivate func startOfRow(around index: Int, from low: Int) -> Int {
        var start = index
        while start > low, self[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    fileprivate func end(of start: Int, at separator: UInt8) -> Int {
        var end = start
        while end < count, self[end] != separator { end += 1 }
        return end
    }

    /// The words between spaces.
    fileprivate var fields: [String] {
        ByteString(self).text.split(separator: " ").map { String($0) }
    }
}
