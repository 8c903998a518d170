extension ELF {
    /// The file header: what the file is for, and where its two tables lie.
    ///
    /// Counts and indexes that do not fit their fields are resolved: the field then says so, and
    /// entry 0 of the section header table has the number.
    ///
    /// Spec: gABI 4.1, ch. 4, "ELF Header".
    public struct Header: Hashable, Sendable {
        /// `EI_CLASS` and `EI_DATA`: the width and byte order of every number in the file.
        public let layout: Layout
        /// `EI_VERSION`: 1 in every file there is.
        public let identificationVersion: UInt8
        /// `EI_OSABI`: the system whose extensions the file may use.
        public let osABI: OSABI
        /// `EI_ABIVERSION`: the version of that system's interface.
        public let abiVersion: UInt8
        /// `e_type`: executable, shared object, relocatable or core.
        public let type: FileType
        /// `e_machine`: the processor.
        public let machine: Machine
        /// `e_version`: 1 in every file there is.
        public let version: UInt32
        /// `e_entry`: where the program starts, 0 if nowhere.
        public let entry: VirtualAddress
        /// `e_phoff`: where the segment header table lies, 0 if there is none.
        public let segmentTableOffset: FileOffset
        /// `e_shoff`: where the section header table lies, 0 if there is none.
        public let sectionTableOffset: FileOffset
        /// `e_flags`: the processor's own flags.
        public let flags: UInt32
        /// `e_ehsize`: the size of this header in bytes.
        public let headerSize: UInt16
        /// `e_phentsize`: the size in bytes of a segment header.
        public let segmentHeaderSize: UInt16
        /// `e_phnum`: how many segments there are.
        public internal(set) var segmentCount: UInt64
        /// `e_shentsize`: the size in bytes of a section header.
        public let sectionHeaderSize: UInt16
        /// `e_shnum`: how many sections there are, entry 0 included.
        public internal(set) var sectionCount: UInt64
        /// `e_shstrndx`: which section holds the names of sections, 0 if none does.
        public internal(set) var sectionNamesIndex: UInt64
    }
}

extension ELF.Header {
    /// The first four bytes of every ELF file.
    public static let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]

    /// `PN_XNUM`: the number of segments is in `sh_info` of section header 0.
    static let extendedSegmentCount: UInt64 = 0xffff

    /// Reads the header, and section header 0 where numbers are kept there.
    ///
    /// - Throws: `elfHeader` where the file is too short, or its class or byte order is not one of
    ///   the two there are.
    public init(_ file: FileBytes) throws(ParseError) {
        let part = FilePart.elfHeader
        let identification = try file.bytes(in: .first(16), reading: part)
        let layout = try Self.layout(identification.span)
        let bytes = try file.bytes(in: .first(layout.is64Bit ? 64 : 52), reading: part)
        var reader = ByteReader(bytes.span, layout, at: .start, reading: part)
        try reader.skip(6)
        self.layout = layout
        identificationVersion = try reader.byte()
        osABI = ELF.OSABI(rawValue: try reader.byte())
        abiVersion = try reader.byte()
        try reader.skip(7)
        type = ELF.FileType(rawValue: try reader.half())
        machine = ELF.Machine(rawValue: try reader.half())
        version = try reader.word()
        entry = VirtualAddress(rawValue: try reader.address())
        segmentTableOffset = FileOffset(rawValue: try reader.address())
        sectionTableOffset = FileOffset(rawValue: try reader.address())
        flags = try reader.word()
        headerSize = try reader.half()
        segmentHeaderSize = try reader.half()
        segmentCount = UInt64(try reader.half())
        sectionHeaderSize = try reader.half()
        sectionCount = UInt64(try reader.half())
        sectionNamesIndex = UInt64(try reader.half())
    }

    private static func layout(_ bytes: Span<UInt8>) throws(ParseError) -> Layout {
        let part = FilePart.elfHeader
        guard bytes[4] == 1 || bytes[4] == 2 else {
            throw part.error(
                "has class \(bytes[4]), which is neither 32 bit (1) nor 64 bit (2)",
                at: FileOffset(rawValue: 4))
        }
        guard bytes[5] == 1 || bytes[5] == 2 else {
            throw part.error(
                "has byte order \(bytes[5]), which is neither little (1) nor big (2) endian",
                at: FileOffset(rawValue: 5))
        }
        return Layout(is64Bit: bytes[4] == 2, byteOrder: bytes[5] == 1 ? .little : .big)
    }

    /// Whether a number of this header stands in section header 0 instead.
    var isExtended: Bool {
        sectionTableOffset != .start
            && (sectionCount == 0 || segmentCount == Self.extendedSegmentCount
                || sectionNamesIndex == UInt64(ELF.SectionIndex.extended.rawValue))
    }

    /// Takes the numbers that did not fit from section header 0.
    mutating func resolve(_ first: ELF.Section) {
        if sectionCount == 0 { sectionCount = first.size }
        if segmentCount == Self.extendedSegmentCount { segmentCount = UInt64(first.info) }
        if sectionNamesIndex == UInt64(ELF.SectionIndex.extended.rawValue) {
            sectionNamesIndex = UInt64(first.link)
        }
    }
}
