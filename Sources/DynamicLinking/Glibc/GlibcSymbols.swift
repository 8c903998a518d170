internal import ObjectFile

/// Answers when a symbol first existed, out of the table of those that have several versions.
enum GlibcSymbols {
    /// The first glibc that has the symbol under any version; nil where the table has no row, and
    /// the version it is imported under says it.
    ///
    /// `baseline` is the architecture's.
    static func introduced(
        _ name: Span<UInt8>, on architecture: Architecture, baseline: GlibcVersion
    ) -> GlibcVersion? {
        let table = GlibcSymbolHistory.table.utf8.span
        guard let row = row(name, in: table) else {
            return nil
        }
        var word = table.word(from: row.lowerBound, to: row.upperBound)
        guard let first = GlibcVersion(table.extracting(word)) else { return nil }
        while word.upperBound < row.upperBound {
            word = table.word(from: word.upperBound + 1, to: row.upperBound)
            let exception = table.extracting(word)
            guard exception.starts(with: architecture.name) else { continue }
            let rest = exception.extracting(droppingFirst: architecture.name.utf8.count)
            // The name may be the start of another's.
            if rest.starts(with: "=") { return GlibcVersion(rest.extracting(droppingFirst: 1)) }
        }
        return max(first, baseline)
    }

    /// The first glibc that ran on an architecture, nil where the table does not know it.
    static func baseline(_ architecture: Architecture) -> GlibcVersion? {
        let table = GlibcSymbolHistory.baselines.utf8.span
        guard let row = row(architecture.name.utf8.span, in: table) else { return nil }
        return GlibcVersion(table.extracting(row))
    }

    /// Finds the row of a name by bisection; returns what stands behind the name.
    private static func row(_ name: Span<UInt8>, in table: Span<UInt8>) -> Range<Int>? {
        var (low, high) = (0, table.count)
        while low < high {
            let start = table.startOfRow(around: low + (high - low) / 2, from: low)
            let (order, place) = compare(table, from: start, with: name)
            if order == 0 { return (place + 1)..<table.end(of: place, at: newline) }
            if order < 0 { low = table.end(of: place, at: newline) + 1 } else { high = start }
        }
        return nil
    }

    /// How the name that starts a row compares with another, and where the comparison ended.
    private static func compare(
        _ table: Span<UInt8>, from start: Int, with name: Span<UInt8>
    ) -> (order: Int, place: Int) {
        var place = start
        for index in name.indices {
            guard place < table.count, table[place] != space else { return (-1, place) }
            if table[place] != name[index] {
                return (Int(table[place]) - Int(name[index]), place)
            }
            place += 1
        }
        return (place < table.count && table[place] != space ? 1 : 0, place)
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

    /// The bytes up to the next space.
    fileprivate func word(from start: Int, to limit: Int) -> Range<Int> {
        var end = start
        while end < limit, self[end] != UInt8(ascii: " ") { end += 1 }
        return start..<end
    }
}
