internal import ObjectFile

/// Explains words and texts that differ in the data of two images.
struct DataComparison {
    private let old: ImageReport
    private let new: ImageReport
    private let addresses: MovedAddresses
    private let bases: (UInt64, UInt64)
    private let isEncoded: Bool
    private var oldBytes: ByteWindow
    private var newBytes: ByteWindow

    /// Two strings that stand for each other.
    struct StringPair {
        let old: ByteString
        let new: ByteString
        /// Where the two words lie in the old file.
        let address: UInt64
        let hunk: Hunk
    }

    /// How many words in a row say that both go on in the same way.
    private static let agreement: UInt64 = 4
    /// How many words may have been put in or left out between two tables of addresses.
    private static let reach: UInt64 = 128

    init(_ old: ImageReport, _ new: ImageReport, _ addresses: MovedAddresses) {
        self.old = old
        self.new = new
        self.addresses = addresses
        bases = (Self.base(old.image), Self.base(new.image))
        isEncoded = old.image.hasEncodedWords
        oldBytes = ByteWindow(old.file, isOld: true)
        newBytes = ByteWindow(new.file, isOld: false)
    }

    private static func base(_ image: Image) -> UInt64 {
        image.loadedRanges.first { $0.range.offset == .start }?.address.rawValue ?? 0
    }

