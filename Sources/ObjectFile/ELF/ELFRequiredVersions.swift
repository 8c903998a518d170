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
        var libraries = Self.merged(records)
        let table = try dynamicSymbolTable(in: file)
        if let versions = table?.versions {
            try assignSymbols(versions, to: &libraries, in: file)
        }
        return ELF.RequiredVersions(libraries: libraries, symbols: table)
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

    /// Puts each symbol that has a version of another library beside that version.
    private func assignSymbols(
        _ table: FileRange, to libraries: inout [ELF.LibraryVersions], in file: FileBytes
    ) throws(ParseError) {
        let part = FilePart.symbolVersions
        let places = Self.places(of: libraries)
        var rest = table.dropping(2)
        var symbol: UInt32 = 1
        while rest.size >= 2 {
            let chunk = rest.first(min(rest.size, 1 << 16)) ?? rest
            let bytes = try file.bytes(in: chunk, reading: part)
            let span = bytes.span
            for start in stride(from: 0, to: span.count - 1, by: 2) {
                let version = span.number16(at: start, header.layout.byteOrder)
                let index = Int(version & ELF.SymbolVersions.indexMask)
                if index > 1, index < places.count, places[index] != 0 {
                    let place = Int(places[index])
                    libraries[place >> 16 - 1].versions[place & 0xffff].symbols.append(symbol)
                }
                symbol += 1
            }
            rest = rest.dropping(chunk.size)
        }
    }

    /// By version index: the library's number from 1 on, and the version's in it, in 16 bits each;
    /// 0 where nothing has the index.
    private static func places(of libraries: [ELF.LibraryVersions]) -> [UInt32] {
        // An index has 15 bits: a table of all of them is small.
        var places: [UInt32] = []
        for (library, entry) in libraries.enumerated() where library < 0xffff {
            for (version, needed) in entry.versions.enumerated() where version <= 0xffff {
                let index = Int(needed.index)
                while places.count <= index { places.append(0) }
                if places[index] == 0 {
                    places[index] = UInt32(library + 1) << 16 | UInt32(version)
                }
            }
        }
        return places
    }

    /// A way to read names of the symbols that need versions, by their numbers.
    ///
    /// - Throws: `elfSymbols` where the file has no dynamic symbols.
    public func symbolNames(
        _ versions: ELF.RequiredVersions, in file: FileBytes
    ) throws(ParseError) -> ELF.SymbolNames {
        guard let table = versions.symbols else {
            throw FilePart.symbolTable.error("is not named by the dynamic section", at: .start)
        }
        return ELF.SymbolNames(table, in: file, header.layout, limits)
    }
}

extension ELF {
    /// The versions that a file needs of its libraries.
    public struct RequiredVersions: Sendable {
        /// The libraries in file order, each once.
        public var libraries: [LibraryVersions] = []
        /// The table of the symbols that need them, nil where there is none.
        public var symbols: SymbolTable?

        /// Makes those of a file that needs none.
        public init() {}

        init(libraries: [LibraryVersions], symbols: SymbolTable?) {
            self.libraries = libraries
            self.symbols = symbols
        }
    }
}

extension ELF {
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
