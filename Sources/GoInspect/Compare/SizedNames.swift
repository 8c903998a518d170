internal import ObjectFile

/// Names with sizes, such as the functions of a program: in one piece of memory, as there may be a
/// hundred thousand.
public struct SizedNames: Hashable, Sendable {
    /// One of them.
    struct Entry: Hashable, Sendable {
        var start: UInt32
        var length: UInt32
        /// The number of its group, such as a package.
        var group: UInt32
        var size: UInt64
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    /// Whether some were left out, because there were too many.
    public private(set) var isCut = false

    /// How many bytes of names are kept.
    private let most: Int

    /// Makes an empty list, for that many bytes of names.
    init(most: Int = 64 << 20) { self.most = min(max(0, most), Int(UInt32.max)) }

    /// How many names there are.
    public var count: Int { entries.count }

    /// Adds a name.
    mutating func add(_ name: Span<UInt8>, size: UInt64, group: UInt32) {
        guard name.count <= most - bytes.count, entries.count < 1 << 23 else {
            isCut = true
            return
        }
        let start = UInt32(truncatingIfNeeded: bytes.count)
        for index in name.indices { bytes.append(name[index]) }
        entries.append(
            Entry(
                start: start, length: UInt32(truncatingIfNeeded: name.count), group: group,
                size: size))
    }

    /// The name of an entry.
    func name(_ entry: Entry) -> String {
        String(decoding: bytes[range(entry)], as: UTF8.self)
    }

    func range(_ entry: Entry) -> Range<Int> {
        Int(entry.start)..<(Int(entry.start) + Int(entry.length))
    }

    /// Visits names in their order, with their sizes and the numbers of their groups.
    public func forEach(_ visit: (_ name: String, _ size: UInt64, _ group: Int) -> Void) {
        for entry in entries { visit(name(entry), entry.size, Int(entry.group)) }
    }
}
