import GoBinary
import ObjectFile
import TestSupport

/// A file that has nothing but debug information, written field by field.
struct DebugFile {
    /// How its numbers are written.
    let layout: Layout
    /// `.debug_info`.
    var information: ByteWriter
    /// `.debug_abbrev`.
    var abbreviations: [UInt8] = []
    /// `.debug_str`, with the empty string first.
    var strings = StringTable()
    /// `.debug_line_str`.
    var lineStrings = StringTable()
    /// `.debug_str_offsets`; none where it is empty.
    var offsets: ByteWriter

    /// Starts with no unit.
    init(_ layout: Layout = Layout(is64Bit: true, byteOrder: .little)) {
        self.layout = layout
        information = ByteWriter(layout)
        offsets = ByteWriter(layout)
    }

    /// An attribute of an abbreviation, with a constant where its form has one.
    typealias Attribute = (name: UInt64, form: UInt64, constant: UInt64?)

    /// Adds an abbreviation.
    mutating func abbreviate(
        _ code: UInt64, tag: UInt64 = 0x11, _ attributes: [Attribute], isLast: Bool = true
    ) {
        abbreviations += Self.leb(code) + Self.leb(tag) + [0]
        for (name, form, constant) in attributes {
            abbreviations += Self.leb(name) + Self.leb(form)
            if let constant { abbreviations += Self.leb(constant) }
        }
        abbreviations += [0, 0]
        if isLast { abbreviations.append(0) }
    }

    /// Adds a unit with a root entry of the bytes that `entry` writes, its code in front.
    mutating func unit(
        version: UInt16 = 4, kind: UInt8 = 1, isWide: Bool = false, abbreviations: UInt64 = 0,
        addressSize: UInt8? = nil, lie: UInt64 = 0, _ entry: (inout ByteWriter) -> Void
    ) {
        var body = ByteWriter(layout)
        let width = isWide ? 8 : 4
        let address = addressSize ?? UInt8(layout.wordSize)
        body.half(version)
        if version >= 5 { body.raw([kind, address]) }
        body.number(abbreviations, width: width)
        if version < 5 { body.raw([address]) }
        if kind == 4 { body.extendedWord(0) }
        if kind == 2 {
            body.extendedWord(0)
            body.number(0, width: width)
        }
        entry(&body)
        if isWide { information.word(0xffff_ffff) }
        information.number(UInt64(body.bytes.count) &+ lie, width: width)
        information.raw(body.bytes)
    }

    /// Adds a unit of C with names that stand in the entry itself; the abbreviation is code 1 of
    /// `plain`.
    mutating func plainUnit(_ name: String, language: UInt8 = 0x0c) {
        unit { entry in
            entry.raw([1, language])
            entry.text(name)
            entry.text("cc 1")
        }
    }

    /// The abbreviation of `plainUnit`.
    static let plain: [Attribute] = [(0x13, 0x0b, nil), (0x03, 0x08, nil), (0x25, 0x08, nil)]

    /// A file with that abbreviation and some such units.
    static func plain(_ names: String...) -> Self {
        var file = Self()
        file.abbreviate(1, plain)
        for name in names { file.plainUnit(name) }
        return file
    }

    /// The file.
    func build() -> BuiltBinary {
        var builder = BinaryBuilder(layout)
        func add(_ name: String, _ bytes: [UInt8]) {
            builder.sections.append(
                BinaryBuilder.Section(name, 1, flags: 0) { writer, _ in writer.raw(bytes) })
        }
        add(".debug_info", information.bytes)
        add(".debug_abbrev", abbreviations)
        add(".debug_str", strings.bytes)
        add(".debug_line_str", lineStrings.bytes)
        if !offsets.bytes.isEmpty { add(".debug_str_offsets", offsets.bytes) }
        return builder.build()
    }

    /// What is read of it.
    func read() throws -> CompileUnits { try Self.read(build()) }

    /// What is read of a file.
    static func read(_ built: BuiltBinary) throws -> CompileUnits {
        CompileUnitReader(try Image(elf: built.file), in: built.file).read()
    }

    /// A number in groups of seven bits.
    static func leb(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        repeat {
            let more: UInt8 = rest > 0x7f ? 0x80 : 0
            bytes.append(UInt8(rest & 0x7f) | more)
            rest >>= 7
        } while rest > 0
        return bytes
    }
}
