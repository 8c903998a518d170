public import ObjectFile

/// One function of the table.
public struct Function: Hashable, Sendable {
    /// Its number in the table.
    public let index: UInt32
    /// The address of its first instruction.
    public let entry: VirtualAddress
    /// How many bytes lie between its entry and that of the next function.
    public let size: UInt64
    /// Where its record lies in the file, nil where the table says a place past its end.
    public let record: FileOffset?
    /// Where its name starts among the names.
    let nameOffset: UInt32
    /// The tables of its files and lines, among the values.
    let fileTable: UInt32
    let lineTable: UInt32
    /// Which compilation unit it belongs to: the same number for all functions of a package.
    ///
    /// It is the place of the unit's files; nil before Go 1.16, `UInt32.max` for no unit.
    public let unit: UInt32?
    /// The line of its `func` or `TEXT`, nil before Go 1.20.
    public let startLine: Int32?
}

/// Walks the functions of a table in its order, which is that of their addresses, a window of it in
/// memory at a time.
public struct FunctionCursor: Sendable {
    private let table: FunctionTable
    private let order: ByteOrder
    private let hasOffsets: Bool
    private let base: UInt64
    private let recordSize: UInt64
    private let firstFieldSize: Int
    private var entries: TableWindow
    private var records: TableWindow
    private var values: TableWindow
    private var units: TableWindow
    private var names: NameWindow
    private var files: StringCursor
    private var nextIndex: UInt32 = 0

    /// Starts at the first function.
    public init(_ table: FunctionTable, in file: FileBytes, limits: Limits = Limits()) {
        self.table = table
        order = table.layout.byteOrder
        hasOffsets = table.format.hasOffsets
        base = table.format.hasOffsets ? table.textStart?.address.rawValue ?? 0 : 0
        let format = table.format
        // The entry, then seven fields up to the lines, the unit since Go 1.16, the line of the
        // start since 1.20.
        let first = format.hasOffsets ? 4 : table.layout.wordSize
        firstFieldSize = Int(first)
        recordSize = first + (format.isFirst ? 24 : format.hasStartLine ? 36 : 32)
        if let bytes = table.relocatedEntries {
            let copy = FileBytes(bytes)
            entries = TableWindow(copy, .first(copy.size), .functionTable)
        } else {
            entries = TableWindow(file, table.entries, .functionTable)
        }
        records = TableWindow(file, table.records, .function)
        values = TableWindow(file, table.values, .functionTable)
        units = TableWindow(file, table.units, .functionFiles)
        names = NameWindow(file, table.names, limits, .functionNames)
        files = StringCursor(
            file, table.files, limits, reading: .functionFiles, window: 1 << 16, budget: 3)
    }

    /// The next function, nil after the last.
    ///
    /// - Throws: `read` where the system gives no bytes.
    public mutating func next() throws(ParseError) -> Function? {
        guard nextIndex < table.count else { return nil }
        let index = nextIndex
        nextIndex &+= 1
        let (entry, offset, end) =
            hasOffsets ? try distances(UInt64(index)) : try addresses(UInt64(index))
        let size = end > entry ? end &- entry : 0
        return try function(index, VirtualAddress(rawValue: base &+ entry), size: size, offset)
    }

    /// An entry of Go 1.18 and later: distances of 32 bits.
    @inline(__always)
    private mutating func distances(
        _ index: UInt64
    ) throws(ParseError) -> (entry: UInt64, record: UInt64, end: UInt64) {
        let start = try entries.load(index &* 8, 12)
        let bytes = entries.bytes.span.extracting(start..<(start &+ 12))
        return (
            UInt64(bytes.number32(at: 0, order)), UInt64(bytes.number32(at: 4, order)),
            UInt64(bytes.number32(at: 8, order))
        )
    }

    /// An entry of earlier versions: addresses.
    private mutating func addresses(
        _ index: UInt64
    ) throws(ParseError) -> (entry: UInt64, record: UInt64, end: UInt64) {
        let size = table.layout.wordSize
        let start = try entries.load(index &* 2 &* size, 3 &* size)
        let bytes = entries.bytes.span.extracting(start..<(start &+ 3 * Int(size)))
        if size == 8 {
            return (
                bytes.number64(at: 0, order), bytes.number64(at: 8, order),
                bytes.number64(at: 16, order)
            )
        }
        return (
            UInt64(bytes.number32(at: 0, order)), UInt64(bytes.number32(at: 4, order)),
            UInt64(bytes.number32(at: 8, order))
        )
    }

