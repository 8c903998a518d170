import ObjectFile
import Testing

@Suite("Symbol records and names in memory")
struct ELFSymbolRecordsTests {
    private static let wide: [UInt8] =
        [1, 0, 0, 0, 0x12, 2, 7, 0]
        + [0x10, 0, 0, 0, 0, 0, 0, 0x80] + [0x20, 0, 0, 0, 0, 0, 0, 0]
    private static let narrow: [UInt8] =
        [0, 0, 0, 5, 0x80, 0, 0, 0x10, 0, 0, 0, 0x20, 0x21, 3, 0xff, 0xf1]

    @Test("reads records of 64 bits, little endian")
    func wideRecord() {
        let bytes = Self.wide + Self.wide
        var records = ELF.SymbolRecords(
            bytes.span, Layout(is64Bit: true, byteOrder: .little))
        let first = records.next()
        #expect(first?.nameOffset == 1)
        #expect(first?.type == .function)
        #expect(first?.binding == .global)
        #expect(first?.visibility == .hidden)
        #expect(first?.section == ELF.SectionIndex(rawValue: 7))
        #expect(first?.value == 0x8000_0000_0000_0010)
        #expect(first?.size == 0x20)
        let second = records.next()
        #expect(second == first)
        let none = records.next()
        #expect(none == nil)
    }

    @Test("reads records of 32 bits, big endian")
    func narrowRecord() {
        var records = ELF.SymbolRecords(
            Self.narrow.span, Layout(is64Bit: false, byteOrder: .big))
        let symbol = records.next()
        #expect(symbol?.nameOffset == 5)
        #expect(symbol?.value == 0x8000_0010)
        #expect(symbol?.size == 0x20)
        #expect(symbol?.info == 0x21)
        #expect(symbol?.other == 3)
        #expect(symbol?.section == .absolute)
    }

    @Test("ends before a record that is not whole", arguments: [0, 1, 23])
    func partialRecord(count: Int) {
        let bytes = Array(Self.wide.prefix(count))
        var records = ELF.SymbolRecords(
            bytes.span, Layout(is64Bit: true, byteOrder: .little))
        let symbol = records.next()
        #expect(symbol == nil)
    }

    @Test(
        "reads a name up to its zero or the table's end, and none outside",
        arguments: [(0, ""), (1, "abc"), (3, "c"), (5, "de"), (6, "e"), (7, ""), (.max, "")]
            as [(UInt32, String)])
    func name(offset: UInt32, text: String) {
        let bytes = Array("\0abc\0de".utf8)
        let table = ELF.StringTable(bytes.span)
        let name = table.name(at: offset)
        let found = ByteString(name).text
        #expect(found == text)
    }
}
