internal import ObjectFile

/// The header of a unit of `.debug_info`.
///
/// Spec: DWARF 5, 7.5.1, "Unit Headers"; DWARF 4, 7.5.1.
struct UnitHeader {
    /// What a unit is for: `DW_UT_…` of DWARF 5.
    enum Kind: UInt8 {
        /// `DW_UT_compile`: a compile unit, and all that older versions have in `.debug_info`.
        case compile = 1
        /// `DW_UT_type`: one type.
        case type
        /// `DW_UT_partial`: what several units share.
        case partial
        /// `DW_UT_skeleton`: a unit that is described in another file (`.dwo`).
        case skeleton
        /// `DW_UT_split_compile`: such a unit in the other file.
        case splitCompile
        /// `DW_UT_split_type`: a type in the other file.
        case splitType
    }

    /// Where the unit starts in its section.
    let offset: UInt64
    /// The first offset after it.
    let end: UInt64
    /// Whether offsets in it have 64 bits (`DWARF64`).
    let isWide: Bool
    let version: UInt16
    let kind: Kind
    let addressSize: UInt8
    /// Where its abbreviations start in `.debug_abbrev`.
    var abbreviations: UInt64
    /// Where that number stands in the section.
    let abbreviationsField: UInt64
    /// Where the root entry starts in the section.
    let root: UInt64

    /// The size of an offset in bytes.
    var offsetSize: Int { isWide ? 8 : 4 }

    /// The most bytes that a header has.
    static let most: UInt64 = 12 + 2 + 1 + 1 + 8 + 8 + 8
}

/// How long a unit is: all that one needs to pass over it.
struct UnitLength {
    let isWide: Bool
    /// Where the unit starts in its section.
    let offset: UInt64
    /// The first offset after it.
    let end: UInt64

    /// Reads `unit_length`; a zero is padding, and the unit ends behind it.
    ///
    /// - Throws: where the unit would end past the section.
    init(
        _ reader: inout ByteReader, at offset: UInt64, sectionSize: UInt64, _ part: FilePart
    ) throws(ParseError) {
        let start = reader.offset
        let first = try reader.word()
        isWide = first == 0xffff_ffff
        // The other numbers from here on are reserved.
        guard first < 0xffff_fff0 || isWide else {
            throw part.error("has a length of \(hexadecimal(first))", at: start)
        }
        let length = isWide ? try reader.extendedWord() : UInt64(first)
        self.offset = offset
        let (end, overflow) = offset.addingReportingOverflow(UInt64(isWide ? 12 : 4))
        let (sum, overflowToo) = end.addingReportingOverflow(length)
        guard !overflow, !overflowToo, sum <= sectionSize else {
            throw part.error("is \(length) bytes long, past the end of its section", at: start)
        }
        self.end = sum
    }
}

extension UnitHeader {
    /// Reads what follows the length; nil where the version is later than those known here.
    init?(
        _ reader: inout ByteReader, _ length: UnitLength, _ part: FilePart
    ) throws(ParseError) {
        let start = reader.offset
        offset = length.offset
        end = length.end
        isWide = length.isWide
        version = try reader.half()
        guard version > 1 else { throw part.error("is of version \(version)", at: start) }
        guard version <= 5 else { return nil }
        var size: UInt8 = 0
        if version == 5 {
            let type = try reader.byte()
            // Compilers may add types (`DW_UT_lo_user`) whose headers nobody else knows.
            guard let kind = Kind(rawValue: type) else { return nil }
            self.kind = kind
            size = try reader.byte()
        } else {
            kind = .compile
        }
        abbreviationsField = offset + UInt64(reader.position)
        abbreviations = try reader.offset(isWide: isWide)
        if version < 5 { size = try reader.byte() }
        addressSize = size
        switch kind {
        case .skeleton, .splitCompile: try reader.skip(8)
        case .type, .splitType: try reader.skip(isWide ? 16 : 12)
        default: break
        }
        guard [1, 2, 4, 8].contains(addressSize) else {
            throw part.error("has addresses of \(addressSize) bytes", at: start)
        }
        root = offset + UInt64(reader.position)
    }
}

extension ByteReader {
    /// Reads an offset in a section of debug information.
    @_lifetime(self: copy self)
    mutating func offset(isWide: Bool) throws(ParseError) -> UInt64 {
        isWide ? try extendedWord() : UInt64(try word())
    }

    /// Reads a number of groups of seven bits, the lowest first (`LEB128`).
    ///
    /// What does not fit into 64 bits is cut off: no such number means anything here.
    @_lifetime(self: copy self)
    mutating func variableNumber() throws(ParseError) -> UInt64 {
        let first = try byte()
        if first < 0x80 { return UInt64(first) }
        var value = UInt64(first & 0x7f)
        var shift: UInt64 = 7
        while true {
            let byte = try byte()
            if shift < 64 { value |= UInt64(byte & 0x7f) << shift }
            if byte < 0x80 { return value }
            shift = min(shift + 7, 64)
        }
    }
}
