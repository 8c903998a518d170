internal import ObjectFile

/// How the fields of an entry are written: a type for each way, so that the loop over a table is
/// compiled for each and has no branch for it.
protocol EntryLayout {
    static var byteOrder: ByteOrder { get }
    static var is64Bit: Bool { get }
}

enum Little32: EntryLayout {
    static var byteOrder: ByteOrder { .little }
    static var is64Bit: Bool { false }
}

enum Little64: EntryLayout {
    static var byteOrder: ByteOrder { .little }
    static var is64Bit: Bool { true }
}

enum Big32: EntryLayout {
    static var byteOrder: ByteOrder { .big }
    static var is64Bit: Bool { false }
}

enum Big64: EntryLayout {
    static var byteOrder: ByteOrder { .big }
    static var is64Bit: Bool { true }
}

extension EntryLayout {
    static var fieldSize: Int { is64Bit ? 8 : 4 }

    /// A field of an entry; the caller has checked that it is inside.
    @inline(__always)
    static func field(_ bytes: Span<UInt8>, _ number: Int) -> UInt64 {
        is64Bit
            ? bytes.number64(at: number &* 8, byteOrder)
            : UInt64(bytes.number32(at: number &* 4, byteOrder))
    }
}

/// Some functions that follow one another, read at once: what has to be settled before the first of
/// them is settled once.
@usableFromInline
struct FunctionBatch: Sendable {
    /// What all functions of a table have in common.
    struct Frame: Sendable {
        let shape: RecordShape
        /// What entries are distances from.
        let base: UInt64
        /// The size of the entry in a record.
        let firstFieldSize: Int
        /// Where records lie in the file.
        let records: FileOffset
    }

    static let capacity = 128

    /// Those from `count` on mean nothing.
    @usableFromInline private(set) var functions: [Function] = []
    @usableFromInline var count = 0

    /// Reads the functions of `entries` up to the first whose record is not among `records`, which
    /// start at `start` of the table's.
    ///
    /// `entries` has two fields a function, and behind the last one the entry of the next.
    @inline(__always)
    mutating func read<Order: EntryLayout>(
        _ order: Order.Type, _ entries: Span<UInt8>, from first: UInt32,
        _ records: Span<UInt8>, at start: UInt64, _ frame: Frame
    ) {
        let size = Order.fieldSize
        let length = frame.firstFieldSize &+ RecordShape.greatestSize
        guard records.count >= length else { return }
        let room = UInt64(records.count &- length)
        if functions.isEmpty { functions = Function.blanks(Self.capacity) }
        var target = functions.mutableSpan
        var place = 0
        var found = 0
        defer { count = found }
        while place &+ 3 &* size <= entries.count, found < target.count {
            let entry = entries.extracting(place..<(place &+ 3 &* size))
            let distance = Order.field(entry, 1) &- start
            guard distance <= room else { return }
            let record = Int(truncatingIfNeeded: distance) &+ frame.firstFieldSize
            let fields = records.extracting(record..<(record &+ RecordShape.greatestSize))
            let (begin, end) = (Order.field(entry, 0), Order.field(entry, 2))
            target[found] = Function(
                index: first &+ UInt32(truncatingIfNeeded: found), shape: frame.shape,
                entry: VirtualAddress(rawValue: frame.base &+ begin),
                size: end > begin ? end &- begin : 0,
                place: frame.records.rawValue &+ start &+ distance,
                nameOffset: fields.number32(at: 0, Order.byteOrder),
                fileTable: fields.number32(at: 16, Order.byteOrder),
                lineTable: fields.number32(at: 20, Order.byteOrder),
                unitField: fields.number32(at: 28, Order.byteOrder),
                startField: fields.number32(at: 32, Order.byteOrder))
            place &+= 2 &* size
            found &+= 1
        }
    }

    /// Takes one function whose record is the last of the table, where fewer bytes follow than the
    /// longest record has, or is not there.
    mutating func take(
        _ index: UInt32, _ entry: (start: UInt64, record: UInt64, end: UInt64),
        _ record: [UInt8], _ order: ByteOrder, _ frame: Frame
    ) {
        func field(_ place: Int) -> UInt32 {
            let start = frame.firstFieldSize &+ place
            return start &+ 4 <= record.count ? record.span.number32(at: start, order) : 0
        }
        if functions.isEmpty { functions = Function.blanks(Self.capacity) }
        functions[0] = Function(
            index: index, shape: frame.shape,
            entry: VirtualAddress(rawValue: frame.base &+ entry.start),
            size: entry.end > entry.start ? entry.end &- entry.start : 0,
            place: record.isEmpty ? .max : frame.records.advanced(by: entry.record).rawValue,
            nameOffset: record.isEmpty ? .max : field(0), fileTable: field(16),
            lineTable: field(20), unitField: field(28), startField: field(32))
        count = 1
    }
}

extension Function {
    /// Room for as many functions.
    fileprivate static func blanks(_ count: Int) -> [Function] {
        let blank = Function(
            index: 0, shape: RecordShape(.go1_20), entry: VirtualAddress(rawValue: 0), size: 0,
            place: .max, nameOffset: .max, fileTable: 0, lineTable: 0, unitField: 0, startField: 0)
        return [Function](repeating: blank, count: count)
    }
}
