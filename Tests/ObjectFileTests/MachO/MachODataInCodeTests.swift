import ObjectFile
import Testing
import TestSupport

@Suite("Mach-O data in code")
struct MachODataInCodeTests {
    @Test("records have place, length and kind in either order of bytes")
    func records() throws {
        for byteOrder in [ByteOrder.little, .big] {
            let layout = Layout(is64Bit: true, byteOrder: byteOrder)
            var writer = ByteWriter(layout)
            writer.word(0x1234)
            writer.half(16)
            writer.half(4)
            writer.word(0x2000)
            writer.half(2)
            writer.half(9)
            let built = LinkEditFile(writer.bytes)
            var cursor = try MachO.DataInCodeCursor(built.range, in: built.file, layout)
            let (found, error) = walk { () throws(ParseError) in try cursor.next() }
            #expect(error == nil)
            #expect(found.map(\.offset.rawValue) == [0x1234, 0x2000])
            #expect(found.map(\.length) == [16, 2])
            #expect(found.map(\.kind.description) == ["DICE_KIND_JUMP_TABLE32", "0x9"])
        }
    }

    @Test("more records than a window are all read")
    func many() throws {
        let built = LinkEditFile([UInt8](repeating: 1, count: 8 * 5000))
        var cursor = try MachO.DataInCodeCursor(built.range, in: built.file, built.layout)
        let (found, _) = walk { () throws(ParseError) in try cursor.next() }
        #expect(found.count == 5000)
    }

    @Test("an empty table has none; one that ends inside a record or past the file is an error")
    func damaged() throws {
        let built = LinkEditFile([UInt8](repeating: 0, count: 12))
        let layout = built.layout
        var empty = try MachO.DataInCodeCursor(
            LinkEditFile.range(0x2000, 0), in: built.file, layout)
        #expect(try empty.next() == nil)
        for size: UInt64 in [12, 16] {
            #expect(throws: ParseError.self) {
                try MachO.DataInCodeCursor(LinkEditFile.range(0x2000, size), in: built.file, layout)
            }
        }
    }
}
