extension ELF {
    /// Numbers of dynamic symbols in groups, by the index of the version that they need.
    struct SymbolsByVersion: Sendable {
        /// The lowest index that has a group.
        private var lowest = 0
        /// The symbols, group after group, in file order within each.
        private var symbols: [UInt32] = []
        /// Where each group ends.
        private var ends: [UInt32] = []

        /// Makes those of a file that needs none.
        init() {}

        /// Reads the table of symbol versions (`DT_VERSYM`), which has a number for each symbol.
        ///
        /// - Throws: `limit` where more than `limits.versionedSymbols` need one of the versions.
        init(
            _ wanted: ClosedRange<UInt16>, of table: FileRange, in file: FileBytes,
            _ order: ByteOrder, _ limits: Limits
        ) throws(ParseError) {
            var found = Found()
            // Symbol 0 is none.
            var rest = table.dropping(2)
            var symbol: UInt64 = 1
            while rest.size >= 2 {
                let chunk = rest.first(min(rest.size, 1 << 16)) ?? rest
                let bytes = try file.bytes(in: chunk, reading: .symbolVersions)
                // Each with a constant, so that no byte is swapped for nothing.
                switch order {
                case .little: found.add(wanted, in: bytes.span, .little, from: symbol)
                case .big: found.add(wanted, in: bytes.span, .big, from: symbol)
                }
                guard found.count <= limits.versionedSymbols else {
                    throw FilePart.symbolVersions.limit(
                        "has more than \(limits.versionedSymbols) symbols of other libraries",
                        at: chunk.offset)
                }
                symbol += chunk.size / 2
                rest = rest.dropping(chunk.size)
            }
            lowest = Int(wanted.lowerBound)
            (symbols, ends) = found.sorted(groups: wanted.count)
        }

        /// The symbols that need the version of that index.
        func symbols(of index: Int) -> ArraySlice<UInt32> {
            let group = index - lowest
            guard group >= 0, group < ends.count else { return [] }
            let start = group == 0 ? 0 : Int(ends[group - 1])
            return symbols[min(start, Int(ends[group]))..<Int(ends[group])]
        }
    }
}

/// Symbols in file order, each with the distance of its version from the lowest one.
private struct Found {
    private(set) var count = 0
    /// Pairs in one number each, the distance above the symbol; those from `count` on are spare.
    private var pairs = [UInt64](repeating: 0, count: 256)

    @inline(__always)
    mutating func add(
        _ wanted: ClosedRange<UInt16>, in versions: Span<UInt8>, _ order: ByteOrder,
        from first: UInt64
    ) {
        var place = 0
        let end = versions.count / 2
        while place < end {
            if pairs.count - count < 16 {
                pairs.append(contentsOf: repeatElement(0, count: pairs.count))
            }
            let few = min(place &+ 16, end)
            // Most of a library's symbols are its own: they have no version, or one of its own,
            // whose index is lower.
            if few &- place == 16,
                !reaches(wanted.lowerBound, versions.extracting((place &* 2)..<(few &* 2)), order)
            {
                place = few
                continue
            }
            count = Self.add(wanted, place..<few, of: versions, order, first, &pairs, count)
            place = few
        }
    }

    /// Adds a few, for which there is room; returns how many there are then.
    @inline(__always)
    private static func add(
        _ wanted: ClosedRange<UInt16>, _ places: Range<Int>, of versions: Span<UInt8>,
        _ order: ByteOrder, _ first: UInt64, _ pairs: inout [UInt64], _ count: Int
    ) -> Int {
        let (lowest, width) = (wanted.lowerBound, wanted.upperBound - wanted.lowerBound)
        var target = pairs.mutableSpan
        var count = count
        for place in places {
            let version = versions.number16(at: place &* 2, order)
            // One comparison for both ends, as most symbols have none of these versions.
            let distance = version & ELF.SymbolVersions.indexMask &- lowest
            if distance <= width {
                let symbol = first &+ UInt64(truncatingIfNeeded: place)
                target[count] = UInt64(distance) << 32 | symbol & 0xffff_ffff
                count &+= 1
            }
        }
        return count
    }

    /// The symbols by groups, and where each group ends: a counting sort.
    func sorted(groups: Int) -> (symbols: [UInt32], ends: [UInt32]) {
        var symbols = [UInt32](repeating: 0, count: count)
        var ends = [UInt32](repeating: 0, count: groups)
        var places = ends.mutableSpan
        for index in 0..<count { places[Int(pairs[index] >> 32)] &+= 1 }
        var total: UInt32 = 0
        for group in 0..<groups {
            (places[group], total) = (total, total &+ places[group])
        }
        var target = symbols.mutableSpan
        // Each group's start moves on with its symbols, and so becomes its end.
        for index in 0..<count {
            let group = Int(pairs[index] >> 32)
            target[Int(places[group])] = UInt32(truncatingIfNeeded: pairs[index])
            places[group] &+= 1
        }
        return (symbols, ends)
    }
}

/// Whether one of 16 indexes in a row is not below `lowest`: four are added to at once, so that bit
/// 15, which is not the index's, tells.
@inline(__always)
private func reaches(_ lowest: UInt16, _ versions: Span<UInt8>, _ order: ByteOrder) -> Bool {
    let mask: UInt64 = 0x7fff_7fff_7fff_7fff
    let rest = UInt64(0x8000 &- min(lowest, 0x8000)) &* 0x0001_0001_0001_0001
    let first = (versions.number64(at: 0, order) & mask) &+ rest
    let second = (versions.number64(at: 8, order) & mask) &+ rest
    let third = (versions.number64(at: 16, order) & mask) &+ rest
    let fourth = (versions.number64(at: 24, order) & mask) &+ rest
    return (first | second | third | fourth) & ~mask != 0
}
