extension ELF {
    /// A section: a part of the file as linkers and debuggers see it.
    ///
    /// Loaders ignore sections.
    ///
    /// Spec: gABI 4.1, ch. 4, "Sections".
    public struct Section: Hashable, Sendable {
        /// The position in the table; symbols and other sections refer to it.
        public let index: Int
        /// `sh_name`: the name, empty for entry 0 and where the names cannot be read.
        public internal(set) var name: ByteString
        /// `sh_name` as it stands in the file: an offset in the table of section names.
        public let nameOffset: UInt32
        /// `sh_type`: what the section holds.
        public let type: SectionType
        /// `sh_flags`: whether it is loaded, written, executed, compressed.
        public let flags: SectionFlags
        /// `sh_addr`: where it lies in memory, 0 if it is not loaded.
        public let address: VirtualAddress
        /// `sh_offset`: where its bytes lie in the file.
        public let offset: FileOffset
        /// `sh_size`: how many bytes it has; in memory only for `SHT_NOBITS`.
        public let size: UInt64
        /// `sh_link`: another section, by the type's own meaning.
        public let link: UInt32
        /// `sh_info`: more, by the type's own meaning.
        public let info: UInt32
        /// `sh_addralign`: what the address is a multiple of; 0 and 1 mean nothing.
        public let alignment: UInt64
        /// `sh_entsize`: the size in bytes of an entry, 0 if it is no table.
        public let entrySize: UInt64

        /// The section's bytes in the file; nil where it has none or their end overflows.
        public var fileRange: FileRange? {
            type == .noBits || type == .null ? nil : FileRange(offset: offset, size: size)
        }

        /// The same section with a name, as cursors leave it out.
        public func named(_ name: Span<UInt8>) -> Self {
            var section = self
            section.name = ByteString(name)
            return section
        }
    }
}

extension ELF.Section {
    static let size32: UInt64 = 40
    static let size64: UInt64 = 64

    /// Takes the fields of a record that is as long as the structure, or longer.
    init(_ record: Span<UInt8>, _ layout: Layout, index: Int) {
        let order = layout.byteOrder
        // Four fields have 32 bits, six are as wide as addresses.
        func word(_ large: Int, _ small: Int) -> UInt32 {
            record.number32(at: layout.is64Bit ? large : small, order)
        }
        func wide(_ large: Int, _ small: Int) -> UInt64 {
            layout.is64Bit
                ? record.number64(at: large, order) : UInt64(record.number32(at: small, order))
        }
        self.index = index
        name = ByteString("")
        nameOffset = word(0, 0)
        type = ELF.SectionType(rawValue: word(4, 4))
        flags = ELF.SectionFlags(rawValue: wide(8, 8))
        address = VirtualAddress(rawValue: wide(16, 12))
        offset = FileOffset(rawValue: wide(24, 16))
        size = wide(32, 20)
        link = word(40, 24)
        info = word(44, 28)
        alignment = wide(48, 32)
        entrySize = wide(56, 36)
    }

    /// Reads section header 0 alone, for the numbers that the file header has no room for.
    static func first(in file: FileBytes, _ header: ELF.Header) throws(ParseError) -> Self {
        let size = header.layout.is64Bit ? size64 : size32
        guard let range = FileRange(offset: header.sectionTableOffset, size: size) else {
            throw FilePart.sectionTable.error(
                "starts past any file", at: header.sectionTableOffset)
        }
        let bytes = try file.bytes(in: range, reading: .sectionTable)
        return Self(bytes.span, header.layout, index: 0)
    }

