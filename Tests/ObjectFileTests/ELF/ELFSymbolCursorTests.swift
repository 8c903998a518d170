import ObjectFile
import Testing
import TestSupport

@Suite("ELF symbol cursor")
struct ELFSymbolCursorTests {
    /// A file whose tables are longer than what is read at a time.
    private static func large(_ layout: Layout, count: Int) -> BuiltBinary {
        var table = StringTable()
        let names = (1..<count).map { table.add("symbol.\($0)") }
        let strings = table.bytes
        var builder = BinaryBuilder(layout)
        builder.sections = [
            .init(
                ".dynsym", 11, link: ".dynstr", entrySize: UInt64(ELF.Symbol.recordSize(layout))
            ) { writer, _ in
                writer.symbol(name: 0, info: 0, section: 0)
                for (index, name) in names.enumerated() {
                    writer.symbol(name: name, section: 1, value: UInt64(index + 1))
                }
            },
            .init(".dynstr", 3) { writer, _ in writer.raw(strings) },
            .init(".gnu.version", 0x6fff_ffff, link: ".dynsym", entrySize: 2) { writer, _ in
                for index in 0..<count { writer.half(UInt16(truncatingIfNeeded: index)) }
            },
        ]
        return builder.build()
    }

    @Test(
        "a large table is read in order, with names and versions", arguments: BinaryBuilder.layouts)
    func windows(layout: Layout) throws {
        let count = 18_000
        let file = Self.large(layout, count: count).file
        let object = try ELF.Object(file)
        let table = try #require(
            try object.symbolTables(in: file).first)
        try #require(table.range.size > 1 << 18)
        var cursor = ELF.SymbolCursor(table, in: file, layout, Limits())
        var (next, wrong) = (1, 0)
        while let symbol = try cursor.symbol() {
            let version = try cursor.version(of: symbol)
            let name = try cursor.name(of: symbol)
            let isNamed = name.equals("symbol.\(next)")
            if !isNamed || version != UInt16(next) || symbol.value != UInt64(next) { wrong += 1 }
            next += 1
        }
        #expect(next == count)
        #expect(wrong == 0)
    }

    @Test("it starts where it is told to")
    func start() throws {
        let layout = BinaryBuilder.layouts[0]
        let file = Self.large(layout, count: 5).file
        let object = try ELF.Object(file)
        let table = try #require(
            try object.symbolTables(in: file).first)
        for (first, values) in [(0, [0, 1, 2, 3, 4]), (3, [3, 4]), (5, []), (.max, [])]
            as [(UInt64, [UInt64])]
        {
            var cursor = ELF.SymbolCursor(table, in: file, layout, Limits(), from: first)
            var found: [UInt64] = []
            while let symbol = try cursor.symbol() { found.append(symbol.value) }
            #expect(found == values)
        }
    }
}