    @inline(__always)
    private mutating func function(
        _ index: UInt32, _ entry: VirtualAddress, size: UInt64, _ offset: UInt64
    ) throws(ParseError) -> Function {
        guard records.available(at: offset, most: recordSize) == recordSize else {
            return Function(
                index: index, entry: entry, size: size, record: nil, nameOffset: 0, fileTable: 0,
                lineTable: 0, unit: nil, startLine: nil)
        }
        let start = try records.load(offset, recordSize) &+ firstFieldSize
        // Seven fields up to the unit since Go 1.16, eight with the line of the start since 1.20.
        let fields = Int(truncatingIfNeeded: recordSize) &- firstFieldSize
        let bytes = records.bytes.span.extracting(start..<(start &+ fields))
        return Function(
            index: index, entry: entry, size: size,
            record: table.records.offset.advanced(by: offset),
            nameOffset: bytes.number32(at: 0, order),
            fileTable: bytes.number32(at: 16, order), lineTable: bytes.number32(at: 20, order),
            unit: fields >= 32 ? bytes.number32(at: 28, order) : nil,
            startLine: fields >= 36 ? Int32(bitPattern: bytes.number32(at: 32, order)) : nil)
    }

    /// The name of a function.
    ///
    /// - Throws: `goFunctionTable` where it is not among the names or its record is not there,
    ///   `limit` where names repeat more than a sound table's can.
    @_lifetime(&self)
    public mutating func name(of function: Function) throws(ParseError) -> Span<UInt8> {
        guard function.record != nil else { throw missing(function) }
        return try names.bytes(at: UInt64(function.nameOffset))
    }

    /// The line of a function's first instruction, nil where the table knows none.
    public mutating func line(of function: Function) throws(ParseError) -> Int32? {
        guard function.record != nil else { throw missing(function) }
        return try firstValue(function.lineTable)
    }

    /// Where the name of the file of a function's first instruction starts among those of the
    /// files; nil where the table knows none: C code, trampolines, `go:buildid`.
    public mutating func file(of function: Function) throws(ParseError) -> UInt32? {
        guard function.record != nil else { throw missing(function) }
        guard let index = try firstValue(function.fileTable) else { return nil }
        if table.format.isFirst {
            // Entry 0 is the count.
            guard index > 0, UInt64(index) < table.unitCount else { return nil }
            let start = try units.load(UInt64(index) * 4, 4)
            return units.bytes.span.number32(at: start, order)
        }
        guard index >= 0, let unit = function.unit else { return nil }
        let place = (unit &+ UInt32(index)) &* 4
        let start = try units.load(UInt64(place), 4)
        let offset = units.bytes.span.number32(at: start, order)
        return offset == .max ? nil : offset
    }

    /// The name of a file.
    ///
    /// - Throws: `goFunctionTable` where it is not among the names.
    @_lifetime(&self)
    public mutating func fileName(at offset: UInt32) throws(ParseError) -> Span<UInt8> {
        try files.bytes(at: UInt64(offset))
    }

    private func missing(_ function: Function) -> ParseError {
        FilePart.function.entry(function.index).error(
            "has its record past the end of the table", at: table.entries.offset)
    }

    /// The value that a table of values has at the first instruction.
    ///
    /// Values are differences from -1 on, each with the bytes of code for which it holds.
    private mutating func firstValue(_ offset: UInt32) throws(ParseError) -> Int32? {
        // Sound tables need two varints; a value that holds for no code at all is passed over.
        let count = values.available(at: UInt64(offset), most: 32)
        let start = try values.load(UInt64(offset), count)
        let bytes = values.bytes.span.extracting(start..<(start + Int(count)))
        var value: Int32 = -1
        var position = 0
        while position < bytes.count {
            guard let delta = bytes.varint32(&position), let code = bytes.varint32(&position)
            else { break }
            let half = Int32(bitPattern: delta >> 1)
            value = value &+ (delta & 1 != 0 ? ~half : half)
            if code &* UInt32(table.quantum) != 0 { return value }
        }
        throw FilePart.functionTable.error(
            "has values that do not end", at: table.values.offset.advanced(by: UInt64(offset)))
    }
}

extension Span<UInt8> {
    /// The number of 32 bits written in groups of seven bits at `position`, which moves behind it;
    /// nil where it does not end.
    @inline(__always)
    fileprivate func varint32(_ position: inout Int) -> UInt32? {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while position < count {
            let byte = self[position]
            position += 1
            if shift < 32 { value |= UInt32(byte & 0x7f) << shift }
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }
}
