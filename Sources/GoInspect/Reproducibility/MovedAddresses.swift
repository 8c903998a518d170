internal import ObjectFile

/// Whether two addresses mean the same thing in two builds, of which one lies a little further on.
struct MovedAddresses {
    private let oldMemory: [MemoryRange]
    private let newMemory: [MemoryRange]
    let oldCode: CodeMap
    let newCode: CodeMap
    private let machine: String
    private let images: (old: ImageReport, new: ImageReport)
    /// How far the contents of each section were moved: many shifts where something was put in.
    private let shifts: [String: Set<UInt64>]
    /// From where offsets in both may count: the starts of sections.
    let bases: [(old: UInt64, new: UInt64)]
    /// Whether anything in memory lies elsewhere, or a function does.
    let hasMoved: Bool

    /// How many places a section's contents may be moved at.
    private static let mostShifts = 1024
    /// How many sections offsets may count from.
    private static let mostBases = 64

    /// Where it is rough, nobody asks for how far contents were moved.
    init(
        _ images: (old: ImageReport, new: ImageReport), _ old: ImageParts, _ oldCode: CodeMap,
        _ new: ImageParts, _ newCode: CodeMap, isRough: Bool
    ) throws(ParseError) {
        self.images = images
        oldMemory = old.memory
        newMemory = new.memory
        self.oldCode = oldCode
        self.newCode = newCode
        machine = images.old.image.architecture.name
        let sameMemory =
            oldMemory.count == newMemory.count
            && zip(oldMemory, newMemory).allSatisfy {
                $0.name == $1.name && $0.start == $1.start && $0.end == $1.end
            }
        hasMoved = !sameMemory
        let after = newMemory
        bases = oldMemory.prefix(Self.mostBases).compactMap { range in
            after.first { $0.name == range.name }.map { (range.start, $0.start) }
        }
        shifts =
            isRough ? [:] : try Self.shifts(old, images.old.file, new, images.new.file)
    }

    /// Compares the contents of all sections that are no code, for how far they moved.
    private static func shifts(
        _ old: ImageParts, _ oldFile: FileBytes, _ new: ImageParts, _ newFile: FileBytes
    ) throws(ParseError) -> [String: Set<UInt64>] {
        var shifts: [String: Set<UInt64>] = [:]
        for range in old.memory {
            guard let other = new.memory.first(where: { $0.name == range.name }) else { continue }
            let ends = [other.start &- range.start, other.end &- range.end]
            shifts[range.name, default: []].formUnion(ends)
        }
        for part in old.parts where part.address != 0 && part.kind != .code {
            guard let other = new.parts.first(where: { $0.name == part.name }) else { continue }
            var found = shifts[part.name] ?? []
            var finder = HunkFinder(oldFile, part.range, newFile, other.range)
            var count = 0
            while count < mostShifts, let hunk = try finder.next() {
                count += 1
                let distance = hunk.new.upperBound &- hunk.old.upperBound
                found.insert(other.address &- part.address &+ distance)
            }
            shifts[part.name] = found
        }
        return shifts
    }

    /// Whether an address of the old file and one of the new one mean the same: the same place in the
    /// function of that name, else a place in the same section.
    func agree(_ old: UInt64, _ new: UInt64) -> Bool {
        if let before = oldCode.function(at: old) {
            guard let after = newCode.function(at: new) else { return false }
            return before.key == after.key && old &- before.address == new &- after.address
        }
        guard newCode.function(at: new) == nil,
            let before = Self.range(of: old, oldMemory), let after = Self.range(of: new, newMemory)
        else { return false }
        guard before.name == after.name else { return false }
        if shifts[before.name]?.contains(new &- old) == true { return true }
        guard before.isCode else {
            return liesBetween(new &- old, before.name) || haveSameContents(old, new)
        }
        // Code without names: as far from the start or from the end.
        return old &- before.start == new &- after.start || before.end &- old == after.end &- new
    }

