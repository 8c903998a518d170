extension Span<UInt8> {
    /// Whether these bytes fit a pattern as shells have it: `*` for any bytes, `?` for one, `[a-z]`
    /// and `[!a-z]` for one of a set; a backslash takes what follows as it is.
    ///
    /// Takes time in proportion to the product of both lengths at most.
    public func matches(_ pattern: [UInt8]) -> Bool {
        var (place, index) = (0, 0)
        var star: (place: Int, index: Int)?
        while index < count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place + 1, index)
                place += 1
            } else if let next = Self.step(pattern, place, self[index]) {
                place = next
                index += 1
            } else if let last = star {
                // Let the last star take one byte more.
                star = (last.place, last.index + 1)
                (place, index) = (last.place, last.index + 1)
            } else {
                return false
            }
        }
        while place < pattern.count, pattern[place] == UInt8(ascii: "*") { place += 1 }
        return place == pattern.count
    }

    /// The place after the part of the pattern that fits one byte, nil where it does not.
    private static func step(_ pattern: [UInt8], _ place: Int, _ byte: UInt8) -> Int? {
        guard place < pattern.count else { return nil }
        switch pattern[place] {
        case UInt8(ascii: "?"): return place + 1
        case UInt8(ascii: "["):
            guard let (fits, end) = set(pattern, place + 1, byte) else {
                return byte == UInt8(ascii: "[") ? place + 1 : nil
            }
            return fits ? end : nil
        case UInt8(ascii: "\\") where place + 1 < pattern.count:
            return pattern[place + 1] == byte ? place + 2 : nil
        default: return pattern[place] == byte ? place + 1 : nil
        }
    }

    /// Whether a byte is in the set that starts here, and where the set ends; nil where it has no
    /// end.
    private static func set(
        _ pattern: [UInt8], _ start: Int, _ byte: UInt8
    ) -> (fits: Bool, end: Int)? {
        var place = start
        let isNegated = place < pattern.count && pattern[place] == UInt8(ascii: "!")
        if isNegated { place += 1 }
        let first = place
        var fits = false
        while place < pattern.count {
            if pattern[place] == UInt8(ascii: "]"), place > first {
                return (fits != isNegated, place + 1)
            }
            if place + 2 < pattern.count, pattern[place + 1] == UInt8(ascii: "-"),
                pattern[place + 2] != UInt8(ascii: "]")
            {
                if pattern[place] <= byte, byte <= pattern[place + 2] { fits = true }
                place += 3
            } else {
                if pattern[place] == byte { fits = true }
                place += 1
            }
        }
        return nil
    }
}
