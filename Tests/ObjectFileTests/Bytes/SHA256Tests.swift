import ObjectFile
import TestSupport
import Testing

@Suite("Digests")
struct SHA256Tests {
    @Test(
        "digests are those of the standard's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(_ text: String, _ expected: String) {
        #expect(SHA256.hexadecimal(Array(text.utf8)) == expected)
    }

    @Test("bytes may come in pieces of any size", arguments: [1, 7, 63, 64, 65, 200])
    func pieces(_ size: Int) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        var digest = SHA256()
        for start in stride(from: 0, to: bytes.count, by: size) {
            digest.update(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(digest.hexadecimal() == SHA256.hexadecimal(bytes))
    }

    @Test("HMAC is that of RFC 4231, test case 2")
    func keyed() {
        var digest = HMACSHA256(key: Array("Jefe".utf8))
        let text = Array("what do ya want for nothing?".utf8)
        digest.update(text.span)
        let expected: [UInt8] = [
            0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24, 0x26, 0x08, 0x95,
            0x75, 0xc7, 0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27, 0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9,
            0x64, 0xec, 0x38, 0x43,
        ]
        #expect(digest.digest() == expected)
    }
}