    /// Reads the section header table with the sections' names.
    ///
    /// Entries come back in file order, entry 0 included; none where the file has no table. Names
    /// that cannot be read are empty, and `names` says why.
    ///
    /// - Throws: `elfSectionTable` where an entry is too small or the table ends past the file.
    /// - Complexity: O(*n*) in the number of entries and the bytes of their names.
    /// - Spec: gABI 4.1, ch. 4, "Sections".
    static func table(
        in file: FileBytes, _ header: ELF.Header, _ limits: Limits
    ) throws(ParseError) -> ELF.SectionTable {
        guard try tableRange(in: file, header, limits) != nil else {
            return ELF.SectionTable(sections: [], namesError: nil)
        }
        var sections = try ELF.records(
            in: file, at: header.sectionTableOffset, count: header.sectionCount,
            stride: header.sectionHeaderSize, limits, .sectionTable
        ) { (record, index) in Self(record, header.layout, index: index) }
        do throws(ParseError) {
            let error = try name(&sections, in: file, header, limits)
            return ELF.SectionTable(sections: sections, namesError: error)
        } catch {
            return ELF.SectionTable(sections: sections, namesError: error)
        }
    }

    /// Where the table lies; nil where the file has none.
    static func tableRange(
        in file: FileBytes, _ header: ELF.Header, _ limits: Limits
    ) throws(ParseError) -> FileRange? {
        guard header.sectionTableOffset != .start, header.sectionCount > 0 else {
            // The number may stand in an entry 0 that cannot be read: that is damage.
            if header.isExtended { _ = try first(in: file, header) }
            return nil
        }
        let size = header.layout.is64Bit ? size64 : size32
        guard header.sectionHeaderSize >= size else {
            throw FilePart.sectionTable.error(
                "has entries of \(header.sectionHeaderSize) bytes, not \(size) (e_shentsize)",
                at: header.sectionTableOffset)
        }
        return try ELF.recordsRange(
            in: file, at: header.sectionTableOffset, count: header.sectionCount,
            stride: header.sectionHeaderSize, limits, .sectionTable)
    }

    /// Where the names lie; `names` is the section that the header gives for them, nil where there
    /// is none.
    static func namesRange(
        _ names: Self?, in file: FileBytes, _ header: ELF.Header
    ) throws(ParseError) -> FileRange {
        guard let range = names?.fileRange else {
            throw FilePart.sectionNames.error(
                "is section \(header.sectionNamesIndex), which is none with bytes (e_shstrndx)",
                at: header.sectionTableOffset)
        }
        guard file.contains(range) else {
            throw FilePart.sectionNames.error(range, pastEndOf: file.size)
        }
        return range
    }

    /// Fills in the names; returns the first error of a single one, throws where none can be read.
    private static func name(
        _ sections: inout [Self], in file: FileBytes, _ header: ELF.Header, _ limits: Limits
    ) throws(ParseError) -> ParseError? {
        guard header.sectionNamesIndex != 0 else { return nil }
        let isThere = header.sectionNamesIndex < UInt64(sections.count)
        let range = try namesRange(
            isThere ? sections[Int(header.sectionNamesIndex)] : nil, in: file, header)
        var names = StringCursor(file, range, limits, reading: .sectionNames)
        var firstError: ParseError?
        var failures = 0
        for index in sections.indices where failures < 100 {
            do throws(ParseError) {
                sections[index].name = try names.text(at: UInt64(sections[index].nameOffset))
            } catch {
                firstError = firstError ?? error
                failures += error.code == .limit ? 100 : 1
            }
        }
        return firstError
    }
}

extension ELF {
    /// All sections of a file.
    public struct SectionTable: Hashable, Sendable {
        /// The sections in file order, entry 0 included; none where the file has no table.
        public let sections: [Section]
        /// Why some names are empty, nil where all could be read.
        public let namesError: ParseError?

        /// The first section of that name.
        public func section(named name: String) -> Section? {
            // What stands for bytes that are no text would be made for each of them first.
            sections.first { $0.name.bytes == nil && $0.name.text == name }
        }

        /// The first section of that type.
        public func section(of type: SectionType) -> Section? {
            sections.first { $0.type == type }
        }

        /// The section of that number, nil where there is none.
        public func section(at index: UInt32) -> Section? {
            index < sections.count ? sections[Int(index)] : nil
        }
    }
}
