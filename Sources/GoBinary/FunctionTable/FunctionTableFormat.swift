internal import ObjectFile

extension FunctionTable {
    /// How a table is laid out: its first word (`pcHeader.magic`) tells.
    public struct Format: RawRepresentable, Hashable, Sendable {
        /// The magic number.
        public let rawValue: UInt32

        /// Takes any number: a later Go may have another one.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Go 1.2 to 1.15: addresses, and offsets from the table's start.
        public static let go1_2 = Self(rawValue: 0xffff_fffb)
        /// Go 1.16 and 1.17: parts with their own offsets; compilation units have their files.
        public static let go1_16 = Self(rawValue: 0xffff_fffa)
        /// Go 1.18 and 1.19: distances from the start of the code instead of addresses.
        public static let go1_18 = Self(rawValue: 0xffff_fff0)
        /// Go 1.20 and later: the line where each function starts.
        public static let go1_20 = Self(rawValue: 0xffff_fff1)

        /// The formats known here.
        public static let known: [Self] = [.go1_2, .go1_16, .go1_18, .go1_20]

        /// Whether this is one of them.
        public var isKnown: Bool { Self.known.contains(self) }

        /// Whether all is as in Go 1.2.
        var isFirst: Bool { self == .go1_2 }
        /// Whether entries are distances of 32 bits; a format not known counts as the latest.
        var hasOffsets: Bool { self != .go1_2 && self != .go1_16 }
        /// Whether a function tells the line where it starts.
        var hasStartLine: Bool { hasOffsets && self != .go1_18 }

        /// The versions of Go that write it.
        public var goVersionRange: String {
            switch self {
            case .go1_2: "1.2-1.15"
            case .go1_16: "1.16-1.17"
            case .go1_18: "1.18-1.19"
            case .go1_20: "1.20+"
            default: "later than 1.27"
            }
        }

        /// The format and byte order that four bytes name; nil where they are no magic number.
        ///
        /// A number unknown here that differs from the known ones in its last byte alone counts:
        /// so have all of Go's.
        init?(_ bytes: Span<UInt8>, orLater: Bool, _ order: inout ByteOrder) {
            for candidate in [ByteOrder.little, .big] {
                let format = Self(rawValue: bytes.number32(at: 0, candidate))
                let isLater = orLater && format.rawValue >> 8 == 0xff_ffff
                if format.isKnown || isLater && format.rawValue != .max {
                    order = candidate
                    self = format
                    return
                }
            }
            return nil
        }
    }
}

extension FunctionTable {
    /// Reads the header of a table and checks that its parts fit into `range`.
    ///
    /// - Throws: `goFunctionTable` where it is no header or a part does not fit.
    init(
        in file: FileBytes, _ range: FileRange, _ source: Source, orLater: Bool = false
    ) throws(ParseError) {
        let part = FilePart.functionTable
        let range = range.clamped(to: file.size)
        let head = try file.bytes(in: range.first(min(range.size, 72)) ?? range, reading: part)
        let bytes = head.span
        var order = ByteOrder.little
        guard bytes.count >= 16,
            let format = Format(bytes, orLater: orLater, &order)
        else { throw part.error("does not start with one of its four numbers", at: range.offset) }
        guard bytes[4] == 0, bytes[5] == 0, [1, 2, 4].contains(bytes[6]),
            bytes[7] == 4 || bytes[7] == 8
        else {
            throw part.error(
                "has instructions of \(bytes[6]) bytes and pointers of \(bytes[7])",
                at: range.offset.advanced(by: 4))
        }
        let layout = Layout(is64Bit: bytes[7] == 8, byteOrder: order)
        var reader = ByteReader(bytes, layout, at: range.offset, reading: part)
        try reader.skip(8)
        // debug/gosym reads 32 bits of the count, too; no program has more functions.
        let count = UInt32(truncatingIfNeeded: try reader.address())
        var parts = Parts(range, layout, count)
        if format.isFirst {
            try parts.readFirst(&reader, in: file)
        } else {
            try parts.read(&reader, format)
        }
        self.init(format, layout, quantum: bytes[6], count, source, range, parts)
    }

