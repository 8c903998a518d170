extension ELF {
    /// Walks a table of symbols in file order, a window of it in memory at a time, so that a large
    /// file costs no more than a small one.
    public struct SymbolCursor: Sendable {
        private let file: FileBytes
        private let table: SymbolTable
        private let layout: Layout
        private var names: StringCursor
        private var records: Window
        private var versions: Window?
        private var extendedIndexes: Window?
        private var next: UInt64

        /// Starts at `first`: 1 leaves out the empty entry 0.
        public init(
            _ table: SymbolTable, in file: FileBytes, _ layout: Layout, _ limits: Limits,
            from first: UInt64 = 1
        ) {
            self.file = file
            self.table = table
            self.layout = layout
            next = first
            names = StringCursor(
                file, table.strings, limits, reading: .symbolNames, window: Window.size, budget: 3)
            records = Window(table.range, recordSize: ELF.Symbol.recordSize(layout), .symbolTable)
            versions = table.versions.map { Window($0, recordSize: 2, .symbolVersions) }
            extendedIndexes = table.extendedIndexes.map { Window($0, recordSize: 4, .symbolTable) }
        }

        /// The next symbol, nil after the last.
        ///
        /// - Throws: `elfSymbols` where the table ends past the file.
        public mutating func symbol() throws(ParseError) -> Symbol? {
            guard next < table.count else { return nil }
            let start = try records.load(next, in: file)
            var symbol = Symbol(records.bytes.span, at: start, layout)
            symbol.index = UInt32(clamping: next)
            if symbol.section == .extended, extendedIndexes != nil {
                symbol.section = try extendedIndex() ?? symbol.section
            }
            next += 1
            return symbol
        }

        private mutating func extendedIndex() throws(ParseError) -> SectionIndex? {
            guard let start = try extendedIndexes?.load(next, in: file),
                let bytes = extendedIndexes?.bytes
            else { return nil }
            return SectionIndex(rawValue: bytes.span.number32(at: start, layout.byteOrder))
        }

        /// The name of a symbol of this table, empty where it has none.
        ///
        /// - Throws: `elfStrings` where the name is not inside the table's strings.
        @_lifetime(&self)
        public mutating func name(of symbol: Symbol) throws(ParseError) -> Span<UInt8> {
            try names.bytes(at: UInt64(symbol.nameOffset))
        }

        /// The version index of a symbol with its hidden bit (`vs_vers`), nil where the table has
        /// no versions.
        public mutating func version(of symbol: Symbol) throws(ParseError) -> UInt16? {
            guard let start = try versions?.load(UInt64(symbol.index), in: file),
                let bytes = versions?.bytes
            else { return nil }
            return bytes.span.number16(at: start, layout.byteOrder)
        }
    }
}

extension ELF.SymbolCursor {
    /// A part of a table of equal records, moved forward as records are asked for.
    private struct Window: Sendable {
        /// How many bytes are read at a time.
        static let size: UInt64 = 1 << 18

        private(set) var bytes = Bytes([])
        private var start: UInt64 = 0
        private let range: FileRange
        private let recordSize: Int
        private let part: FilePart

        init(_ range: FileRange, recordSize: Int, _ part: FilePart) {
            self.range = range
            self.recordSize = recordSize
            self.part = part
        }

        /// Makes record `index` available; returns where it starts in `bytes`.
        mutating func load(_ index: UInt64, in file: FileBytes) throws(ParseError) -> Int {
            let position = index.multipliedReportingOverflow(by: UInt64(recordSize))
            let end = position.partialValue.addingReportingOverflow(UInt64(recordSize))
            guard !position.overflow, !end.overflow, end.partialValue <= range.size else {
                throw part.error("has no entry \(index)", at: range.offset)
            }
            let wanted = position.partialValue
            if wanted < start || end.partialValue > start + UInt64(bytes.count) {
                let rest = range.dropping(wanted)
                let most = Self.size - Self.size % UInt64(recordSize)
                bytes = try file.bytes(
                    in: FileRange(offset: rest.offset, size: min(rest.size, most)) ?? rest,
                    reading: part)
                start = wanted
            }
            return Int(wanted - start)
        }
    }
}
