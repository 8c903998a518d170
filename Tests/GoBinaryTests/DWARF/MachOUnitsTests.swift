import GoBinary
import ObjectFile
import TestSupport
import Testing

extension DebugFile {
    /// The same as a Mach-O file; compressed, its sections are as Go's linker makes them.
    func machO(type: UInt32 = 2, isCompressed: Bool = false) -> FileBytes {
        var builder = MachOBuilder(layout)
        builder.type = type
        var sections: [MachOBuilder.Section] = []
        let parts = [
            ("info", information.bytes), ("abbrev", abbreviations), ("str", strings.bytes),
            ("line_str", lineStrings.bytes), ("str_offsets", offsets.bytes),
        ]
        for (name, bytes) in parts where !bytes.isEmpty {
            let content = isCompressed ? Self.compressed(bytes) : bytes
            sections.append(
                MachOBuilder.Section(
                    (isCompressed ? "__zdebug_" : "__debug_") + name, in: "__DWARF", address: 0,
                    size: UInt64(content.count),
                    offset: MachOBuilder.tail + UInt32(builder.contents.count)))
            builder.contents += content
        }
        builder.commands = [builder.segment("__DWARF", sections: sections)]
        return builder.file
    }

    /// `ZLIB`, the size, and a stream of one block that is stored as it is.
    private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var out = ByteWriter(Layout(is64Bit: true, byteOrder: .big))
        out.raw(Array("ZLIB".utf8))
        out.extendedWord(UInt64(bytes.count))
        let count = UInt16(bytes.count)
        out.raw([0x78, 0x01, 0x01])
        for half in [count, ~count] { out.raw([UInt8(half & 0xff), UInt8(half >> 8)]) }
        out.raw(bytes)
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        out.word(high << 16 | low)
        return out.bytes
    }

    /// What is read of a Mach-O file.
    static func read(machO file: FileBytes) throws -> CompileUnits {
        CompileUnitReader(try Image(machO: file), in: file).read()
    }
}

@Suite("Compile units of Mach-O files")
struct MachOUnitsTests {
    static let forms = MachOBuilder.layouts.flatMap { layout in
        [1, 2, 10].flatMap { type in [false, true].map { (layout, UInt32(type), $0) } }
    }

    private func units(_ layout: Layout) -> DebugFile {
        var file = DebugFile(layout)
        file.abbreviate(
            1, [(0x72, 0x17, nil), (0x25, 0x1a, nil), (0x13, 0x0b, nil), (0x03, 0x1f, nil)])
        let name = file.lineStrings.add("a.c")
        let place = file.strings.add("cc 1.0")
        file.offsets.raw([UInt8](repeating: 0, count: 8))
        file.offsets.word(UInt32(place))
        file.unit(version: 5) { entry in
            entry.raw([1])
            entry.word(8)
            entry.raw([0, 0x1d])
            entry.word(UInt32(name))
        }
        return file
    }

    @Test("programs, objects and files beside programs, compressed or not", arguments: forms)
    func kinds(_ layout: Layout, _ type: UInt32, _ isCompressed: Bool) throws {
        let file = units(layout).machO(type: type, isCompressed: isCompressed)
        let found = try DebugFile.read(machO: file)
        #expect(found.diagnostics.isEmpty)
        let unit = try #require(found.foreign.first)
        // Names of sections end after 16 bytes: `__debug_str_offs`, `__zdebug_line_st`.
        #expect(unit.name == "a.c" && unit.producer == "cc 1.0")
        #expect(unit.language?.description == "C11")
        #expect(unit.offset.rawValue == UInt64(MachOBuilder.tail))
    }

    @Test("a file without debug information has no units and no fault")
    func none() throws {
        let builder = MachOBuilder()
        let found = try DebugFile.read(machO: builder.file)
        #expect(found.foreign.isEmpty && found.diagnostics.isEmpty)
    }

    @Test("a section that is cut short is told of, with its place")
    func damaged() throws {
        let layout = Layout(is64Bit: true, byteOrder: .little)
        let whole = units(layout).machO(isCompressed: true)
        let all = try whole.bytes(in: .first(whole.size), reading: FilePart("test", .dwarf))
        var bytes = all.span.copied
        // The size that the first section is to expand to.
        bytes[Int(MachOBuilder.tail) + 11] &+= 1
        let found = try DebugFile.read(machO: FileBytes(bytes))
        #expect(found.foreign.isEmpty)
        #expect(found.diagnostics.first?.message.contains("not of the size it names") == true)
    }
}
