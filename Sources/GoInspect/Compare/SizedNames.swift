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

    /// The names one after the other in pieces of equal size, which none goes beyond: nothing is
    /// copied where more room is needed, and no more memory is touched than they take.
    private var pieces: [[UInt8]] = []
    /// Where the next one may lie, if the pieces were one.
    private var used = 0
    private(set) var entries: [Entry] = []
    /// Whether some were left out, because there were too many.
    private(set) var isCut = false

    /// How many bytes of names are kept.
    private static let mostBytes = 64 << 20
    private static let pieceSize = 1 << 18
    private static let mostNames = 1 << 22

    /// Drawn for each run, so that no file can be made to have names that are known by the same.
    private static let seed = UInt64.random(in: 0 ... .max)

    /// Makes an empty list.
    init() {}

    /// How many names there are.
    public var count: Int { entries.count }

    /// How many bytes they have together.
    var byteCount: Int { used }

    /// Makes room for so many; more may come.
    mutating func reserve(_ count: Int) { entries.reserveCapacity(min(count, 1 << 18)) }

    /// Adds a name.
    mutating func add(_ name: Span<UInt8>, size: UInt64, group: UInt32) {
        guard name.count <= Self.pieceSize, used <= Self.mostBytes - name.count,
            entries.count < Self.mostNames
        else {
            isCut = true
            return
        }
        let left = (pieces.count &* Self.pieceSize) &- used
        if left < name.count {
            used = pieces.count &* Self.pieceSize
            pieces.append([])
            pieces[pieces.count - 1].reserveCapacity(Self.pieceSize)
        }
        if name.count > 0 { Self.append(name, to: &pieces[pieces.count - 1]) }
        entries.append(
            Entry(
                start: UInt32(truncatingIfNeeded: used),
                length: UInt32(truncatingIfNeeded: name.count), group: group, size: size,
                hash: Self.hash(name)))
        used &+= name.count
    }

    private static func append(_ name: Span<UInt8>, to piece: inout [UInt8]) {
        piece.append(addingCapacity: name.count) { room in
            for index in 0..<name.count { room.append(name[index]) }
        }
    }

    /// Whether an entry has the same name as one of another list, or of this one.
    func isSame(_ entry: Entry, as other: Entry, of names: SizedNames) -> Bool {
        guard entry.hash == other.hash, entry.length == other.length else { return false }
        guard entry.length > 0 else { return true }
        let ((piece, part), (otherPiece, otherPart)) = (place(entry), names.place(other))
        let (bytes, otherBytes) = (pieces[piece], names.pieces[otherPiece])
        return bytes.span.extracting(part).isEqual(to: otherBytes.span.extracting(otherPart))
    }

    /// Whether the name of an entry comes before that of another, byte by byte.
    func precedes(_ entry: Entry, _ other: Entry) -> Bool {
        guard entry.length > 0, other.length > 0 else { return entry.length < other.length }
        let ((piece, part), (otherPiece, otherPart)) = (place(entry), place(other))
        let (bytes, otherBytes) = (pieces[piece], pieces[otherPiece])
        return bytes.span.extracting(part).precedes(otherBytes.span.extracting(otherPart))
    }

    /// The name of an entry.
    func name(_ entry: Entry) -> String {
        guard entry.length > 0 else { return "" }
        let (piece, part) = place(entry)
        return String(decoding: pieces[piece][part], as: UTF8.self)
    }

    /// The piece that a name lies in, and where there.
    private func place(_ entry: Entry) -> (Int, Range<Int>) {
        let start = Int(entry.start) % Self.pieceSize
        return (Int(entry.start) / Self.pieceSize, start..<(start &+ Int(entry.length)))
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
        if name.count >= 8 {
            // The last eight bytes, some of them once more.
            rest = name.number64(at: name.count &- 8, .little)
        } else {
            for place in name.indices { rest = rest << 8 | UInt64(name[place]) }
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
            && a.pieces == b.pieces
    }

    /// Feeds the entries, which know their names.
    public func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}

extension Span<UInt8> {
    /// Whether it comes first, byte by byte.
    fileprivate func precedes(_ other: Span<UInt8>) -> Bool {
        var index = 0
        while index < count, index < other.count {
            if self[index] != other[index] { return self[index] < other[index] }
            index &+= 1
        }
        return count < other.count
    }
}