    /// Whether a distance is one between those that contents were moved by.
    private func liesBetween(_ distance: UInt64, _ name: String) -> Bool {
        let known = (shifts[name] ?? []).map { Int64(bitPattern: $0) }
        let wanted = Int64(bitPattern: distance)
        guard let least = known.min(), let most = known.max() else { return false }
        return wanted % 8 == 0 && least < wanted && wanted < most
    }

    /// Whether the same bytes stand at both places: between two shifts there may be a short piece that
    /// was moved by another length.
    private func haveSameContents(_ old: UInt64, _ new: UInt64) -> Bool {
        guard let first = Self.contents(at: old, images.old),
            let second = Self.contents(at: new, images.new)
        else { return false }
        return first == second && first.contains { $0 != 0 }
    }

    private static func contents(at address: UInt64, _ report: ImageReport) -> [UInt8]? {
        guard let range = report.image.bytes(from: VirtualAddress(rawValue: address))?.first(8)
        else { return nil }
        let found = Fact { () throws(ParseError) in
            try report.file.bytes(in: range, reading: FilePart("section", .read))
        }
        return found.value.map { $0.span.copied }
    }

    /// The section that an address lies in or at whose end it is.
    private static func range(of address: UInt64, _ memory: [MemoryRange]) -> MemoryRange? {
        var ending: MemoryRange?
        for range in memory where range.start <= address && address <= range.end &+ 64 {
            if address < range.end { return range }
            // Ends may be rounded up.
            ending = ending ?? range
        }
        return ending
    }

    /// Whether all differences between two pieces of code are addresses of the same things.
    ///
    /// Nil where the processor's instructions are not known here.
    func explainCode(
        _ old: Span<UInt8>, at oldAddress: UInt64, _ new: Span<UInt8>, at newAddress: UInt64
    ) -> Bool? {
        guard old.count == new.count else { return false }
        switch machine {
        case "x86_64", "i386": return explainBytes(old, oldAddress, new, newAddress)
        case "aarch64": return explainWords(old, oldAddress, new, newAddress)
        default: return old.isEqual(to: new) ? true : nil
        }
    }
}

// What refers to something in code of x86: four bytes anywhere, counted from behind the instruction,
// or an address as it is.
extension MovedAddresses {
    private func explainBytes(
        _ old: Span<UInt8>, _ oldAddress: UInt64, _ new: Span<UInt8>, _ newAddress: UInt64
    ) -> Bool {
        var next = 0
        while let place = old.firstDifference(from: new, after: next) {
            guard
                let end = reference(old, oldAddress, new, newAddress, place, notBefore: next)
            else { return false }
            next = end
        }
        return true
    }

    /// The end of the reference that covers a place, nil where none explains it.
    private func reference(
        _ old: Span<UInt8>, _ oldAddress: UInt64, _ new: Span<UInt8>, _ newAddress: UInt64,
        _ place: Int, notBefore first: Int
    ) -> Int? {
        for start in stride(from: place, through: max(first, place - 3), by: -1)
        where start + 4 <= old.count {
            let a = old.number32(at: start, .little)
            let b = new.number32(at: start, .little)
            // An address as it is, in code that has a fixed place.
            if agree(UInt64(a), UInt64(b)) { return start + 4 }
            let from = UInt64(bitPattern: Int64(Int32(bitPattern: a)))
            let to = UInt64(bitPattern: Int64(Int32(bitPattern: b)))
            // Up to four bytes of a number may stand behind it.
            for behind: UInt64 in [4, 5, 8, 6] {
                let oldTarget = oldAddress &+ UInt64(start) &+ behind &+ from
                let newTarget = newAddress &+ UInt64(start) &+ behind &+ to
                if agree(oldTarget & mask, newTarget & mask) { return start + 4 }
            }
        }
        return nil
    }

    private var mask: UInt64 { machine == "i386" ? 0xffff_ffff : .max }
}