    /// How many bytes from two places on are words that are the same, or addresses of what moved; 0
    /// where the first one is neither.
    mutating func moved(
        from place: UInt64, _ other: UInt64, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> UInt64 {
        let size = old.image.layout.wordSize
        let misalignment = (a.address &+ place) % size
        guard (b.address &+ other) % size == misalignment, misalignment <= place,
            misalignment <= other
        else { return 0 }
        let (start, otherStart) = (place - misalignment, other - misalignment)
        var count: UInt64 = 0
        // What is the same for long is passed over elsewhere, in larger steps.
        var equal: UInt64 = 0
        while equal < 8,
            let same = try explains(start + count, otherStart + count, a, b)
        {
            equal = same ? equal + 1 : 0
            count += size
        }
        return count > misalignment ? count - misalignment : 0
    }

    /// Whether two words are the same (true), or addresses of what moved (false); nil for neither.
    private mutating func explains(
        _ place: UInt64, _ other: UInt64, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Bool? {
        guard let first = try word(at: place, a, isOld: true),
            let second = try word(at: other, b, isOld: false)
        else { return nil }
        if first == second { return true }
        let isMoved =
            agree(first, second) || agreeRelatively(first, second, a, place, b, other)
        return isMoved ? false : nil
    }

    /// The nearest places from which some words are the same or moved; nil where there are none near.
    mutating func resume(
        from place: UInt64, _ other: UInt64, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Hunk? {
        let size = old.image.layout.wordSize
        let start = place - min(place, (a.address &+ place) % size)
        let otherStart = other - min(other, (b.address &+ other) % size)
        for total in 1...(2 * Self.reach) {
            for step in 0...min(total, Self.reach)
            where total - step <= Self.reach && min(step, total - step) <= 4 {
                let (from, to) = (start + step * size, otherStart + (total - step) * size)
                guard from + size > place, to + size > other, try agrees(from, to, a, b) else {
                    continue
                }
                // A word may begin in front, with bytes that are the same.
                let passed = max(place - min(from, place), other - min(to, other))
                return Hunk(old: place..<from + passed, new: other..<to + passed)
            }
        }
        return nil
    }

    private mutating func agrees(
        _ place: UInt64, _ other: UInt64, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Bool {
        let size = old.image.layout.wordSize
        var moved = 0
        var same = 0
        for index in 0..<Self.agreement {
            let (from, to) = (place + index * size, other + index * size)
            guard let isSame = try explains(from, to, a, b) else { return false }
            if !isSame { moved += 1 } else if try word(at: from, a, isOld: true) != 0 { same += 1 }
        }
        return moved > 1 || moved == 1 && same > 1
    }

    /// The strings to which two words lead that lie around two places; nil where they lead to none.
    mutating func string(
        at place: UInt64, _ other: UInt64, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> StringPair? {
        let size = old.image.layout.wordSize
        let start = place - min(place, (a.address &+ place) % size)
        let otherStart = other - min(other, (b.address &+ other) % size)
        for back in [0, size] where start >= back && otherStart >= back {
            let (from, to) = (start - back, otherStart - back)
            guard let before = try string(at: from, a, isOld: true),
                let after = try string(at: to, b, isOld: false), before.isLikely, after.isLikely
            else { continue }
            return StringPair(
                old: before, new: after, address: a.address &+ from,
                hunk: Hunk(old: place..<from + 2 * size, new: other..<to + 2 * size))
        }
        return nil
    }

    /// The string whose two words lie somewhere, nil where they cannot be one's.
    private mutating func string(
        at place: UInt64, _ part: ImagePart, isOld: Bool
    ) throws(SideError) -> ByteString? {
        let size = old.image.layout.wordSize
        guard let address = try word(at: place, part, isOld: isOld),
            let length = try word(at: place + size, part, isOld: isOld), address != 0, length > 0,
            length < 1 << 20
        else { return nil }
        return try text(address, length, isOld: isOld)
    }

    /// Whether a piece of both has nothing but zeros and addresses in functions: tables of jumps, which
    /// are put in order by their sizes, so that one may change its place among others.
    mutating func areJumps(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Bool {
        guard hunk.old.count < 1 << 16, hunk.new.count < 1 << 16 else { return false }
        guard try areJumps(hunk.old, a, addresses.oldCode, isOld: true) else { return false }
        return try areJumps(hunk.new, b, addresses.newCode, isOld: false)
    }

    private mutating func areJumps(
        _ range: Range<UInt64>, _ part: ImagePart, _ code: CodeMap, isOld: Bool
    ) throws(SideError) -> Bool {
        let size = old.image.layout.wordSize
        let misalignment = (part.address &+ range.lowerBound) % size
        var place = range.lowerBound - min(range.lowerBound, misalignment)
        while place < range.upperBound {
            guard let word = try word(at: place, part, isOld: isOld),
                word == 0 || code.function(at: word) != nil
            else { return false }
            place += size
        }
        return true
    }

    /// The strings whose texts lie around two places, as words in what may be written lead to them.
    mutating func strings(
        around address: UInt64, _ parts: ImageParts, isOld: Bool
    ) throws(SideError) -> (text: ByteString, at: UInt64)? {
        let size = old.image.layout.wordSize
        for part in parts.parts where part.isWritable && part.kind == .data {
            var place = (size - part.address % size) % size
            while place + 2 * size <= part.range.size {
                defer { place += size }
                guard let start = try word(at: place, part, isOld: isOld), start <= address,
                    address - start < 1 << 16,
                    let length = try word(at: place + size, part, isOld: isOld),
                    length > address - start, length < 1 << 16,
                    let text = try text(start, length, isOld: isOld), text.utf8.isText
                else { continue }
                return (text, part.address &+ place)
            }
        }
        return nil
    }

    private mutating func word(
        at place: UInt64, _ part: ImagePart, isOld: Bool
    ) throws(SideError) -> UInt64? {
        let size = old.image.layout.wordSize
        guard let range = part.range.dropping(place).first(size), range.size == size else {
            return nil
        }
        let bytes =
            isOld
            ? try oldBytes.bytes(at: range.offset.rawValue, most: Int(size))
            : try newBytes.bytes(at: range.offset.rawValue, most: Int(size))
        guard bytes.count == Int(size) else { return nil }
        let order = old.image.layout.byteOrder
        return size == 8
            ? bytes.span.number64(at: 0, order) : UInt64(bytes.span.number32(at: 0, order))
    }

    private func agree(_ a: UInt64, _ b: UInt64) -> Bool {
        if addresses.agree(a, b) { return true }
        guard isEncoded else { return false }
        // The upper bits lead to the next such word.
        let (low, other) = (a & 0xf_ffff_ffff, b & 0xf_ffff_ffff)
        return addresses.agree(low &+ bases.0, other &+ bases.1) || addresses.agree(low, other)
    }

    /// Two halves of a word that each count from where they lie, or from the start of a section.
    private func agreeRelatively(
        _ a: UInt64, _ b: UInt64, _ part: ImagePart, _ place: UInt64, _ other: ImagePart,
        _ otherPlace: UInt64
    ) -> Bool {
        guard part.address != 0, other.address != 0 else { return false }
        for half: UInt64 in [0, 4] where half < old.image.layout.wordSize {
            // What is in front in memory is the lower half, or the upper one.
            let isLittle = old.image.layout.byteOrder == .little
            let shift = (half == 0) == isLittle || old.image.layout.wordSize == 4 ? 0 : 32
            let first = UInt32(truncatingIfNeeded: a >> UInt64(shift))
            let second = UInt32(truncatingIfNeeded: b >> UInt64(shift))
            if first == second { continue }
            let from = UInt64(bitPattern: Int64(Int32(bitPattern: first)))
            let to = UInt64(bitPattern: Int64(Int32(bitPattern: second)))
            let isSame =
                addresses.agree(
                    part.address &+ place &+ half &+ from,
                    other.address &+ otherPlace &+ half &+ to)
                || addresses.agree(UInt64(first), UInt64(second))
                || addresses.bases.contains { addresses.agree($0.old &+ from, $0.new &+ to) }
            guard isSame else { return false }
        }
        return true
    }

    private mutating func text(
        _ address: UInt64, _ length: UInt64, isOld: Bool
    ) throws(SideError) -> ByteString? {
        if length == 0 { return "" }
        let target = isEncoded ? (address & 0xf_ffff_ffff) &+ (isOld ? bases.0 : bases.1) : address
        let image = isOld ? old.image : new.image
        guard
            let range = image.bytes(from: VirtualAddress(rawValue: target))?.first(length)
        else { return nil }
        let bytes =
            isOld
            ? try oldBytes.bytes(at: range.offset.rawValue, most: Int(length))
            : try newBytes.bytes(at: range.offset.rawValue, most: Int(length))
        return ByteString(bytes.span)
    }

    /// The bytes of a piece and some around it: of the old file and of the new one.
    mutating func excerpt(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart, around: UInt64, most: UInt64 = 512
    ) throws(SideError) -> ([UInt8], [UInt8]) {
        func range(_ hunk: Range<UInt64>, _ part: ImagePart) -> (UInt64, Int) {
            let before = min(around, hunk.lowerBound)
            let start = hunk.lowerBound - before
            let end = min(hunk.upperBound + around, part.range.size)
            return (
                part.range.offset.rawValue + start, Int(min(max(end, start) - start, most))
            )
        }
        let (first, second) = (range(hunk.old, a), range(hunk.new, b))
        let before = try oldBytes.bytes(at: first.0, most: first.1)
        let after = try newBytes.bytes(at: second.0, most: second.1)
        return (before.span.copied, after.span.copied)
    }
}

extension ByteString {
    /// Whether it reads as a text of a program, build information included.
    fileprivate var isLikely: Bool { utf8.isText || utf8.starts(with: ModuleText.mark) }
}
