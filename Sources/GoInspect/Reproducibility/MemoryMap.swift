/// A range of memory with a name.
struct MemoryRange {
    let name: String
    let start: UInt64
    let end: UInt64
    let isCode: Bool
    let isWritable: Bool
}

/// What is in memory, by address: each question is a search, as a file may name many ranges.
struct MemoryMap {
    let ranges: [MemoryRange]

    /// Ends may be rounded up by this much.
    private static let rounding: UInt64 = 64
    /// How many ranges may lie over or close behind each other.
    private static let mostNear = 8

    init(_ ranges: [MemoryRange] = []) {
        self.ranges = ranges.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    /// The index of the range that an address lies in, or else at whose end it is.
    func index(of address: UInt64) -> Int? {
        var ending: Int?
        for index in near(address) {
            let range = ranges[index]
            if address < range.end { return index }
            if address <= range.end &+ Self.rounding { ending = index }
        }
        return ending
    }

    /// The range that an address lies in, or else at whose end it is.
    func range(of address: UInt64) -> MemoryRange? { index(of: address).map { ranges[$0] } }

    /// The names of what lies in some bytes from an address on.
    func names(from address: UInt64, count: UInt64) -> [String] {
        near(address &+ (count &- 1)).compactMap { index in
            address <= ranges[index].end ? ranges[index].name : nil
        }
    }

    /// The last ranges that start at an address or in front of it, the nearest first.
    private func near(_ address: UInt64) -> ReversedCollection<Range<Int>> {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].start <= address { low = middle + 1 } else { high = middle }
        }
        return (max(0, low - Self.mostNear)..<low).reversed()
    }
}
