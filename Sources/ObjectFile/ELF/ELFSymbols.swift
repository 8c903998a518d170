extension ELF {
    /// A symbol: a name for a place, defined here or wanted from another file.
    ///
    /// Spec: gABI 4.1, ch. 4, "Symbol Table".
    public struct Symbol: Hashable, Sendable, BitwiseCopyable {
        /// The position in its table; entry 0 is never a symbol.
        public var index: UInt32 = 0
        /// `st_name`: where the name starts in the table's strings, 0 for none.
        public let nameOffset: UInt32
        /// `st_info`: binding and type in one byte.
        public let info: UInt8
        /// `st_other`: visibility, and bits of the processor's own.
        public let other: UInt8
        /// `st_shndx`: the section it is defined in, or a special value; resolved where the number
        /// stands in a table of its own (`SHN_XINDEX`).
        public var section: SectionIndex
        /// `st_value`: an address, or an offset in the section of a relocatable object.
        public let value: UInt64
        /// `st_size`: how many bytes it names, 0 if none or unknown.
        public let size: UInt64

        /// What it names: a function, an object, a section, a file.
        public var type: SymbolType { SymbolType(rawValue: info & 0xf) }
        /// Whether other files see it, and whether it yields.
        public var binding: SymbolBinding { SymbolBinding(rawValue: info >> 4) }
        /// Who may use it.
        public var visibility: SymbolVisibility { SymbolVisibility(rawValue: other & 3) }
        /// Whether another file has to define it.
        public var isUndefined: Bool { section == .undefined }
    }
}

extension ELF.Symbol {
    /// The size of a record in bytes.
    @inlinable
    public static func recordSize(_ layout: Layout) -> Int { layout.is64Bit ? 24 : 16 }

    /// Decodes the record that starts at `start`; the caller has checked that it is all there.
    @inlinable
    @inline(__always)
    public init(_ bytes: Span<UInt8>, at start: Int, _ layout: Layout) {
        let order = layout.byteOrder
        nameOffset = bytes.number32(at: start, order)
        if layout.is64Bit {
            info = bytes[start &+ 4]
            other = bytes[start &+ 5]
            section = ELF.SectionIndex(rawValue: UInt32(bytes.number16(at: start &+ 6, order)))
            value = bytes.number64(at: start &+ 8, order)
            size = bytes.number64(at: start &+ 16, order)
        } else {
            value = UInt64(bytes.number32(at: start &+ 4, order))
            size = UInt64(bytes.number32(at: start &+ 8, order))
            info = bytes[start &+ 12]
            other = bytes[start &+ 13]
            section = ELF.SectionIndex(rawValue: UInt32(bytes.number16(at: start &+ 14, order)))
        }
    }
}

extension ELF {
    /// Where a table of symbols and what belongs to it lie.
    public struct SymbolTable: Hashable, Sendable {
        /// Which of the two tables it is.
        public enum Kind: String, Hashable, Sendable {
            /// `SHT_SYMTAB`: all symbols, for linkers and debuggers; strippers remove it.
            case full = "symtab"
            /// `SHT_DYNSYM`: the symbols that the dynamic linker needs.
            case dynamic = "dynsym"
        }

        /// Which of the two tables it is.
        public let kind: Kind
        /// The records, entry 0 included.
        public let range: FileRange
        /// How many records there are, entry 0 included.
        public let count: UInt64
        /// The names.
        public let strings: FileRange
        /// The version of each symbol (`SHT_GNU_versym`), nil where there are none.
        public let versions: FileRange?
        /// The sections whose numbers do not fit (`SHT_SYMTAB_SHNDX`), nil where there are none.
        public let extendedIndexes: FileRange?

        init(
            _ kind: Kind, _ range: FileRange, count: UInt64, strings: FileRange,
            versions: FileRange? = nil, extendedIndexes: FileRange? = nil
        ) {
            self.kind = kind
            self.range = range
            self.count = count
            self.strings = strings
            self.versions = versions
            self.extendedIndexes = extendedIndexes
        }
    }
}

extension ELF.Object {
    /// The tables of symbols that the section header table names: `.symtab`, then `.dynsym`, each
    /// where it is there.
    ///
    /// Without a dynamic table among the sections the one that the dynamic section names counts.
    ///
    /// - Throws: `elfSymbols` or `elfStrings` where a table ends past the file.
    public func symbolTables(in file: FileBytes) throws(ParseError) -> [ELF.SymbolTable] {
        var tables: [ELF.SymbolTable] = []
        // A damaged table of sections hides no symbol that the dynamic section names.
        let sections = Fact { () throws(ParseError) in try ELF.SectionCursor(self, in: file) }
        if case .known(let sections) = sections {
            for section in try symbolSections(sections) {
                tables.append(try symbolTable(section, sections, in: file))
            }
        }
        if !tables.contains(where: { $0.kind == .dynamic }),
            let table = try dynamicSymbolTable(in: file)
        {
            tables.append(table)
        }
        // In file order: `.dynsym` is loaded and comes first, as in readelf's listing.
        return tables
    }

    /// The first dynamic table and the first full one, each where it has bytes.
    private func symbolSections(
        _ sections: ELF.SectionCursor
    ) throws(ParseError) -> [ELF.Section] {
        var sections = sections
        var (dynamic, full): (ELF.Section?, ELF.Section?)
        while let section = try sections.section() {
            switch section.type {
            case .dynamicSymbolTable: dynamic = dynamic ?? section
            case .symbolTable: full = full ?? section
            default: break
            }
        }
        return [dynamic, full].compactMap { $0 }.filter { $0.size > 0 }
    }

    private func symbolTable(
        _ section: ELF.Section, _ sections: ELF.SectionCursor, in file: FileBytes
    ) throws(ParseError) -> ELF.SymbolTable {
        let part = FilePart.symbolTable
        let recordSize = UInt64(ELF.Symbol.recordSize(header.layout))
        guard section.entrySize == recordSize || section.entrySize == 0 else {
            throw part.error(
                "has entries of \(section.entrySize) bytes, not \(recordSize) (sh_entsize)",
                at: section.offset)
        }
        guard let range = section.fileRange else {
            throw part.error("ends past any file", at: section.offset)
        }
        guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
        var sections = sections
        guard let strings = try sections.section(at: section.link)?.fileRange else {
            throw part.error(
                "has its names in section \(section.link), which is none (sh_link)",
                at: section.offset)
        }
        var (versions, indexes): (ELF.Section?, ELF.Section?)
        while let other = try sections.section() {
            guard Int(other.link) == section.index else { continue }
            switch other.type {
            case .versionSymbols: versions = versions ?? other
            case .symbolSectionIndices: indexes = indexes ?? other
            default: break
            }
        }
        return ELF.SymbolTable(
            section.type == .symbolTable ? .full : .dynamic, range, count: range.size / recordSize,
            strings: strings, versions: versions?.fileRange, extendedIndexes: indexes?.fileRange)
    }
}
