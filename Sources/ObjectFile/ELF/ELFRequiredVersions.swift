extension ELF.Object {
    /// The versions that the file needs, one entry a library, with the symbols that need each.
    ///
    /// Names of symbols are not read; `symbolNames` reads them where they are wanted.
    ///
    /// - Throws: `elfVersions`, `elfStrings`, `elfSymbols` or `elfHash` where a table is damaged.
    /// - Complexity: O(*n*) in the records and the dynamic symbols.
    public func requiredVersions(
        in file: FileBytes
    ) throws(ParseError) -> ELF.RequiredVersions {
        let records = try neededVersions(in: file)
        guard !records.isEmpty else { return ELF.RequiredVersions() }
        var required = ELF.RequiredVersions(Self.merged(records))
        required.table = try dynamicSymbolTable(in: file)
        if let versions = required.table?.versions, let indexes = required.indexes {
            required.groups = try ELF.SymbolsByVersion(
                indexes, of: versions, in: file, header.layout.byteOrder, limits)
        }
        return required
    }

    /// One entry a library, though a linker may write several.
    private static func merged(_ records: [ELF.LibraryVersions]) -> [ELF.LibraryVersions] {
        // A name for itself is the rule, and found without any table.
        guard records.count > 16 || hasRepeats(records) else { return records }
        var libraries: [ELF.LibraryVersions] = []
        var places: [ByteString: Int] = [:]
        for record in records {
            if let place = places[record.library] {
                libraries[place].versions += record.versions
            } else {
                places[record.library] = libraries.count
                libraries.append(record)
            }
        }
        return libraries
    }

    private static func hasRepeats(_ records: [ELF.LibraryVersions]) -> Bool {
        for (index, record) in records.enumerated() {
            for earlier in 0..<index where records[earlier].library == record.library {
                return true
            }
        }
        return false
    }

    /// A way to read names of the symbols that need versions, by their numbers.
    ///
    /// - Throws: `elfSymbols` where the file has no dynamic symbols.
    public func symbolNames(
        _ versions: ELF.RequiredVersions, in file: FileBytes
    ) throws(ParseError) -> ELF.SymbolNames {
        guard let table = versions.table else {
            throw FilePart.symbolTable.error("is not named by the dynamic section", at: .start)
        }
        return ELF.SymbolNames(table, in: file, header.layout, limits)
    }
}

extension ELF {
    /// The versions that a file needs of its libraries, and the symbols that need them.
    public struct RequiredVersions: Sendable {
        /// The libraries in file order, each once.
        public let libraries: [LibraryVersions]
        var table: SymbolTable?
        var groups = SymbolsByVersion()

        /// Makes those of a file that needs none.
        public init() { libraries = [] }

        init(_ libraries: [LibraryVersions]) { self.libraries = libraries }

        /// From the lowest to the highest index of a version; 0 and 1 are none.
        var indexes: ClosedRange<UInt16>? {
            var (lowest, highest) = (UInt16.max, UInt16(0))
            for library in libraries {
                for version in library.versions where version.index > SymbolVersions.global {
                    lowest = min(lowest, version.index)
                    highest = max(highest, version.index)
                }
            }
            return lowest <= highest ? lowest...highest : nil
        }

        /// The numbers of the dynamic symbols that need a version, in file order.
        public func symbols(needing version: NeededVersion) -> ArraySlice<UInt32> {
            symbols(needing: Int(version.index))
        }

        /// The same by the version's index.
        public func symbols(needing index: Int) -> ArraySlice<UInt32> {
            groups.symbols(of: index)
        }
    }

    /// Reads names of symbols by their numbers, few of many, and little of the file.
    public struct SymbolNames: Sendable {
        private let table: SymbolTable
        private let layout: Layout
        private let file: FileBytes
        private var strings: StringCursor
        private var records = Bytes([])
        private var firstRecord: UInt64 = 0

        init(_ table: SymbolTable, in file: FileBytes, _ layout: Layout, _ limits: Limits) {
            self.table = table
            self.file = file
            self.layout = layout
            // Names lie apart from each other, so little is read at a time.
            strings = StringCursor(
                file, table.strings, limits, reading: .dynamicStrings, window: 128)
        }

        /// The bytes of a symbol's name.
        ///
        /// - Throws: `elfSymbols` or `elfStrings` where it is not in its table.
        @_lifetime(&self)
        public mutating func bytes(of symbol: UInt32) throws(ParseError) -> Span<UInt8> {
            let offset = try nameOffset(of: UInt64(symbol))
            return try strings.bytes(at: offset)
        }

        /// The name of a symbol as text.
        public mutating func text(of symbol: UInt32) throws(ParseError) -> ByteString {
            let name = try bytes(of: symbol)
            return ByteString(name)
        }

        private mutating func nameOffset(of symbol: UInt64) throws(ParseError) -> UInt64 {
            let size = UInt64(Symbol.recordSize(layout))
            if symbol < firstRecord || (symbol - firstRecord + 1) * size > UInt64(records.count) {
                let rest = table.range.dropping(symbol * size)
                guard rest.size >= size else {
                    throw FilePart.symbolTable.error(
                        "has no entry \(symbol)", at: table.range.offset)
                }
                let window = rest.first(min(rest.size, size * 128)) ?? rest
                records = try file.bytes(in: window, reading: .symbolTable)
                firstRecord = symbol
            }
            let start = Int((symbol - firstRecord) * size)
            return UInt64(records.span.number32(at: start, layout.byteOrder))
        }
    }
}
