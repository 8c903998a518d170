@testable import GoBinary
import Testing

/// What Go's `strconv.Quote` and `strconv.QuotedPrefix` give.
@Suite("Go's quotes")
struct GoQuotingTests {
    static let pairs: [(plain: [UInt8], quoted: String)] = [
        (Array("".utf8), #""""#),
        (Array("a b".utf8), #""a b""#),
        (Array("a\"b\\c".utf8), #""a\"b\\c""#),
        (Array("\u{7}\u{8}\u{c}\n\r\t\u{b}".utf8), #""\a\b\f\n\r\t\v""#),
        (Array("\u{1}\u{7f}".utf8), #""\x01\x7f""#),
        ([0x61, 0xff, 0x62], #""a\xffb""#),
        (Array("é日本🙂".utf8), #""é日本🙂""#),
        (Array("\u{a0}\u{200b}\u{feff}".utf8), #""\u00a0\u200b\ufeff""#),
        (Array("\u{e0001}".utf8), #""\U000e0001""#),
    ]

    private struct Unquoted: Equatable {
        let bytes: [UInt8]
        let length: Int
    }

    private static func unquoted(_ text: String) -> Unquoted? {
        let bytes = Array(text.utf8)
        guard let (text, length) = GoQuoting.unquotedPrefix(bytes.span) else { return nil }
        return Unquoted(bytes: text, length: length)
    }

    @Test("are written as Go writes them", arguments: pairs)
    func quoted(_ plain: [UInt8], _ quoted: String) {
        #expect(String(decoding: GoQuoting.quoted(plain), as: UTF8.self) == quoted)
    }

    @Test("are read back", arguments: pairs)
    func unquoted(_ plain: [UInt8], _ quoted: String) throws {
        let found = try #require(Self.unquoted(quoted + "=rest"))
        #expect(found.bytes == plain)
        #expect(found.length == quoted.utf8.count)
    }

    @Test("may be back quotes, without carriage returns")
    func raw() throws {
        let found = try #require(Self.unquoted("`a\\n\r\"`"))
        #expect(String(decoding: found.bytes, as: UTF8.self) == "a\\n\"")
    }

    @Test("take octal and hexadecimal numbers")
    func numbers() throws {
        let found = try #require(Self.unquoted(#""\101\x42\u0043\U00000044""#))
        #expect(String(decoding: found.bytes, as: UTF8.self) == "ABCD")
    }

    @Test(
        "are refused where they are not Go's",
        arguments: [
            "", "\"", "\"a", "`a", #""\q""#, #""\x4""#, #""\400""#, #""\ud800""#, "\"a\nb\"",
            #""\'""#,
        ])
    func refused(_ text: String) {
        #expect(Self.unquoted(text) == nil)
    }
}