    private init(
        _ format: Format, _ layout: Layout, quantum: UInt8, _ count: UInt32, _ source: Source,
        _ range: FileRange, _ parts: Parts
    ) {
        self.format = format
        self.layout = layout
        self.quantum = quantum
        self.count = count
        self.source = source
        self.range = range
        headerTextStart = parts.textStart
        names = parts.names
        units = parts.units
        files = parts.files
        values = parts.values
        records = parts.records
        entries = parts.entries
        unitCount = parts.unitCount
        let field = format.hasOffsets ? 4 : layout.wordSize
        let size = 3 * field + UInt64(RecordShape(format).fixedSize) + 4
        roomCount = UInt32(clamping: min(UInt64(count), parts.records.size / size))
    }

    /// Where the parts of a table lie.
    private struct Parts {
        let whole: FileRange
        let layout: Layout
        let count: UInt32
        var textStart: UInt64 = 0
        var names: FileRange
        var units: FileRange
        var files: FileRange
        var values: FileRange
        var records: FileRange
        var entries: FileRange
        var unitCount = UInt64.max

        init(_ whole: FileRange, _ layout: Layout, _ count: UInt32) {
            self.whole = whole
            self.layout = layout
            self.count = count
            (names, units, files, values, records, entries) =
                (whole, whole, whole, whole, whole, whole)
        }

        /// Go 1.2: entries follow the count, and behind them stands where the files are.
        mutating func readFirst(
            _ reader: inout ByteReader, in file: FileBytes
        ) throws(ParseError) {
            let part = FilePart.functionTable
            entries = try entries(whole.dropping(UInt64(reader.position)), layout.wordSize)
            let place = whole.dropping(entries.end.rawValue - whole.offset.rawValue)
            guard let field = place.first(4) else {
                throw part.error("has no room for the place of its files", at: place.offset)
            }
            let bytes = try file.bytes(in: field, reading: part)
            let offset = bytes.span.number32(at: 0, layout.byteOrder)
            units = whole.dropping(UInt64(offset))
            guard let first = units.first(4) else {
                throw part.error(
                    "has its files at \(hexadecimal(offset)), past its end", at: place.offset)
            }
            let number = try file.bytes(in: first, reading: part)
            unitCount = UInt64(number.span.number32(at: 0, layout.byteOrder))
        }

        /// Go 1.16 and later: an offset for each part.
        mutating func read(
            _ reader: inout ByteReader, _ format: Format
        ) throws(ParseError) {
            _ = try reader.address()  // the number of files
            if format.hasOffsets { textStart = try reader.address() }
            names = try part(&reader)
            units = try part(&reader)
            files = try part(&reader)
            values = try part(&reader)
            records = try part(&reader)
            entries = try entries(records, format.hasOffsets ? 4 : layout.wordSize)
            names = upToNextPart(names)
            units = upToNextPart(units)
            files = upToNextPart(files)
            values = upToNextPart(values)
        }

        private func part(_ reader: inout ByteReader) throws(ParseError) -> FileRange {
            let place = reader.offset
            let offset = try reader.address()
            guard offset <= whole.size else {
                throw FilePart.functionTable.error(
                    "has a part at \(hexadecimal(offset)), past its end (\(hexadecimal(whole.size)))",
                    at: place)
            }
            return whole.dropping(offset)
        }

        /// The same part without those that follow it.
        private func upToNextPart(_ part: FileRange) -> FileRange {
            var end = part.end
            for other in [units, files, values, records] where other.offset > part.offset {
                end = min(end, other.offset)
            }
            return part.clamped(to: end.rawValue)
        }

        /// Two fields a function, and the end of the last function.
        private func entries(
            _ rest: FileRange, _ field: UInt64
        ) throws(ParseError) -> FileRange {
            guard let entries = rest.first((2 * UInt64(count) + 1) * field) else {
                throw FilePart.functionTable.error(
                    "is said to have \(count) functions, which end past the table's end",
                    at: whole.offset.advanced(by: 8))
            }
            return entries
        }
    }
}
