internal import ObjectFile

/// Which names glibc exports, whatever their versions: for programs that ask for none.
enum GlibcNames {
    /// Whether any release exports a name.
    static func contains(_ name: ByteString) -> Bool { release(of: name) != nil }

    /// Whether a release does.
    static func contains(_ name: ByteString, _ version: GlibcVersion) -> Bool {
        release(of: name).map { $0 <= version } ?? false
    }

    /// The first release that exported a name.
    private static func release(of name: ByteString) -> GlibcVersion? {
        let table = table.utf8.span
        let name = name.utf8.span
        var slot = Int(ELF.HashTable.hash(name)) & mask
        while index.slots[slot] >= 0 {
            let start = Int(index.slots[slot])
            let end = start + name.count
            if end <= table.count, end == table.count || table[end] <= space,
                table.extracting(start..<end).isEqual(to: name)
            {
                return index.lines.last { $0.start <= start }?.release
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private static let space = UInt8(ascii: " ")
    /// At least twice as many places as there are names.
    private static let mask = 16383

    /// Where the names stand in the table, by their hashes; made when it is first asked for.
    private static let index = Index(table.utf8.span)

    private struct Index {
        var slots = [Int32](repeating: -1, count: mask + 1)
        var lines: [(start: Int, release: GlibcVersion)] = []

        init(_ table: Span<UInt8>) {
            var start = 0
            while start < table.count {
                let end = table.next(UInt8(ascii: "\n"), from: start)
                let line = table.extracting(start..<end)
                let head = line.next(space, from: 0)
                if let release = GlibcVersion(line.extracting(0..<head)) {
                    lines.append((start, release))
                }
                add(line, from: head + 1, at: start)
                start = end + 1
            }
        }

        private mutating func add(_ line: Span<UInt8>, from first: Int, at base: Int) {
            var start = first
            while start < line.count {
                let end = line.next(space, from: start)
                var slot = Int(ELF.HashTable.hash(line.extracting(start..<end))) & mask
                while slots[slot] >= 0 { slot = (slot + 1) & mask }
                slots[slot] = Int32(truncatingIfNeeded: base + start)
                start = end + 1
            }
        }
    }
}