// What refers to something in code of arm64: branches, and pairs of a page and a place in it.
extension MovedAddresses {
    private func explainWords(
        _ old: Span<UInt8>, _ oldAddress: UInt64, _ new: Span<UInt8>, _ newAddress: UInt64
    ) -> Bool {
        var next = 0
        while let difference = old.firstDifference(from: new, after: next) {
            let place = difference & ~3
            guard place + 4 <= old.count else { return false }
            let a = old.number32(at: place, .little)
            let b = new.number32(at: place, .little)
            let at = (oldAddress &+ UInt64(place), newAddress &+ UInt64(place))
            guard
                explainBranch(a, b, at) || explainPage(a, b, at)
                    || explainPlace(a, b, old, new, place, oldAddress, newAddress)
                    || explainWord(old, new, place)
            else { return false }
            next = place + 4
        }
        return true
    }

    /// `B`, `BL`.
    private func explainBranch(_ a: UInt32, _ b: UInt32, _ at: (UInt64, UInt64)) -> Bool {
        guard a & 0x7c00_0000 == 0x1400_0000, a & 0xfc00_0000 == b & 0xfc00_0000 else {
            return false
        }
        func distance(_ word: UInt32) -> UInt64 {
            UInt64(bitPattern: Int64(Int32(bitPattern: word << 6) >> 4))
        }
        return agree(at.0 &+ distance(a), at.1 &+ distance(b))
    }

    /// `ADRP`: what follows picks the place, and is looked at by itself where it differs.
    private func explainPage(_ a: UInt32, _ b: UInt32, _ at: (UInt64, UInt64)) -> Bool {
        guard a & 0x9f00_0000 == 0x9000_0000, a & 0x9f00_001f == b & 0x9f00_001f else {
            return false
        }
        return touches(Self.page(a, at.0), Self.page(b, at.1))
    }

    private static func page(_ word: UInt32, _ address: UInt64) -> UInt64 {
        let low = (word >> 29) & 3
        let high = (word >> 5) & 0x7ffff
        let number = Int64(Int32(bitPattern: (high << 2 | low) << 11) >> 11)
        return (address & ~0xfff) &+ UInt64(bitPattern: number << 12)
    }

    /// Whether two pages have a section in common.
    private func touches(_ old: UInt64, _ new: UInt64) -> Bool {
        oldMemory.contains { before in
            before.start <= old &+ 0xfff && old <= before.end
                && newMemory.contains {
                    $0.name == before.name && $0.start <= new &+ 0xfff && new <= $0.end
                }
        }
    }

    /// `ADD`, `LDR` and `STR` with twelve bits of an address whose page was made ready before.
    private func explainPlace(
        _ a: UInt32, _ b: UInt32, _ old: Span<UInt8>, _ new: Span<UInt8>, _ place: Int,
        _ oldAddress: UInt64, _ newAddress: UInt64
    ) -> Bool {
        let isAdd = a & 0x7fc0_0000 == 0x1100_0000
        let isLoad = a & 0x3b00_0000 == 0x3900_0000
        guard isAdd || isLoad, a & 0xffc0_03ff == b & 0xffc0_03ff else { return false }
        let isWide = isLoad && a & 0x0480_0000 == 0x0480_0000
        let scale = isLoad ? (isWide ? 4 : a >> 30) : 0
        let base = (a >> 5) & 31
        var index = place - 4
        while index >= max(0, place - 64) {
            let word = old.number32(at: index, .little)
            if word & 0x9f00_001f == 0x9000_0000 | base {
                let other = new.number32(at: index, .little)
                guard other & 0x9f00_001f == word & 0x9f00_001f else { return false }
                let first = Self.page(word, oldAddress &+ UInt64(index))
                let second = Self.page(other, newAddress &+ UInt64(index))
                return agree(
                    first &+ UInt64((a >> 10) & 0xfff) << UInt64(scale),
                    second &+ UInt64((b >> 10) & 0xfff) << UInt64(scale))
            }
            index -= 4
        }
        return false
    }

    /// An address between instructions.
    private func explainWord(_ old: Span<UInt8>, _ new: Span<UInt8>, _ place: Int) -> Bool {
        let start = place & ~7
        guard start + 8 <= old.count else { return false }
        return agree(old.number64(at: start, .little), new.number64(at: start, .little))
    }
}
