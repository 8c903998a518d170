import ObjectFile
import Testing

@Suite("Positions and byte strings")
struct PositionTests {
    @Test("no range is made whose end is no number")
    func overflow() {
        #expect(FileRange(offset: FileOffset(rawValue: .max), size: 1) == nil)
        #expect(FileRange(offset: FileOffset(rawValue: 1), size: .max) == nil)
        #expect(FileRange(offset: FileOffset(rawValue: .max), size: 0)?.end.rawValue == .max)
        #expect(FileRange(offset: .start, count: 1 << 32, size: 1 << 32) == nil)
        #expect(FileRange(offset: .start, count: 1 << 31, size: 1 << 32)?.size == 1 << 63)
    }

    @Test("parts of a range stay inside it")
    func parts() throws {
        let range = try #require(FileRange(offset: FileOffset(rawValue: 10), size: 5))
        #expect(range.first(5) == range)
        #expect(range.first(6) == nil)
        #expect(range.dropping(2) == FileRange(offset: FileOffset(rawValue: 12), size: 3))
        #expect(range.dropping(.max) == FileRange(offset: FileOffset(rawValue: 15), size: 0))
        #expect(range.clamped(to: 12).size == 2)
        #expect(range.clamped(to: 15) == range)
        #expect(range.clamped(to: 3) == FileRange(offset: FileOffset(rawValue: 3), size: 0))
    }

    @Test("offsets stop at the greatest, and print as addresses do")
    func offsets() {
        #expect(FileOffset(rawValue: 5).advanced(by: .max).rawValue == .max)
        #expect(FileOffset(rawValue: 0x41c0).description == "0x41c0")
        #expect(VirtualAddress(rawValue: 0).description == "0x0")
    }

    @Test("bytes that are no UTF-8 are shown lossy and kept")
    func byteStrings() {
        let broken: [UInt8] = [0x61, 0xff, 0x62]
        let string = ByteString(broken.span)
        #expect(string.text == "a\u{fffd}b")
        #expect(string.bytes == broken)
        #expect(string.utf8 == broken)
        let shown = ByteString("a\u{fffd}b")
        #expect(string != shown)
        #expect(shown.bytes == nil)
    }

    @Test("spellings that Unicode calls equal are different names")
    func canonicalEquality() {
        #expect(ByteString("\u{e9}") != ByteString("e\u{301}"))
    }
}
