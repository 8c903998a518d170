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
        let name = architecture.name.utf8.span
        var start = 0
        while start < table.count {
            let (order, place) = compare(table, from: start, with: name)
            let end = table.end(of: place, at: newline)
            if order == 0 { return GlibcVersion(table.extracting((place + 1)..<end)) }
            start = end + 1
        }
        return nil
    }

    /// Finds the row of a name by bisection; returns what stands behind the name.
    private static func row(_ name: Span<UInt8>, in table: Span<UInt8>) -> Range<Int>? {
        let starts = GlibcSymbolHistory.starts.utf8.span
        var low = 0
        var high = (starts.count + 1) / lineLength * rowsPerLine
        high += (starts.count + 1) % lineLength / digits
        while low < high {
            let middle = low + (high - low) / 2
            let start = starts.start(of: middle)
            guard start < table.count else { return nil }
            let (order, place) = compare(table, from: start, with: name)
            if order == 0 { return (place + 1)..<table.end(of: place, at: newline) }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private static let digits = 3
    private static let rowsPerLine = 24
    private static let lineLength = rowsPerLine * digits + 1

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
    /// The start of a row of the table, which these are the starts of.
    fileprivate func start(of row: Int) -> Int {
        let place = row / 24 * 73 + row % 24 * 3
        let high = Int(self[place] &- 48) << 10
        return high | Int(self[place + 1] &- 48) << 5 | Int(self[place + 2] &- 48)
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
