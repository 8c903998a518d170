internal import ObjectFile

/// The value of an attribute, as far as root entries need it.
enum AttributeValue {
    /// A number that stands in the entry or in its abbreviation.
    case number(UInt64)
    /// An offset in another section, with the place in this one where it stands.
    case offset(UInt64, field: UInt64)
    /// A string.
    case string(StringPlace)
    /// Something else, passed over.
    case other
}

/// Where a string of an entry stands.
enum StringPlace: Hashable {
    /// In the entry itself, at an offset of the section.
    case inline(UInt64, length: Int)
    /// In `.debug_str`; `field` is where the offset stands.
    case strings(UInt64, field: UInt64)
    /// In `.debug_line_str`.
    case lineStrings(UInt64, field: UInt64)
    /// In `.debug_str`, by its number in `.debug_str_offsets`.
    case index(UInt64)
    /// In a file that several programs share (`.gnu_debugaltlink`, `.debug_sup`).
    case elsewhere
}

extension AttributeValue {
    /// Reads a value, or passes over it, by its form.
    ///
    /// Spec: DWARF 5, 7.5.6, "Form Encodings".
    ///
    /// - Throws: where the form is unknown: nothing tells then where the next value starts.
    init(
        _ attribute: RootAbbreviation.Attribute, _ reader: inout ByteReader, _ unit: UnitHeader
    ) throws(ParseError) {
        let field = unit.root + UInt64(reader.position)
        switch attribute.form {
        case 0x08:  // string
            let length = try Self.textLength(&reader)
            self = .string(.inline(field, length: length))
        case 0x0e: self = .string(.strings(try reader.offset(isWide: unit.isWide), field: field))
        case 0x1f:
            self = .string(.lineStrings(try reader.offset(isWide: unit.isWide), field: field))
        case 0x1a, 0x1f02: self = .string(.index(try reader.variableNumber()))  // strx
        case 0x25...0x28:
            self = .string(.index(try Self.number(Int(attribute.form - 0x24), &reader)))
        case 0x1d, 0x1f21:  // strp_sup
            try reader.skip(unit.offsetSize)
            self = .string(.elsewhere)
        case 0x17: self = .offset(try reader.offset(isWide: unit.isWide), field: field)
        case 0x21: self = .number(UInt64(bitPattern: attribute.constant))
        case 0x16:  // indirect
            let form = try reader.variableNumber()
            // Another one would let the entry go on for ever; a constant has no place to stand.
            guard form != 0x16, form != 0x21 else {
                throw Self.unknown(form, reader.offset)
            }
            let direct = RootAbbreviation.Attribute(name: attribute.name, form: form, constant: 0)
            try self.init(direct, &reader, unit)
        default: self = try Self.numberOrOther(attribute.form, &reader, unit)
        }
    }

    private static func numberOrOther(
        _ form: UInt64, _ reader: inout ByteReader, _ unit: UnitHeader
    ) throws(ParseError) -> Self {
        switch form {
        case 0x0b: return .number(try number(1, &reader))
        case 0x05: return .number(try number(2, &reader))
        case 0x06: return .number(try number(4, &reader))
        case 0x07: return .number(try number(8, &reader))
        // A signed number of a language is below 64, or written with one group more.
        case 0x0d, 0x0f: return .number(try reader.variableNumber())
        // addrx, loclistx, rnglistx, ref_udata, GNU_addr_index
        case 0x15, 0x1b, 0x22, 0x23, 0x1f01: _ = try reader.variableNumber()
        case 0x2001:  // LLVM_addrx_offset
            _ = try reader.variableNumber()
            try reader.skip(4)
        case 0x09, 0x18: try skip(try reader.variableNumber(), &reader)  // block, exprloc
        case 0x0a: try skip(try number(1, &reader), &reader)
        case 0x03: try skip(try number(2, &reader), &reader)
        case 0x04: try skip(try number(4, &reader), &reader)
        default: try reader.skip(try size(of: form, unit, reader.offset))
        }
        return .other
    }

    /// The size of a value that has always the same.
    private static func size(
        of form: UInt64, _ unit: UnitHeader, _ place: FileOffset
    ) throws(ParseError) -> Int {
        switch form {
        case 0x19: 0  // flag_present
        case 0x0c, 0x11, 0x29: 1  // flag, ref1, addrx1
        case 0x12, 0x2a: 2
        case 0x2b: 3
        case 0x13, 0x1c, 0x2c: 4  // ref4, ref_sup4, addrx4
        case 0x14, 0x20, 0x24: 8  // ref8, ref_sig8, ref_sup8
        case 0x1e: 16
        case 0x01: Int(unit.addressSize)
        // An address in DWARF 2, an offset later.
        case 0x10: unit.version == 2 ? Int(unit.addressSize) : unit.offsetSize
        case 0x1f20: unit.offsetSize
        default: throw unknown(form, place)
        }
    }

    private static func unknown(_ form: UInt64, _ place: FileOffset) -> ParseError {
        FilePart.debugUnit.error("has an attribute of form \(hexadecimal(form))", at: place)
    }

    private static func skip(_ count: UInt64, _ reader: inout ByteReader) throws(ParseError) {
        try reader.skip(Int(clamping: count))
    }

    private static func number(
        _ size: Int, _ reader: inout ByteReader
    ) throws(ParseError) -> UInt64 {
        switch size {
        case 2: return UInt64(try reader.half())
        case 4: return UInt64(try reader.word())
        case 8: return try reader.extendedWord()
        default: break
        }
        var value: UInt64 = 0
        for index in 0..<size {
            let byte = UInt64(try reader.byte())
            if reader.layout.byteOrder == .big {
                value = value << 8 | byte
            } else {
                value |= byte << UInt64(8 * index)
            }
        }
        return value
    }

    /// Passes over a text and its zero; returns how long it is without.
    private static func textLength(_ reader: inout ByteReader) throws(ParseError) -> Int {
        var length = 0
        while try reader.byte() != 0 { length += 1 }
        return length
    }
}
