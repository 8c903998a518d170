import ObjectFile
import TestSupport
import Testing

@Suite("Mach-O symbols")
struct MachOSymbolsTests {
    private struct Entry {
        var name: String
        var type: UInt8
        var section: UInt8 = 0
        var description: UInt16 = 0
        var value: UInt64 = 0
    }

    private func builder(_ layout: Layout, _ entries: [Entry]) -> MachOBuilder {
        var builder = MachOBuilder(layout)
        var strings = StringTable()
        var records = ByteWriter(layout)
        for entry in entries {
            records.word(strings.add(entry.name))
            records.raw([entry.type, entry.section])
            records.half(entry.description)
            records.address(entry.value)
        }
        let start = MachOBuilder.tail
        let end = start + UInt32(records.bytes.count)
        builder.commands = [
            builder.command(
                2, words: [start, UInt32(entries.count), end, UInt32(strings.bytes.count)])
        ]
        builder.contents = records.bytes + strings.bytes
        return builder
    }

    private func symbols(_ builder: MachOBuilder) throws -> [(MachO.Symbol, String)] {
        let file = builder.file
        var cursor = try #require(try MachO.Object(file).symbols(in: file))
        var symbols: [(MachO.Symbol, String)] = []
        while let symbol = try cursor.symbol() {
            let name = try cursor.name(of: symbol)
            symbols.append((symbol, ByteString(name).text))
        }
        return symbols
    }

    private static let entries = [
        Entry(name: "_main", type: 0x0f, section: 1, value: 0x1234),
        Entry(name: "_local", type: 0x0e, section: 2, value: 0x99),
        Entry(name: "_hidden", type: 0x1f, section: 1),
        Entry(name: "_abs", type: 0x03, value: 7),
        Entry(name: "_alias", type: 0x0b, value: 1),
        Entry(name: "_printf", type: 0x01, description: 0x0200),
        Entry(name: "_common", type: 0x01, value: 64),
        Entry(name: "/src/a.c", type: 0x64),
    ]

    @Test("what a symbol is follows from its type", arguments: MachOBuilder.layouts)
    func kinds(layout: Layout) throws {
        let found = try symbols(builder(layout, Self.entries))
        #expect(found.map(\.1) == Self.entries.map(\.name))
        #expect(
            found.map(\.0.place).dropLast() == [
                .section, .section, .section, .absolute, .indirect, .undefined, .undefined,
            ])
        #expect(found.map(\.0.isExternal) == [true, false, true, true, true, true, true, false])
        #expect(found.filter(\.0.isPrivateExternal).map(\.1) == ["_hidden"])
        #expect(found.filter(\.0.isUndefined).map(\.1) == ["_printf"])
        #expect(found.filter(\.0.isCommon).map(\.1) == ["_common"])
        #expect(found.filter(\.0.isStab).map(\.1) == ["/src/a.c"])
        #expect(found[5].0.libraryOrdinal == 2)
        #expect(found.map(\.0.value) == Self.entries.map(\.value))
    }

    @Test("a table past the end of the file is an error")
    func pastEnd() throws {
        var builder = self.builder(Layout(is64Bit: true, byteOrder: .little), Self.entries)
        builder.commands = [builder.command(2, words: [0x1000, 0xffff_ffff, 0x1000, 4])]
        let object = try MachO.Object(builder.file)
        #expect(
            throws: ParseError(
                .machOSymbols,
                "ends at 0x1000000ff0, past the end of the file "
                    + "(\(hexadecimal(builder.build().count)))",
                at: FileOffset(rawValue: 0x1000), in: "symbol table")
        ) { _ = try object.symbols(in: builder.file) }
    }

    @Test("a name outside the strings is an error, and the walk can go on")
    func nameOutside() throws {
        var entries = Self.entries
        entries[0].name = String(repeating: "x", count: 100)
        var builder = self.builder(Layout(is64Bit: true, byteOrder: .little), entries)
        let file = builder.file
        builder.commands = [builder.command(2, words: [0x1000, 8, 0x1080, 20])]
        var cursor = try #require(try MachO.Object(builder.file).symbols(in: file))
        let first = try #require(try cursor.symbol())
        #expect(throws: ParseError.self) { _ = try cursor.name(of: first) }
        #expect(try cursor.symbol()?.index == 1)
    }

    @Test("one underscore in front is the compiler's")
    func underscore() {
        for (name, plain) in [("_main", "main"), ("__cgo", "_cgo"), ("dyld_stub", "dyld_stub")] {
            let bytes = name.utf8.span.withoutUnderscore
            #expect(ByteString(bytes).text == plain)
        }
    }
}
