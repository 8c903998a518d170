import Testing

@testable import ObjectFile

@Suite("Patterns of names")
struct PatternTests {
    @Test(
        "fit as a shell's do",
        arguments: [
            ("main.*", "main.main", true), ("main.*", "xmain.main", false), ("*", "", true),
            ("?", "", false), ("a?c", "abc", true), ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[]]", "]", true), ("[a", "[a", true), ("a\\*", "a*", true), ("a\\*", "ab", false),
            ("*a*b*c", "xxaxxbxxc", true), ("*a*b*c", "xxaxxcxxb", false), ("", "", true),
            ("", "a", false), ("**", "abc", true),
        ])
    func fits(_ pattern: String, _ name: String, _ expected: Bool) {
        let bytes = Array(name.utf8)
        let fits = bytes.span.matches(Array(pattern.utf8))
        #expect(fits == expected)
    }

    @Test("that are malicious take no longer than the product of both lengths")
    func slow() {
        let name = [UInt8](repeating: UInt8(ascii: "a"), count: 20_000)
        let pattern =
            [UInt8](repeating: UInt8(ascii: "*"), count: 1)
            + Array(String(repeating: "a*", count: 50).utf8) + Array("b".utf8)
        let fits = name.span.matches(pattern)
        #expect(!fits)
    }
}
