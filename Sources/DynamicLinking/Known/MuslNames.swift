internal import ObjectFile

/// Which names each musl defines: its loader takes no notice of versions, so that these alone decide.
enum MuslNames {
    /// Whether a version was made for a processor, and the table knows it.
    static func isThere(_ version: MuslVersion, on architecture: Architecture) -> Bool {
        guard range.contains(version) else { return false }
        switch architecture.name {
        case "riscv64": return version >= MuslVersion(1, 1, 23)
        case "loong64": return version >= MuslVersion(1, 2, 5)
        default: return true
        }
    }

    /// The names, each with a zero behind it.
    static func names(_ version: MuslVersion, on architecture: Architecture) -> [UInt8] {
        let table = table.utf8.span
        var names: [UInt8] = []
        names.reserveCapacity(1 << 15)
        var start = 0
        while start < table.count {
            let middle = table.next(newline, from: start)
            let end = table.next(newline, from: middle + 1)
            if isOurs(table.extracting(start..<middle), architecture) {
                add(table.extracting((middle + 1)..<end), version, to: &names)
            }
            start = end + 1
        }
        return names
    }

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    private static func isOurs(_ line: Span<UInt8>, _ architecture: Architecture) -> Bool {
        if line.equals("all") { return true }
        var start = 0
        while start < line.count {
            let end = line.next(space, from: start)
            if line.extracting(start..<end).equals(architecture.name) { return true }
            start = end + 1
        }
        return false
    }

    /// Adds those of a line that a version has.
    static func add(
        _ line: Span<UInt8>, _ version: MuslVersion, to names: inout [UInt8]
    ) {
        var start = 0
        while start < line.count {
            let end = line.next(space, from: start)
            let word = line.extracting(start..<end)
            start = end + 1
            let since = word.next(UInt8(ascii: "@"), from: 0)
            let until = word.next(UInt8(ascii: "<"), from: 0)
            if since < until, version < number(word.extracting((since + 1)..<until)) { continue }
            if until < word.count, version >= number(word.extracting((until + 1)...)) { continue }
            for place in 0..<min(since, until) { names.append(word[place]) }
            names.append(0)
        }
    }

    private static func number(_ digits: Span<UInt8>) -> MuslVersion {
        var (packed, part): (UInt32, UInt32) = (0, 0)
        for place in digits.indices {
            if digits[place] == UInt8(ascii: ".") {
                (packed, part) = (packed << 8 | part, 0)
            } else {
                part = part * 10 + UInt32(digits[place] & 15)
            }
        }
        return MuslVersion(rawValue: packed << 8 | part)
    }
}
