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
}
