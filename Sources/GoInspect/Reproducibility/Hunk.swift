internal import ObjectFile

/// Bytes that stand for each other in two parts and differ: offsets in the parts.
struct Hunk {
    var old: Range<UInt64>
    var new: Range<UInt64>
}

/// Compares two ranges of bytes, and finds its way back where something was put in or left out.
///
/// Time and memory do not depend on what is found: where nothing fits again within 64 KiB, the bytes
/// count as different and the search goes on behind them.
struct HunkFinder {
    private let oldRange: FileRange
    private let newRange: FileRange
    private var old: ByteWindow
    private var new: ByteWindow
    /// How far both are compared.
    private var oldPlace: UInt64 = 0
    private var newPlace: UInt64 = 0

    /// How many bytes more may be gone through to find a way back that is further off.
    private var farBytes = 2 << 20
    /// Up to where a way back is looked for always.
    private static let near = 1 << 8

    /// How many equal bytes end a difference.
    private static let agreement = 16
    /// How far back to the right track is looked for, nearer first.
    private static let reaches: [Int] = [1 << 8, 1 << 11, 1 << 14, 1 << 16]

    init(_ old: FileBytes, _ oldRange: FileRange, _ new: FileBytes, _ newRange: FileRange) {
        self.oldRange = oldRange
        self.newRange = newRange
        self.old = ByteWindow(old, isOld: true)
        self.new = ByteWindow(new, isOld: false)
    }

    /// The next bytes that differ, nil behind the last.
    mutating func next() throws(SideError) -> Hunk? {
        guard let start = try nextDifference() else { return nil }
        try skipDifferent()
        return Hunk(old: start.old..<oldPlace, new: start.new..<newPlace)
    }

    /// Where both differ next; nil behind the last place.
    mutating func nextDifference() throws(SideError) -> (old: UInt64, new: UInt64)? {
        try skipEqual() ? (oldPlace, newPlace) : nil
    }

    /// Goes on behind places that were found in another way.
    mutating func skip(to old: UInt64, _ new: UInt64) {
        oldPlace = min(max(old, oldPlace), oldRange.size)
        newPlace = min(max(new, newPlace), newRange.size)
    }

    /// The bytes from where both differ up to where they go on in the same way; nothing is passed over.
    mutating func difference() throws(SideError) -> Hunk {
        var copy = self
        try copy.skipDifferent()
        farBytes = copy.farBytes
        return Hunk(old: oldPlace..<copy.oldPlace, new: newPlace..<copy.newPlace)
    }

    private mutating func pieces(_ most: Int) throws(SideError) -> (Bytes, Bytes) {
        let oldRest = oldRange.dropping(oldPlace)
        let newRest = newRange.dropping(newPlace)
        let oldCount = Int(min(UInt64(most), oldRest.size))
        let newCount = Int(min(UInt64(most), newRest.size))
        return (
            try old.bytes(at: oldRest.offset.rawValue, most: oldCount),
            try new.bytes(at: newRest.offset.rawValue, most: newCount)
        )
    }

    /// Passes over what is equal; returns whether something differs behind it.
    private mutating func skipEqual() throws(SideError) -> Bool {
        while true {
            let (a, b) = try pieces(1 << 16)
            if a.count == 0, b.count == 0 { return false }
            let count = a.span.firstDifference(from: b.span) ?? min(a.count, b.count)
            oldPlace += UInt64(count)
            newPlace += UInt64(count)
            if count < max(a.count, b.count) { return true }
        }
    }

    /// Passes over what differs, up to where both go on in the same way.
    private mutating func skipDifferent() throws(SideError) {
        while true {
            for reach in Self.reaches where reach <= Self.near || reach <= farBytes {
                if reach > Self.near { farBytes -= reach }
                let (a, b) = try pieces(reach)
                let isEnd = a.count < reach && b.count < reach
                if let found = Self.agreement(a.span, b.span) {
                    oldPlace += UInt64(found.0)
                    newPlace += UInt64(found.1)
                    return
                }
                if isEnd {
                    // What is the same up to the end is short, and left out too.
                    oldPlace += UInt64(a.count)
                    newPlace += UInt64(b.count)
                    return
                }
            }
            let (a, b) = try pieces(1 << 16)
            oldPlace += UInt64(a.count)
            newPlace += UInt64(b.count)
        }
    }

    /// The nearest places from which both go on in the same way.
    private static func agreement(_ a: Span<UInt8>, _ b: Span<UInt8>) -> (Int, Int)? {
        let straight = a.firstAgreement(with: b, after: 0, length: agreement)
        // What is near without a shift is most often right: addresses in a table.
        // Zeros are the same as others anywhere.
        if let straight, straight <= 64, key(a, straight) != nil { return (straight, straight) }
        guard let shifted = shiftedAgreement(a, b) else { return straight.map { ($0, $0) } }
        if let straight, straight <= max(shifted.0, shifted.1) { return (straight, straight) }
        return shifted
    }

    private static func shiftedAgreement(_ a: Span<UInt8>, _ b: Span<UInt8>) -> (Int, Int)? {
        guard a.count >= agreement, b.count >= agreement else { return nil }
        var places: [UInt64: Int] = [:]
        var index = 0
        while index + agreement <= a.count {
            if let key = key(a, index), places[key] == nil { places[key] = index }
            index += 1
        }
        var best: (Int, Int)?
        index = 0
        while index + agreement <= b.count {
            if let best, index >= best.0 + best.1 { break }
            if let key = key(b, index), let place = places[key],
                a.extracting(place..<place + agreement).isEqual(
                    to: b.extracting(index..<index + agreement)),
                place + index < best.map({ $0.0 + $0.1 }) ?? .max
            {
                best = (place, index)
            }
            index += 1
        }
        return best
    }

    /// What stands for sixteen bytes; nil where they are too plain to say where one is.
    private static func key(_ bytes: Span<UInt8>, _ index: Int) -> UInt64? {
        let first = bytes.number64(at: index, .little)
        let second = bytes.number64(at: index &+ 8, .little)
        guard first != second, first != 0, second != 0 else { return nil }
        return first &* 0x9e37_79b9_7f4a_7c15 ^ second
    }
}
