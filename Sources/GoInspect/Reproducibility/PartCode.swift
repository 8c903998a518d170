internal import ObjectFile

/// What differs in code whose functions are known to be the same but for addresses.
extension PartComparison {
    /// How much code without names is looked at in one go.
    private static let piece: UInt64 = 1 << 10
    /// How many functions that only one of them has may lie between two that both have.
    private static let mostOthers = 32
    /// How far what makes an address ready may lie in front.
    private static let context: UInt64 = 64

    /// Says what explains code from two places on that differ; returns how far that reaches.
    mutating func explainCode(
        from start: (old: UInt64, new: UInt64), _ finder: inout HunkFinder, _ a: ImagePart,
        _ b: ImagePart
    ) throws(SideError) -> Hunk {
        let places = (a.address &+ start.old, b.address &+ start.new)
        if let hunk = function(at: places, start, a, b) ?? buildID(at: places, start, a, b) {
            add(a, Self.range(hunk.old, a), Self.range(hunk.new, b), .follows, [])
            return hunk
        }
        let ends = nextFunction(places, a, b)
        let between = Hunk(old: start.old..<ends.old, new: start.new..<ends.new)
        if let hunk = try nameless(between, a, b) {
            add(a, Self.range(hunk.old, a), Self.range(hunk.new, b), .follows, [])
            return hunk
        }
        count += 1
        let found = try finder.difference()
        let hunk = Hunk(
            old: start.old..<max(start.old, min(found.old.upperBound, ends.old)),
            new: start.new..<max(start.new, min(found.new.upperBound, ends.new)))
        // Of other processors it is known only that addresses moved.
        let isOpen = !addresses.knowsInstructions && addresses.hasMoved
        add(
            a, Self.range(hunk.old, a), Self.range(hunk.new, b), isOpen ? .mayFollow : .unexplained,
            [])
        return hunk
    }

    /// The rest of a function that both places lie in, which was compared as a whole.
    private func function(
        at places: (old: UInt64, new: UInt64), _ start: (old: UInt64, new: UInt64), _ a: ImagePart,
        _ b: ImagePart
    ) -> Hunk? {
        guard let before = addresses.oldCode.function(at: places.old),
            let after = addresses.newCode.function(at: places.new), before.key == after.key,
            places.old &- before.address == places.new &- after.address,
            places.old &- before.address < FunctionDifferences.mostBytes
        else { return nil }
        return Hunk(
            old: start.old..<Self.end(before, a, start.old),
            new: start.new..<Self.end(after, b, start.new))
    }

    /// The rest of Go's build ID, which lies among functions in Mach-O, in one of both or in both.
    private func buildID(
        at places: (old: UInt64, new: UInt64), _ start: (old: UInt64, new: UInt64), _ a: ImagePart,
        _ b: ImagePart
    ) -> Hunk? {
        let identities = FunctionDifferences.buildIDs
        let before = addresses.oldCode.function(at: places.old)
            .flatMap { identities.contains($0.key) ? Self.end($0, a, start.old) : nil }
        let after = addresses.newCode.function(at: places.new)
            .flatMap { identities.contains($0.key) ? Self.end($0, b, start.new) : nil }
        guard before != nil || after != nil else { return nil }
        return Hunk(
            old: start.old..<(before ?? start.old), new: start.new..<(after ?? start.new))
    }

    /// Where a function that is known ends in its part.
    private static func end(
        _ function: CodeMap.Entry, _ part: ImagePart, _ start: UInt64
    ) -> UInt64 {
        let size = min(function.size, FunctionDifferences.mostBytes)
        let end = (function.address &- part.address).addingReportingOverflow(size)
        return max(start, min(end.overflow ? part.range.size : end.partialValue, part.range.size))
    }

    /// Where the next function starts that both have, or else where both parts end.
    private func nextFunction(
        _ places: (old: UInt64, new: UInt64), _ a: ImagePart, _ b: ImagePart
    ) -> (old: UInt64, new: UInt64) {
        let before = addresses.oldCode.functions(
            after: places.old, upTo: a.address &+ a.range.size, most: Self.mostOthers)
        let after = addresses.newCode.functions(
            after: places.new, upTo: b.address &+ b.range.size, most: Self.mostOthers)
        for one in before {
            if let other = after.first(where: { $0.key == one.key }) {
                return (one.address &- a.address, other.address &- b.address)
            }
        }
        return (a.range.size, b.range.size)
    }

    /// How far code that belongs to no function is the same but for addresses and what fills it up;
    /// nil where it is not from the start on.
    private mutating func nameless(
        _ hunk: Hunk, _ a: ImagePart, _ b: ImagePart
    ) throws(SideError) -> Hunk? {
        guard hunk.old.count == hunk.new.count else {
            let (first, second) = try data.excerpt(hunk, a, b, around: 0, most: Self.piece)
            let isFilling = Self.isFilling(first, hunk.old) && Self.isFilling(second, hunk.new)
            return isFilling ? hunk : nil
        }
        let count = min(UInt64(hunk.old.count), Self.piece)
        let room = min(Self.context, hunk.old.lowerBound, hunk.new.lowerBound)
        // Instructions of arm64 start at multiples of four.
        let gap = (0 &- (a.address &+ hunk.old.lowerBound &- room)) % 4
        let before = room - min(gap, room)
        let old = hunk.old.lowerBound - before..<hunk.old.lowerBound + count
        let new = hunk.new.lowerBound - before..<hunk.new.lowerBound + count
        let whole = Hunk(old: old, new: new)
        let (first, second) = try data.excerpt(whole, a, b, around: 0, most: Self.piece + room)
        guard first.count == second.count,
            let place = addresses.explained(
                first.span, at: a.address &+ old.lowerBound, second.span,
                at: b.address &+ new.lowerBound, from: Int(before)),
            place > Int(before)
        else { return nil }
        let end = UInt64(place) - before
        return Hunk(
            old: hunk.old.lowerBound..<hunk.old.lowerBound + end,
            new: hunk.new.lowerBound..<hunk.new.lowerBound + end)
    }

    /// Whether all of a piece is what linkers fill up with: zeros, `INT3`, `NOP`.
    private static func isFilling(_ bytes: [UInt8], _ place: Range<UInt64>) -> Bool {
        bytes.count == place.count && bytes.allSatisfy { $0 == 0 || $0 == 0xcc || $0 == 0x90 }
    }
}
