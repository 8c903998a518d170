internal import ObjectFile

/// How far the contents of a section were moved: many shifts where something was put in.
struct SectionShifts {
    /// Distances by which contents were moved, as far as is known.
    private(set) var known: Set<UInt64> = []
    private var least: Int64 = 0
    private var most: Int64 = 0
    /// How much was put in and taken out in all: what lies between may have moved by as much.
    private var slack: Int64 = 0

    /// How many places a section's contents may be moved at.
    private static let mostShifts = 1024
    /// How far something may lie from where the rest says that it is.
    private static let mostSlack: Int64 = 1 << 16
    /// What is put in is filled up to a multiple of some size.
    private static let filling: Int64 = 32

    private mutating func insert(_ distance: UInt64) {
        let wanted = Int64(bitPattern: distance)
        least = known.isEmpty ? wanted : min(least, wanted)
        most = known.isEmpty ? wanted : max(most, wanted)
        known.insert(distance)
    }

    private mutating func addHunk(_ hunk: Hunk) {
        let change = Int64(clamping: hunk.new.count) - Int64(clamping: hunk.old.count)
        slack = min(slack + min(abs(change), Self.mostSlack), Self.mostSlack)
    }

    /// Whether anything in it lies elsewhere.
    var isMoved: Bool { known.contains { $0 != 0 } }

    /// Whether a distance is one between those that contents were moved by.
    func isBetween(_ distance: UInt64) -> Bool {
        let wanted = Int64(bitPattern: distance)
        return wanted % 8 == 0 && least < wanted && wanted < most
    }

    /// Whether something may have moved this far, as it lies close to where the rest is; never where
    /// nothing was put in or taken out.
    func isNear(_ distance: UInt64) -> Bool {
        let wanted = Int64(bitPattern: distance)
        let room = slack + Self.filling
        guard slack > 0 || least < most else { return false }
        return wanted >= least.subtracting(room) && wanted <= most.adding(room)
    }

    /// Those of all ranges of the old memory, in its order: compares the contents of all sections that
    /// are no code.
    static func all(
        _ old: ImageParts, _ oldFile: FileBytes, _ new: ImageParts, _ newFile: FileBytes
    ) throws(SideError) -> [Self] {
        var byName: [String: Self] = [:]
        let ranges = Dictionary(new.memory.ranges.map { ($0.name, $0) }) { first, _ in first }
        for range in old.memory.ranges {
            guard let other = ranges[range.name] else { continue }
            byName[range.name, default: Self()].insert(other.start &- range.start)
            byName[range.name, default: Self()].insert(other.end &- range.end)
        }
        let parts = Dictionary(new.parts.map { ($0.name, $0) }) { first, _ in first }
        for part in old.parts where part.address != 0 && part.kind != .code {
            guard let other = parts[part.name] else { continue }
            var shifts = byName[part.name] ?? Self()
            var finder = HunkFinder(oldFile, part.range, newFile, other.range)
            var count = 0
            while count < mostShifts, let hunk = try finder.next() {
                count += 1
                let distance = hunk.new.upperBound &- hunk.old.upperBound
                shifts.insert(other.address &- part.address &+ distance)
                shifts.addHunk(hunk)
            }
            byName[part.name] = shifts
        }
        return old.memory.ranges.map { byName[$0.name] ?? Self() }
    }
}

extension Int64 {
    /// The sum, or the greatest number there is.
    fileprivate func adding(_ other: Self) -> Self {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    /// The difference, or the least number there is.
    fileprivate func subtracting(_ other: Self) -> Self {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
