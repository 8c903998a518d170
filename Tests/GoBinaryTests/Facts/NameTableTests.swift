import Testing

@testable import GoBinary

@Suite("The table of names that facts ask for")
struct NameTableTests {
    private func found(_ name: String, in patterns: [String]) -> Set<String> {
        let table = NameTable(patterns.map { NamePattern($0) })
        var found: Set<String> = []
        let bytes = Array(name.utf8)
        table.matches(bytes.span) { pattern in
            found.insert(pattern.isPrefix ? pattern.text + "…" + pattern.end : pattern.text)
        }
        return found
    }

    private static let patterns = [
        "a.b", "a.bc", "a.…", "a.b…", "a.b…z", "ab", "b", "b…y", "net.(*Resolver).…", "z",
        "\u{ff}", "net.x",
    ]

    @Test(
        "finds every pattern that a name fits",
        arguments: [
            "", "a", "a.", "a.b", "a.bc", "a.bd", "a.bcz", "a.bz", "a.c", "ab", "abc", "b", "by",
            "bxy", "bx", "net.(*Resolver).lookup", "net.(*Resolver)", "net.x", "net.y", "z", "zz",
            "\u{ff}", "\u{fe}", "0",
        ])
    func matches(_ name: String) {
        let expected = Self.patterns.filter { pattern in
            guard let gap = pattern.firstIndex(of: "…") else { return pattern == name }
            let (start, end) = (pattern[..<gap], pattern[pattern.index(after: gap)...])
            return name.count >= start.count + end.count && name.hasPrefix(start)
                && name.hasSuffix(end)
        }
        #expect(found(name, in: Self.patterns) == Set(expected))
    }

    @Test(
        "knows which beginnings can become a name that fits",
        arguments: [
            ("a.", true), ("a.q", true), ("a", true), ("ab", true), ("abc", false), ("b", true),
            ("bq", true), ("net", true), ("net.", true), ("net.(*Resolver).x", true),
            ("net.x", true), ("net.xy", false), ("net.y", false), ("nets", false), ("y", false),
            ("zz", false), ("0", false),
        ])
    func beginnings(_ start: String, _ mayMatch: Bool) {
        let table = NameTable(Self.patterns.map { NamePattern($0) })
        let bytes = Array(start.utf8)
        let found = table.mayMatch(bytes.span)
        #expect(found == mayMatch)
    }

    @Test("passes over no beginning of a name that fits", arguments: patterns)
    func noneMissed(_ pattern: String) {
        let table = NameTable(Self.patterns.map { NamePattern($0) })
        let name = Array(pattern.replacing("…", with: "anything").utf8)
        for count in 1...name.count {
            let found = table.mayMatch(name.span.extracting(first: count))
            #expect(found, "\(count) bytes of \(pattern)")
        }
    }

    @Test("has patterns with a gap, whatever else stands beside it")
    func gaps() {
        // The dash has the same first byte as the gap.
        let pattern = NamePattern("é–a.(*B).…_c")
        #expect(pattern.isPrefix && pattern.text == "é–a.(*B)." && pattern.end == "_c")
        let name = NamePattern("a–b")
        #expect(!name.isPrefix && name.text == "a–b" && name.end.isEmpty)
        let open = NamePattern("…")
        #expect(open.isPrefix && open.text.isEmpty && open.end.isEmpty)
    }
}
