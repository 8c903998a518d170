public import ObjectFile

/// Walks the functions of a table in its order, which is that of their addresses, a window of it in
/// memory at a time.
public struct FunctionCursor: Sendable {
    private let table: FunctionTable
    private let order: ByteOrder
    private let frame: FunctionBatch.Frame
    private var nextIndex: UInt32 = 0
    @usableFromInline private(set) var batch = FunctionBatch()
    @usableFromInline var position = 0
    @usableFromInline var names: NameWindow
    private var entries: TableWindow
    private var records: TableWindow
    private var values: TableWindow
    private var units: TableWindow
    private var files: NameWindow

    /// Starts at the first function.
    public init(_ table: FunctionTable, in file: FileBytes, limits: Limits = Limits()) {
        self.table = table
        order = table.layout.byteOrder
        let format = table.format
        frame = FunctionBatch.Frame(
            shape: RecordShape(format),
            base: format.hasOffsets ? table.textStart?.address.rawValue ?? 0 : 0,
            firstFieldSize: Int(table.fieldSize), records: table.records.offset)
        if let bytes = table.relocatedEntries {
            let copy = FileBytes(bytes)
            entries = TableWindow(copy, .first(copy.size), .functionTable)
        } else {
            entries = TableWindow(file, table.entries, .functionTable)
        }
        records = TableWindow(file, table.records, .function)
        // Tables that are the same are there once: half of them lie far behind.
        values = TableWindow(file, table.values, .functionTable, isScattered: true)
        units = TableWindow(file, table.units, .functionFiles)
        names = NameWindow(file, table.names, limits, .functionNames)
        files = NameWindow(file, table.files, limits, .functionFiles)
    }

    /// The next function, nil after the last that has room for a record.
    ///
    /// - Throws: `read` where the system gives no bytes.
    @inlinable
    @inline(__always)
    public mutating func next() throws(ParseError) -> Function? {
        if position == batch.count {
            guard try refill() else { return nil }
        }
        let index = position
        position &+= 1
        return batch.functions[index]
    }

    /// Goes on at the function of that number.
    public mutating func move(to index: UInt32) {
        nextIndex = index
        (position, batch.count) = (0, 0)
    }

    /// Reads the functions that come next: as many as fit, and one at least; false after the last.
    @usableFromInline
    @inline(never)
    mutating func refill() throws(ParseError) -> Bool {
        guard nextIndex < table.roomCount else { return false }
        batch.count = 0
        position = 0
        let size = table.fieldSize
        let count = min(UInt64(table.roomCount &- nextIndex), UInt64(FunctionBatch.capacity))
        let length = (2 &* count &+ 1) &* size
        let start = try entries.load(UInt64(nextIndex) &* 2 &* size, length)
        let window = entries.bytes
        let bytes = window.span.extracting(start..<(start &+ Int(length)))
        switch (size == 8, order) {
        case (false, .little): try fill(Little32.self, bytes)
        case (true, .little): try fill(Little64.self, bytes)
        case (false, .big): try fill(Big32.self, bytes)
        case (true, .big): try fill(Big64.self, bytes)
        }
        nextIndex &+= UInt32(truncatingIfNeeded: batch.count)
        return batch.count > 0
    }

    /// Fills the batch from where its first record lies.
    @inline(__always)
    private mutating func fill<Order: EntryLayout>(
        _ layout: Order.Type, _ entries: Span<UInt8>
    ) throws(ParseError) {
        let record = Order.field(entries, 1)
        let size = UInt64(frame.firstFieldSize &+ RecordShape.greatestSize)
        let count = records.available(at: record, most: size)
        if count == size {
            _ = try records.load(record, size)
            let window = records.bytes
            batch.read(layout, entries, from: nextIndex, window.span, at: records.start, frame)
            return
        }
        // The last record of the table, or none.
        var fields: [UInt8] = []
        if count >= UInt64(frame.firstFieldSize &+ frame.shape.size) {
            let start = try records.load(record, count)
            fields = records.bytes.span.extracting(start..<(start &+ Int(count))).copied
        }
        let entry = (Order.field(entries, 0), record, Order.field(entries, 2))
        batch.take(nextIndex, entry, fields, order, frame)
    }

    /// The name of a function.
    ///
    /// - Throws: `goFunctionTable` where it is not among the names or its record is not there,
    ///   `limit` where names repeat more than a sound table's can.
    @inlinable
    @inline(__always)
    @_lifetime(&self)
    public mutating func name(of function: Function) throws(ParseError) -> Span<UInt8> {
        let range: Range<Int>
        if let found = names.find(function.nameOffset) {
            range = found
        } else {
            range = try findElsewhere(function)
        }
        return names.window.span(range)
    }

    @usableFromInline
    @inline(never)
    mutating func findElsewhere(_ function: Function) throws(ParseError) -> Range<Int> {
        guard function.place != .max else { throw missing(function) }
        return try names.findElsewhere(function.nameOffset)
    }

    /// The line of a function's first instruction, nil where the table knows none.
    public mutating func line(of function: Function) throws(ParseError) -> Int32? {
        guard function.place != .max else { throw missing(function) }
        return try firstValue(function.lineTable)
    }

    /// Where the name of the file of a function's first instruction starts among those of the
    /// files; nil where the table knows none: C code, trampolines, `go:buildid`.
    public mutating func file(of function: Function) throws(ParseError) -> UInt32? {
        guard function.place != .max else { throw missing(function) }
        guard let index = try firstValue(function.fileTable) else { return nil }
        return try file(index, of: function)
    }

    /// The same of the file that a function's unit has under a number.
    mutating func file(
        _ index: Int32, of function: Function
    ) throws(ParseError) -> UInt32? {
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

    /// The name that starts at a place among the names.
    mutating func text(at offset: UInt32) throws(ParseError) -> ByteString {
        let range = try names.range(of: offset)
        return ByteString(names.window.span(range))
    }

    /// Whether a name can start at a place among the names: behind the end of another.
    mutating func isStartOfName(_ offset: UInt32) throws(ParseError) -> Bool {
        if offset == 0 { return true }
        guard UInt64(offset) < table.names.size else { return false }
        let range = try names.findElsewhere(offset - 1)
        return range.isEmpty
    }

    /// The name of a file.
    ///
    /// - Throws: `goFunctionTable` where it is not among the names.
    @_lifetime(&self)
    public mutating func fileName(at offset: UInt32) throws(ParseError) -> Span<UInt8> {
        let range = try files.range(of: offset)
        return files.window.span(range)
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
        let bytes = values.bytes.span.extracting(start..<(start &+ Int(count)))
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
    func varint32(_ position: inout Int) -> UInt32? {
        guard position < count else { return nil }
        let first = self[position]
        position &+= 1
        return first < 0x80 ? UInt32(first) : rest(of: UInt32(first & 0x7f), &position)
    }

    private func rest(of start: UInt32, _ position: inout Int) -> UInt32? {
        var value = start
        var shift: UInt32 = 7
        while position < count {
            let byte = self[position]
            position &+= 1
            if shift < 32 { value |= UInt32(byte & 0x7f) << shift }
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }
}
