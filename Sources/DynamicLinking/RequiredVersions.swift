public import ObjectFile

/// The versions that a file needs of its libraries, with the symbols that need them.
public struct RequiredVersions: Sendable {
    /// A library and what is needed of it.
    public struct Library: Hashable, Sendable {
        /// The library, by the name under which it is needed.
        public let name: ByteString
        /// The versions, each once, in file order.
        public var versions: [Version]
    }

    /// A version of a library.
    public struct Version: Hashable, Sendable {
        /// The name, such as `GLIBC_2.34`.
        public let name: ByteString
        /// Whether the loader may go on without it (`VER_FLG_WEAK`).
        public let isWeak: Bool
        /// How symbols refer to it.
        public let index: UInt16
        /// The numbers of the dynamic symbols that need it, in file order.
        public internal(set) var symbols: [UInt32] = []
    }

    /// The libraries in file order.
    public private(set) var libraries: [Library] = []
    private let table: ELF.SymbolTable?
    private let object: ELF.Object
    private let file: FileBytes

    /// Reads the versions, and which symbol needs which; names of symbols are not read.
    ///
    /// - Throws: `elfVersions`, `elfStrings`, `elfSymbols` or `elfHash` where a table is damaged.
    public init(_ object: ELF.Object, in file: FileBytes) throws(ParseError) {
        self.object = object
        self.file = file
        let needed = try object.neededVersions(in: file)
        libraries = Self.merged(needed)
        table = needed.isEmpty ? nil : try object.dynamicSymbolTable(in: file)
        try assignSymbols()
    }

    /// One entry a library, though linkers may write several.
    private static func merged(_ needed: [ELF.LibraryVersions]) -> [Library] {
        var libraries: [Library] = []
        for entry in needed {
            let known = libraries.firstIndex { $0.name == entry.library }
            let position = known ?? libraries.count
            if known == nil { libraries.append(Library(name: entry.library, versions: [])) }
            for version in entry.versions {
                libraries[position].versions.append(
                    Version(
                        name: version.name, isWeak: version.flags.contains(.weak),
                        index: version.index))
            }
        }
        return libraries
    }

    /// Puts each symbol that has a version of another library beside that version.
    private mutating func assignSymbols() throws(ParseError) {
        guard let table, let versions = table.versions else { return }
        // An index is 15 bits: a table of places for all of them is small.
        var places: [(library: Int, version: Int)?] = []
        for (library, entry) in libraries.enumerated() {
            for (version, needed) in entry.versions.enumerated() {
                let index = Int(needed.index)
                while places.count <= index { places.append(nil) }
                if places[index] == nil { places[index] = (library, version) }
            }
        }
        let part = FilePart("symbol version table", .elfVersions)
        var rest = versions.dropping(2)
        var symbol: UInt32 = 1
        while rest.size >= 2 {
            let chunk = rest.first(min(rest.size, 1 << 16)) ?? rest
            let bytes = try file.bytes(in: chunk, reading: part)
            let span = bytes.span
            for start in stride(from: 0, to: span.count - 1, by: 2) {
                let index = Int(
                    span.number16(at: start, object.header.layout.byteOrder)
                        & ELF.SymbolVersions.indexMask)
                if index > 1, index < places.count, let place = places[index] {
                    libraries[place.library].versions[place.version].symbols.append(symbol)
                }
                symbol += 1
            }
            rest = rest.dropping(chunk.size)
        }
    }

    /// A way to read the names of the symbols.
    public func names() -> SymbolNames? {
        table.map { SymbolNames($0, object, file) }
    }

    /// Reads names of dynamic symbols by number.
    public struct SymbolNames: Sendable {
        private let table: ELF.SymbolTable
        private let layout: Layout
        private let file: FileBytes
        private var strings: StringCursor
        private var records = Bytes([])
        private var firstRecord: UInt64 = 0

        init(_ table: ELF.SymbolTable, _ object: ELF.Object, _ file: FileBytes) {
            self.table = table
            self.file = file
            layout = object.header.layout
            // Names lie apart from each other, so little is read at a time.
            strings = StringCursor(
                file, table.strings, object.limits,
                reading: FilePart("dynamic string table", .elfStrings), window: 128)
        }

        /// The name of a symbol.
        ///
        /// - Throws: `elfSymbols` or `elfStrings` where it is not in its table.
        @_lifetime(&self)
        public mutating func bytes(of symbol: UInt32) throws(ParseError) -> Span<UInt8> {
            let offset = try nameOffset(of: UInt64(symbol))
            return try strings.bytes(at: offset)
        }

        /// The name of a symbol as text.
        public mutating func text(of symbol: UInt32) throws(ParseError) -> ByteString {
            ByteString(try bytes(of: symbol))
        }

        private mutating func nameOffset(of symbol: UInt64) throws(ParseError) -> UInt64 {
            let size = UInt64(ELF.Symbol.recordSize(layout))
            let part = FilePart("symbol table", .elfSymbols)
            if symbol < firstRecord || (symbol - firstRecord + 1) * size > UInt64(records.count) {
                let rest = table.range.dropping(symbol * size)
                guard rest.size >= size else {
                    throw part.error("has no entry \(symbol)", at: table.range.offset)
                }
                records = try file.bytes(
                    in: rest.first(min(rest.size, size * 128)) ?? rest, reading: part)
                firstRecord = symbol
            }
            let start = Int((symbol - firstRecord) * size)
            return UInt64(records.span.number32(at: start, layout.byteOrder))
        }
    }
}
