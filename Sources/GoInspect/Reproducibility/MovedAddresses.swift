internal import ObjectFile

/// Whether two addresses mean the same thing in two builds, of which one lies a little further on.
struct MovedAddresses {
    let oldMemory: MemoryMap
    let newMemory: MemoryMap
    let oldCode: CodeMap
    let newCode: CodeMap
    let machine: String
    private let oldVariables: CodeMap
    private let newVariables: CodeMap
    /// Whether any variable may have become any other one: where it is not known which lies where.
    var takesAnyVariable = false
    private let images: (old: ImageReport, new: ImageReport)
    /// How far the contents of each range of the old memory were moved.
    private let shifts: [SectionShifts]
    /// From where offsets in both may count: the starts of sections.
    let bases: [(old: UInt64, new: UInt64)]
    /// Whether anything in memory lies elsewhere.
    let hasMoved: Bool

    /// How many sections offsets may count from.
    private static let mostBases = 64

    /// Where it is rough, nobody asks for how far contents were moved.
    init(
        _ images: (old: ImageReport, new: ImageReport), _ old: ImageParts, _ oldCode: CodeMap,
        _ new: ImageParts, _ newCode: CodeMap, isRough: Bool
    ) throws(SideError) {
        self.images = images
        oldMemory = old.memory
        newMemory = new.memory
        self.oldCode = oldCode
        self.newCode = newCode
        machine = images.old.image.architecture.name
        oldVariables = isRough ? CodeMap() : CodeMap(variablesOf: images.old, old.memory)
        newVariables = isRough ? CodeMap() : CodeMap(variablesOf: images.new, new.memory)
        let (before, after) = (oldMemory.ranges, newMemory.ranges)
        bases = before.prefix(Self.mostBases).compactMap { range in
            after.first { $0.name == range.name }.map { (range.start, $0.start) }
        }
        shifts = isRough ? [] : try SectionShifts.all(old, images.old.file, new, images.new.file)
        let sameMemory =
            before.count == after.count
            && zip(before, after).allSatisfy {
                $0.name == $1.name && $0.start == $1.start && $0.end == $1.end
            }
        hasMoved = !sameMemory || shifts.contains { $0.isMoved }
    }

    /// Whether an address of the old file and one of the new one mean the same: the same place in the
    /// function of that name, else a place in the same section.
    func agree(_ old: UInt64, _ new: UInt64) -> Bool {
        if let before = oldCode.function(at: old) {
            guard let after = newCode.function(at: new) else { return false }
            return before.key == after.key && old &- before.address == new &- after.address
        }
        if isSameVariable(old, new) { return true }
        guard newCode.function(at: new) == nil, let index = oldMemory.index(of: old),
            index < shifts.count, let after = newMemory.range(of: new)
        else { return false }
        let before = oldMemory.ranges[index]
        if takesAnyVariable, before.isWritable, after.isWritable { return true }
        guard before.name == after.name else { return false }
        let distance = new &- old
        if shifts[index].known.contains(distance) { return true }
        // Code without names: as far from the start or from the end.
        if before.isCode {
            return old &- before.start == new &- after.start
                || before.end &- old == after.end &- new
        }
        if shifts[index].isBetween(distance) { return true }
        return shifts[index].isNear(distance)
            && haveSameContents(old, new, zerosCount: !before.isWritable && !after.isWritable)
    }

    /// Whether both are the same place in a variable of one name, whichever section it is in.
    private func isSameVariable(_ old: UInt64, _ new: UInt64) -> Bool {
        guard let before = oldVariables.function(at: old),
            let after = newVariables.function(at: new)
        else { return false }
        return before.key == after.key && old &- before.address == new &- after.address
    }

    /// Whether the same bytes stand at both places.
    ///
    /// Between two shifts there may be a short piece that was moved by another length. Zeros are no
    /// one's in particular, and count where none may write.
    private func haveSameContents(_ old: UInt64, _ new: UInt64, zerosCount: Bool) -> Bool {
        guard let first = Self.contents(at: old, images.old),
            let second = Self.contents(at: new, images.new)
        else { return false }
        return first == second && (zerosCount || first.contains { $0 != 0 })
    }

    private static func contents(at address: UInt64, _ report: ImageReport) -> [UInt8]? {
        guard let range = report.image.bytes(from: VirtualAddress(rawValue: address))?.first(8)
        else { return nil }
        let found = Fact { () throws(ParseError) in
            try report.file.bytes(in: range, reading: FilePart("section", .read))
        }
        return found.value.map { $0.span.copied }
    }
}
