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
            required.groups = try symbolsByVersion(versions, indexes, in: file)
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

    /// The numbers of the symbols that have one of the versions in `indexes`, grouped by the
    /// version's index.
    private func symbolsByVersion(
        _ table: FileRange, _ indexes: ClosedRange<UInt16>, in file: FileBytes
    ) throws(ParseError) -> ELF.SymbolsByVersion {
        var groups = ELF.SymbolsByVersion()
        var rest = table.dropping(2)
        var symbol: UInt32 = 1
        while rest.size >= 2 {
            let chunk = rest.first(min(rest.size, 1 << 16)) ?? rest
            let bytes = try file.bytes(in: chunk, reading: .symbolVersions)
            groups.find(indexes, in: bytes.span, header.layout.byteOrder, from: symbol)
            guard groups.count <= limits.versionedSymbols else {
                throw FilePart.symbolVersions.limit(
                    "has more than \(limits.versionedSymbols) symbols of other libraries",
                    at: chunk.offset)
            }
            symbol &+= UInt32(truncatingIfNeeded: chunk.size / 2)
            rest = rest.dropping(chunk.size)
        }
        groups.sort(upTo: indexes.upperBound)
        return groups
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
            groups.symbols(of: Int(version.index))
        }
    }

    /// Numbers of symbols in groups, by the index of their version.
    struct SymbolsByVersion: Sendable {
        /// The symbols found, and of each the index of its version.
        private var symbols: [UInt32] = []
        private var indexes: [UInt32] = []
        /// By index: where its group ends.
        private var ends: [UInt32] = []

        /// How many symbols were found.
        var count: Int { symbols.count }

        mutating func find(
            _ wanted: ClosedRange<UInt16>, in versions: Span<UInt8>, _ order: ByteOrder,
            from first: UInt32
        ) {
            if symbols.isEmpty {
                // Enough for most programs, and no more than there are.
                symbols.reserveCapacity(min(256, versions.count / 2))
                indexes.reserveCapacity(min(256, versions.count / 2))
            }
            let (lowest, width) = (wanted.lowerBound, wanted.upperBound - wanted.lowerBound)
            var place = 0
            let count = versions.count / 2
            while place < count {
                // Four at a time while none of them has a version, as in most of a library.
                if place &+ 4 <= count,
                    versions.number64(at: place &* 2, order) & 0x7ffe_7ffe_7ffe_7ffe == 0
                {
                    place &+= 4
                    continue
                }
                let version = versions.number16(at: place &* 2, order)
                let index = version & SymbolVersions.indexMask
                // One comparison for both ends, as most symbols have none of these versions.
                if index &- lowest <= width {
                    symbols.append(first &+ UInt32(truncatingIfNeeded: place))
                    indexes.append(UInt32(index))
                }
                place &+= 1
            }
        }

        /// A counting sort: time and memory follow what was found.
        mutating func sort(upTo highest: UInt16) {
            ends = [UInt32](repeating: 0, count: Int(highest) + 1)
            for index in indexes { ends[Int(index)] += 1 }
            var total: UInt32 = 0
            for index in ends.indices {
                let count = ends[index]
                ends[index] = total
                total += count
            }
            var sorted = symbols
            for (symbol, index) in zip(symbols, indexes) {
                sorted[Int(ends[Int(index)])] = symbol
                ends[Int(index)] += 1
            }
            symbols = sorted
            indexes = []
        }

        func symbols(of index: Int) -> ArraySlice<UInt32> {
            guard index < ends.count else { return [] }
            let start = index == 0 ? 0 : Int(ends[index - 1])
            return symbols[min(start, Int(ends[index]))..<Int(ends[index])]
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
