internal import ObjectFile

/// How the functions of two images differ: which are there, in which order, and what they do.
struct FunctionDifferences {
    /// How many are in one image only.
    private(set) var countOfOthers = 0
    /// How many have another size, or other instructions than addresses explain.
    private(set) var countOfChanged = 0
    /// How many have other bytes that cannot be told apart from addresses that moved.
    private(set) var countOfUnknown = 0
    /// Whether those in both come one after another in the same order.
    private(set) var hasSameOrder = true
    /// Whether Go's build ID, which lies among functions in Mach-O, takes more room or less.
    private(set) var hasOtherBuildID = false
    /// What stands for the names of some that are in one image only or changed.
    private(set) var examples: [UInt64] = []
    /// The same of some that come in another order.
    private(set) var misplaced: [UInt64] = []
    /// The first that changed: where it lies in both.
    private(set) var firstChanged: (old: UInt64, new: UInt64)?

    private static let mostExamples = 5
    /// Nothing as long as this is a function.
    static let mostBytes: UInt64 = 1 << 24

    /// Whether their code is the same but for addresses.
    var isSameCode: Bool { countOfOthers == 0 && countOfChanged == 0 && countOfUnknown == 0 }

    /// Nothing was compared.
    init() {}

    /// With `variablesMayMove`, what was said of the build puts variables elsewhere, and code in which
    /// nothing but their places differs is not known to be other code.
    init(
        _ addresses: MovedAddresses, _ old: ImageReport, _ new: ImageReport,
        variablesMayMove: Bool = false
    ) throws(SideError) {
        var loose = addresses
        loose.takesAnyVariable = true
        var places: [UInt64: [Int]] = [:]
        let before = addresses.oldCode.entries
        let after = addresses.newCode.entries
        func sizes(_ entries: [CodeMap.Entry]) -> [UInt64] {
            entries.filter { Self.buildIDs.contains($0.key) }.map(\.size)
        }
        hasOtherBuildID = sizes(before) != sizes(after)
        // Most often both lists are the same, and no table is needed.
        let isSameList =
            before.count == after.count && zip(before, after).allSatisfy { $0.key == $1.key }
        if !isSameList {
            for index in after.indices.reversed() {
                places[after[index].key, default: []].append(index)
            }
        }
        var oldCode = ByteWindow(old.file, isOld: true)
        var newCode = ByteWindow(new.file, isOld: false)
        var last = -1
        for index in before.indices where !Self.buildIDs.contains(before[index].key) {
            let match = isSameList ? index : places[before[index].key]?.popLast()
            guard let match else {
                countOfOthers += 1
                add(before[index].key)
                continue
            }
            if match < last {
                hasSameOrder = false
                if misplaced.count < Self.mostExamples { misplaced.append(before[index].key) }
            }
            last = match
            let (a, b) = (before[index], after[match])
            guard a.size == b.size else {
                change(a, b)
                continue
            }
            let first = try Self.bytes(a, old, &oldCode)
            let second = try Self.bytes(b, new, &newCode)
            if first.span.isEqual(to: second.span) { continue }
            let count = first.count == second.count ? first.count : -1
            switch addresses.explained(first.span, at: a.address, second.span, at: b.address) {
            case count?: break
            case nil:
                countOfUnknown += 1
                if countOfUnknown == 1 { firstChanged = firstChanged ?? (a.address, b.address) }
            default:
                let isLike =
                    variablesMayMove
                    && loose.explained(first.span, at: a.address, second.span, at: b.address)
                        == count
                if isLike { countOfUnknown += 1 } else { change(a, b) }
            }
        }
        let rest = places.values.joined().filter { !Self.buildIDs.contains(after[$0].key) }.sorted()
        countOfOthers += rest.count
        for index in rest.prefix(Self.mostExamples) { add(after[index].key) }
    }

    /// What stands for the names of Go's build ID, which lies among functions in Mach-O.
    static let buildIDs: Set<UInt64> = [
        Array("go:buildid".utf8).span.key, Array("go.buildid".utf8).span.key,
    ]

    private mutating func add(_ key: UInt64) {
        if examples.count < Self.mostExamples { examples.append(key) }
    }

    private mutating func change(_ a: CodeMap.Entry, _ b: CodeMap.Entry) {
        countOfChanged += 1
        if firstChanged == nil { firstChanged = (a.address, b.address) }
        add(a.key)
    }

    private static func bytes(
        _ entry: CodeMap.Entry, _ report: ImageReport, _ window: inout ByteWindow
    ) throws(SideError) -> Bytes {
        guard let range = report.image.bytes(from: VirtualAddress(rawValue: entry.address)) else {
            return Bytes([])
        }
        let count = Int(min(entry.size, range.size, mostBytes))
        return try window.bytes(at: range.offset.rawValue, most: count)
    }
}
