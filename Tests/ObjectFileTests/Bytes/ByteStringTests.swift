import ObjectFile
import Testing

@Suite("Names as a file spells them")
struct ByteStringTests {
    @Test(
        "keeps bytes that are no text, and shows U+FFFD for them",
        arguments: [
            ([], "", true), ([0x61], "a", true), ([0xc3, 0xa9], "\u{e9}", true),
            ([0xff], "\u{fffd}", false), ([0x61, 0xc3], "a\u{fffd}", false),
        ] as [([UInt8], String, Bool)])
    func bytes(bytes: [UInt8], text: String, isText: Bool) {
        let name = ByteString(bytes.span)
        #expect(name.text == text)
        #expect(name.bytes == (isText ? nil : bytes))
        #expect(name.utf8 == bytes)
        #expect(name.length == bytes.count)
        #expect(name.isEmpty == bytes.isEmpty)
    }

    @Test("is ASCII where every byte is")
    func ascii() {
        let broken: [UInt8] = [0x47, 0xff]
        #expect(ByteString("GNU").ascii == "GNU")
        #expect(ByteString("").ascii?.isEmpty == true)
        #expect(ByteString("\u{e9}").ascii == nil)
        #expect(ByteString(broken.span).ascii == nil)
    }

    @Test("bytes are equal at every length and differ at every place", arguments: 0..<20)
    func spans(_ count: Int) {
        let bytes = (0..<count).map { UInt8($0) }
        let isSame = bytes.span.isEqual(to: Array(bytes).span)
        #expect(isSame)
        let isLonger = bytes.span.isEqual(to: (bytes + [0]).span)
        #expect(!isLonger)
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 0x80
            let isEqual = bytes.span.isEqual(to: other.span)
            #expect(!isEqual)
            #expect(ByteString(bytes.span) != ByteString(other.span))
        }
        #expect(ByteString(bytes.span).hashValue == ByteString(Array(bytes).span).hashValue)
    }

    @Test("names are equal where their bytes are")
    func equality() {
        let (one, other): ([UInt8], [UInt8]) = ([0xff], [0xfe])
        #expect(ByteString(one.span) == ByteString(one.span))
        #expect(ByteString(one.span) != ByteString(other.span))
        #expect(ByteString(one.span) != ByteString("\u{fffd}"))
        #expect(ByteString(one.span) != ByteString(""))
        // The same letter for Unicode, spelt in two ways.
        #expect(ByteString("\u{e9}") != ByteString("e\u{301}"))
        #expect(Set([ByteString(one.span), ByteString(other.span), ""]).count == 3)
    }
}
