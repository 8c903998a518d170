public import ObjectFile

/// Puts a program of Go's into a Mach-O file: the same bytes at the same addresses, behind other
/// headers.
public enum FixtureMachO {
    /// How far behind their place in the ELF file bytes lie in the Mach-O file.
    public static let shift = 0x800

    /// The file; `elf` has sections, and is small.
    ///
    /// - Throws: what keeps the ELF file from being read.
    public static func wrap(_ elf: [UInt8]) throws(ParseError) -> [UInt8] {
        let file = FileBytes(elf)
        let object = try ELF.Object(file)
        let layout = object.header.layout
        let sections = object.sections(in: file).value?.sections ?? []
        let writer = FixtureWriter(is64Bit: layout.is64Bit, isBig: layout.byteOrder == .big)
        let commands = [
            segment("__TEXT", 0..<elf.count, 5, sections.filter { !$0.isWritable }, writer),
            segment("__DATA", writable(sections), 3, sections.filter(\.isWritable), writer),
            thread(Int(object.header.entry.rawValue), writer),
        ]
        var out = writer
        for number in [
            layout.is64Bit ? 0xfeed_facf : 0xfeed_face, processor(layout), 3, 2, commands.count,
            commands.reduce(0) { $0 + $1.count }, 1,
        ] {
            out.int(number)
        }
        if layout.is64Bit { out.int(0) }
        for command in commands { out.raw(command) }
        out.raw([UInt8](repeating: 0, count: max(0, shift - out.bytes.count)))
        out.raw(elf)
        return out.bytes
    }

    /// x86-64, PowerPC and their like: whatever has that width and byte order.
    private static func processor(_ layout: Layout) -> Int {
        let kind = layout.byteOrder == .little ? 7 : 18
        return layout.is64Bit ? 0x100_0000 | kind : kind
    }

    private static func writable(_ sections: [ELF.Section]) -> Range<Int> {
        let ranges = sections.filter(\.isWritable).map {
            Int($0.offset.rawValue)..<Int($0.offset.rawValue + $0.size)
        }
        return (ranges.first?.lowerBound ?? 0)..<(ranges.last?.upperBound ?? 0)
    }

    private static func segment(
        _ name: String, _ range: Range<Int>, _ protection: Int, _ sections: [ELF.Section],
        _ writer: FixtureWriter
    ) -> [UInt8] {
        var body = writer
        body.name(name)
        body.word(FixtureELF.base + range.lowerBound)
        body.word(range.count)
        body.word(shift + range.lowerBound)
        body.word(range.count)
        let named = sections.filter { names[$0.name.text] != nil }
        for number in [7, protection, named.count, 0] { body.int(number) }
        for section in named {
            body.name(names[section.name.text] ?? "")
            body.name(name)
            body.word(Int(section.address.rawValue))
            body.word(Int(section.size))
            let offset = shift + Int(section.offset.rawValue)
            for number in [offset, 4, 0, 0, 0, 0, 0] { body.int(number) }
            if writer.is64Bit { body.int(0) }
        }
        return command(writer.is64Bit ? 0x19 : 1, body)
    }

    /// `LC_UNIXTHREAD` with the program counter of x86-64, or of PowerPC.
    private static func thread(_ entry: Int, _ writer: FixtureWriter) -> [UInt8] {
        var body = writer
        let isX86 = writer.is64Bit && !writer.isBig
        for number in [isX86 ? 4 : 1, 42] { body.int(number) }
        if isX86 { body.raw([UInt8](repeating: 0, count: 16 * 8)) }
        body.word(entry)
        body.raw([UInt8](repeating: 0, count: 32))
        return command(5, body)
    }

    private static func command(_ type: Int, _ body: FixtureWriter) -> [UInt8] {
        var command = FixtureWriter(is64Bit: body.is64Bit, isBig: body.isBig)
        command.int(type)
        command.int(body.bytes.count + 8)
        command.raw(body.bytes)
        return command.bytes
    }

    private static let names = [
        ".text": "__text", ".rodata": "__rodata", ".gopclntab": "__gopclntab",
        ".go.buildinfo": "__go_buildinfo", ".go.module": "__go_module",
        ".go.fipsinfo": "__go_fipsinfo", ".noptrdata": "__noptrdata", ".data": "__data",
    ]
}

extension ELF.Section {
    fileprivate var isWritable: Bool { flags.contains(.write) }
}

extension FixtureWriter {
    /// Writes a name in 16 bytes.
    fileprivate mutating func name(_ name: String) {
        let bytes = Array(name.utf8)
        raw(bytes + [UInt8](repeating: 0, count: 16 - bytes.count))
    }
}
