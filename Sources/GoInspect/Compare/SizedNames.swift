internal import ObjectFile

/// Names with sizes, such as the functions of a program: in one piece of memory, as there may be a
/// hundred thousand.
public struct SizedNames: Sendable {
    /// One of them.
    struct Entry: Hashable, Sendable {
        let start: UInt32
        let length: UInt32
        /// The number of its group, such as a package.
        let group: UInt32
        let size: UInt64
        /// What its bytes are known by; the same in all lists of one run.
        let hash: UInt64
    }

    /// The names one after the other; those from `used` on are spare.
    private var bytes: [UInt8] = []
    private var used = 0
    private(set) var entries: [Entry] = []
    /// Whether some were left out, because there were too many.
    private(set) var isCut = false

    /// How many bytes of names are kept.
    private static let mostBytes = 64 << 20
    private static let mostNames = 1 << 22

    /// Drawn for each run, so that no file can be made to have names that are known by the same.
    private static let seed = UInt64.random(in: 0 ... .max)

    /// Makes an empty list.
    init() {}

    /// How many names there are.
    public var count: Int { entries.count }

    /// How many bytes they have together.
    var byteCount: Int { used }

    /// Adds a name.
    mutating func add(_ name: Span<UInt8>, size: UInt64, group: UInt32) {
        guard name.count <= Self.mostBytes - used, entries.count < Self.mostNames else {
            isCut = true
            return
        }
        if bytes.count - used < name.count {
            let more = max(name.count, bytes.count, 1 << 12)
            bytes.append(contentsOf: repeatElement(0, count: more))
        }
        let part = used..<(used &+ name.count)
        var target = bytes.mutableSpan
        var room = target._mutatingExtracting(part)
        for index in 0..<name.count { room[index] = name[index] }
        entries.append(
            Entry(
                start: UInt32(truncatingIfNeeded: used),
                length: UInt32(truncatingIfNeeded: name.count), group: group, size: size,
                hash: Self.hash(name)))
        used &+= name.count
    }

    /// The bytes of an entry's name.
    @_lifetime(borrow self)
    func span(_ entry: Entry) -> Span<UInt8> { bytes.span.extracting(range(entry)) }

    /// The name of an entry.
    func name(_ entry: Entry) -> String {
        String(decoding: bytes[range(entry)], as: UTF8.self)
    }

    private func range(_ entry: Entry) -> Range<Int> {
        Int(entry.start)..<(Int(entry.start) &+ Int(entry.length))
    }

    /// Visits names in their order, with their sizes and the numbers of their groups.
    public func forEach(_ visit: (_ name: String, _ size: UInt64, _ group: Int) -> Void) {
        for entry in entries { visit(name(entry), entry.size, Int(entry.group)) }
    }

    /// Eight bytes at a time, each folded into the last with all bits of a product.
    private static func hash(_ name: Span<UInt8>) -> UInt64 {
        var state = seed ^ UInt64(truncatingIfNeeded: name.count)
        let odd = seed | 1
        var index = 0
        while index &+ 8 <= name.count {
            state = mixed(state ^ name.number64(at: index, .little), odd)
            index &+= 8
        }
        var rest: UInt64 = 0
        while index < name.count {
            rest = rest << 8 | UInt64(name[index])
            index &+= 1
        }
        return mixed(state ^ rest, 0x9e37_79b9_7f4a_7c15)
    }

    @inline(__always)
    private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low ^ a
    }
}

extension SizedNames: Hashable {
    /// Whether both have the same names in the same order, with the same sizes.
    public static func == (a: Self, b: Self) -> Bool {
        a.entries == b.entries && a.isCut == b.isCut
            && a.bytes.prefix(a.used) == b.bytes.prefix(b.used)
    }

    /// Feeds the entries, which know their names.
    public func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}
