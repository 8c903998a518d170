import ObjectFile
import TestSupport
import Testing

@Suite("SHA-1 and SHA-384")
struct DigestTests {
    private static let two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    private static let long =
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
        + "lmnopqrsmnopqrstnopqrstu"

    private static func sha1(_ text: String) -> String {
        var digest = SHA1()
        digest.update(Array(text.utf8).span)
        return SHA256.hexadecimal(of: digest.digest())
    }

    private static func sha384(_ text: String) -> String {
        var digest = SHA384()
        digest.update(Array(text.utf8).span)
        return SHA256.hexadecimal(of: digest.digest())
    }

    @Test(
        "SHA-1 is that of the standard's examples",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (two, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        ])
    func shorter(_ text: String, _ expected: String) {
        #expect(Self.sha1(text) == expected)
    }

    @Test(
        "SHA-384 is that of the standard's examples",
        arguments: [
            (
                "",
                "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
                    + "274edebfe76f65fbd51ad2f14898b95b"
            ),
            (
                "abc",
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                    + "8086072ba1e7cc2358baeca134c825a7"
            ),
            (
                long,
                "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
                    + "fcc7c71a557e2db966c3e9fa91746039"
            ),
        ])
    func longer(_ text: String, _ expected: String) {
        #expect(Self.sha384(text) == expected)
    }

    @Test("bytes may come in pieces of any size", arguments: [1, 7, 63, 64, 65, 127, 128, 200])
    func pieces(_ size: Int) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        var (whole, parts) = (SHA1(), SHA1())
        var (longWhole, longParts) = (SHA384(), SHA384())
        whole.update(bytes.span)
        longWhole.update(bytes.span)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let part = Array(bytes[start..<min(start + size, bytes.count)])
            parts.update(part.span)
            longParts.update(part.span)
        }
        #expect(parts.digest() == whole.digest())
        #expect(longParts.digest() == longWhole.digest())
    }
}
