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
        let (before, after) = (addresses.oldCode.entries, addresses.newCode.entries)
        func sizes(_ entries: [CodeMap.Entry]) -> [UInt64] {
            entries.filter { Self.buildIDs.contains($0.key) }.map(\.size)
        }
        hasOtherBuildID = sizes(before) != sizes(after)
        var pairing = Pairing(before, after)
        var code = CodePair(addresses, old, new, variablesMayMove: variablesMayMove)
        var last = -1
        for (index, entry) in before.enumerated() where !Self.buildIDs.contains(entry.key) {
            guard let match = pairing.match(index, entry.key) else {
                countOfOthers += 1
                add(entry.key)
                continue
            }
            if match < last {
                hasSameOrder = false
                if misplaced.count < Self.mostExamples { misplaced.append(entry.key) }
            }
            last = match
            switch try code.relation(of: entry, after[match]) {
            case .same: continue
            case .unknown(let isOfAddresses):
                countOfUnknown += 1
                if isOfAddresses, countOfUnknown == 1, firstChanged == nil {
                    firstChanged = (entry.address, after[match].address)
                }
            case .changed:
                countOfChanged += 1
                if firstChanged == nil { firstChanged = (entry.address, after[match].address) }
                add(entry.key)
            }
        }
        let rest = pairing.rest.filter { !Self.buildIDs.contains(after[$0].key) }.sorted()
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
}

/// Which functions of two lists are the same, by name; of those with one name the first ones.
private struct Pairing {
    /// Where names are in the new list, the first at the end; nil where both lists are the same,
    /// as they are most often.
    private var places: [UInt64: [Int]]?

    init(_ old: [CodeMap.Entry], _ new: [CodeMap.Entry]) {
        if old.count == new.count, zip(old, new).allSatisfy({ $0.key == $1.key }) { return }
        var places: [UInt64: [Int]] = [:]
        for index in new.indices.reversed() { places[new[index].key, default: []].append(index) }
        self.places = places
    }

    /// The place in the new list of what has a place in the old one; nil where it is not there.
    mutating func match(_ index: Int, _ key: UInt64) -> Int? {
        places == nil ? index : places?[key]?.popLast()
    }

    /// What is left of the new list, in no order.
    var rest: [Int] { places.map { Array($0.values.joined()) } ?? [] }
}

/// The code of functions that are in two images.
private struct CodePair {
    /// How the code of a function is to that of its namesake.
    enum Relation {
        case same
        /// Other bytes that cannot be told apart from addresses that moved: those of code, or those
        /// of variables.
        case unknown(isOfAddresses: Bool)
        case changed
    }

    private let addresses: MovedAddresses
    /// The same where variables lie elsewhere; nil where nothing puts them there.
    private let loose: MovedAddresses?
    private let old: ImageReport
    private let new: ImageReport
    private var oldCode: ByteWindow
    private var newCode: ByteWindow

    init(
        _ addresses: MovedAddresses, _ old: ImageReport, _ new: ImageReport, variablesMayMove: Bool
    ) {
        self.addresses = addresses
        var loose = addresses
        loose.takesAnyVariable = true
        self.loose = variablesMayMove ? loose : nil
        (self.old, self.new) = (old, new)
        oldCode = ByteWindow(old.file, isOld: true)
        newCode = ByteWindow(new.file, isOld: false)
    }

    mutating func relation(
        of a: CodeMap.Entry, _ b: CodeMap.Entry
    ) throws(SideError) -> Relation {
        guard a.size == b.size else { return .changed }
        let first = try Self.bytes(a, old, &oldCode)
        let second = try Self.bytes(b, new, &newCode)
        if first.span.isEqual(to: second.span) { return .same }
        let count = first.count == second.count ? first.count : -1
        switch addresses.explained(first.span, at: a.address, second.span, at: b.address) {
        case count?: return .same
        case nil: return .unknown(isOfAddresses: true)
        default:
            let isLike =
                loose?.explained(first.span, at: a.address, second.span, at: b.address) == count
            return isLike ? .unknown(isOfAddresses: false) : .changed
        }
    }

    private static func bytes(
        _ entry: CodeMap.Entry, _ report: ImageReport, _ window: inout ByteWindow
    ) throws(SideError) -> Bytes {
        guard let range = report.image.bytes(from: VirtualAddress(rawValue: entry.address)) else {
            return Bytes([])
        }
        let count = Int(min(entry.size, range.size, FunctionDifferences.mostBytes))
        return try window.bytes(at: range.offset.rawValue, most: count)
    }
}
