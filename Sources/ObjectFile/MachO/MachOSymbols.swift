extension MachO {
    /// A symbol: a name for a place, defined here or wanted from a library; or what a debugger wants
    /// to know.
    ///
    /// Spec: `<mach-o/nlist.h>`, "nlist" and "nlist_64".
    public struct Symbol: Hashable, Sendable, BitwiseCopyable {
        /// What a symbol stands for (`n_type & N_TYPE`).
        public enum Place: UInt8, Hashable, Sendable {
            /// `N_UNDF`: another file has to define it, or it is common where its value is not 0.
            case undefined = 0
            /// `N_ABS`: a number that does not move.
            case absolute = 2
            /// `N_INDR`: the same as another symbol, whose name starts at the value.
            case indirect = 10
            /// `N_PBUD`: undefined, bound ahead.
            case prebound = 12
            /// `N_SECT`: a place in a section.
            case section = 14
        }

        /// The position in the table, from 0.
        public let index: UInt32
        /// `n_strx`: where the name starts in the table's strings, 0 for none.
        public let nameOffset: UInt32
        /// `n_type`: kind, place and reach in one byte.
        public let type: UInt8
        /// `n_sect`: the number of its section, from 1; 0 where it has none.
        public let section: UInt8
        /// `n_desc`: bits for the linker, and above them the library of an import.
        public let description: UInt16
        /// `n_value`: an address, or the size of a common symbol.
        public let value: UInt64

        /// `N_STAB`: whether it is for debuggers; no other field then means the usual.
        public var isStab: Bool { type & 0xe0 != 0 }
        /// `N_PEXT`: whether it was external, and the linker kept it inside the file.
        public var isPrivateExternal: Bool { type & 0x10 != 0 }
        /// `N_EXT`: whether other files see it.
        public var isExternal: Bool { type & 1 != 0 }
        /// `n_type & N_TYPE`, nil where it is none of those.
        public var place: Place? { Place(rawValue: type & 0x0e) }
        /// Whether another file has to define it.
        public var isUndefined: Bool {
            !isStab && (place == .undefined && value == 0 || place == .prebound)
        }
        /// Whether it is a common symbol of an object: `value` is its size.
        public var isCommon: Bool { !isStab && place == .undefined && value != 0 }
        /// The number of the library that defines an import: from 1, or one of the special ones.
        public var libraryOrdinal: UInt8 { UInt8(description >> 8) }
    }

    /// `LC_SYMTAB`: where symbols and their names lie.
    public struct SymbolTable: Hashable, Sendable {
        /// The records.
        public let range: FileRange
        /// `nsyms`: how many there are.
        public let count: UInt32
        /// `stroff` and `strsize`: the names.
        public let strings: FileRange
    }
}

extension MachO.Symbol {
    /// The size of a record in bytes.
    public static func recordSize(_ layout: Layout) -> Int { layout.is64Bit ? 16 : 12 }

    /// Decodes the record that starts at `start`; the caller has checked that it is all there.
    @inline(__always)
    init(_ bytes: Span<UInt8>, at start: Int, _ layout: Layout, index: UInt32) {
        let order = layout.byteOrder
        self.index = index
        nameOffset = bytes.number32(at: start, order)
        type = bytes[start &+ 4]
        section = bytes[start &+ 5]
        description = bytes.number16(at: start &+ 6, order)
        value =
            layout.is64Bit
            ? bytes.number64(at: start &+ 8, order) : UInt64(bytes.number32(at: start &+ 8, order))
    }
}

extension MachO.SymbolTable {
    /// Reads the command.
    ///
    /// - Throws: `machOCommands` where it is too short.
    public init(_ command: MachO.LoadCommand) throws(ParseError) {
        count = try command.word(at: 12)
        let start = FileOffset(rawValue: UInt64(try command.word(at: 8)))
        let size = UInt64(MachO.Symbol.recordSize(command.layout))
        // Numbers of 32 bits: neither product nor sum overflows.
        range = FileRange(offset: start, count: UInt64(count), size: size) ?? .first(0)
        strings = try command.fileRange(at: 16)
    }
}

extension MachO {
    /// Walks the symbols in file order, a window of the table in memory at a time.
    public struct SymbolCursor: Sendable {
        private let file: FileBytes
        private let layout: Layout
        private let table: SymbolTable
        private var names: StringCursor
        private var rest: FileRange
        private var window = Bytes([])
        private var position = 0
        private var next: UInt32 = 0

        private static let windowSize: UInt64 = 3 << 16  // a multiple of both sizes

        /// Starts at the first symbol.
        ///
        /// - Throws: `machOSymbols` where the table ends past the file.
        public init(
            _ table: SymbolTable, in file: FileBytes, _ layout: Layout, _ limits: Limits
        ) throws(ParseError) {
            guard file.contains(table.range) else {
                throw FilePart.machOSymbolTable.error(table.range, pastEndOf: file.size)
            }
            self.file = file
            self.layout = layout
            self.table = table
            rest = table.range
            names = StringCursor(
                file, table.strings, limits, reading: .machOSymbolNames, window: 1 << 18, budget: 3)
        }

        /// The next symbol, nil after the last.
        ///
        /// - Throws: `read` where the system gives no bytes.
        public mutating func symbol() throws(ParseError) -> Symbol? {
            let size = Symbol.recordSize(layout)
            if position + size > window.count {
                guard rest.size >= UInt64(size) else { return nil }
                let part = rest.first(min(rest.size, Self.windowSize)) ?? rest
                window = try file.bytes(in: part, reading: .machOSymbolTable)
                rest = rest.dropping(part.size)
                position = 0
            }
            let symbol = Symbol(window.span, at: position, layout, index: next)
            position += size
            next += 1
            return symbol
        }

        /// The name of a symbol of this table, empty where it has none.
        ///
        /// - Throws: `machOStrings` where the name is not inside the table's strings.
        @_lifetime(&self)
        public mutating func name(of symbol: Symbol) throws(ParseError) -> Span<UInt8> {
            guard symbol.nameOffset != 0 else { return Span() }
            return try names.bytes(at: UInt64(symbol.nameOffset))
        }

        /// The name that starts at a place of the table's strings: what an `N_INDR` symbol is.
        ///
        /// - Throws: as above.
        @_lifetime(&self)
        public mutating func name(at place: UInt64) throws(ParseError) -> Span<UInt8> {
            try names.bytes(at: place)
        }
    }
}

extension MachO.Object {
    /// A cursor at the first symbol, nil where the file has no table of them.
    ///
    /// - Throws: `machOSymbols` where the table ends past the file.
    public func symbols(in file: FileBytes) throws(ParseError) -> MachO.SymbolCursor? {
        guard let table = contents.symbolTable, table.count > 0 else { return nil }
        return try MachO.SymbolCursor(table, in: file, header.layout, limits)
    }
}

extension Span<UInt8> {
    /// The name as the sources have it: compilers for Mach-O put an underscore in front.
    public var withoutUnderscore: Span<UInt8> {
        @_lifetime(copy self)
        get { count > 0 && self[0] == UInt8(ascii: "_") ? extracting(droppingFirst: 1) : self }
    }
}
