import Testing

@testable import ObjectFile

@Suite("JSON that people write")
struct JSONDocumentTests {
    private func document(_ text: String) throws(ParseError) -> JSONDocument {
        try JSONReader.document(of: Bytes(Array(text.utf8)), "settings")
    }

    @Test("tells line and column of values and names")
    func places() throws {
        let document = try document("\u{feff}{ // é\n  \"é\": [1,\n 2,], /* x\n */ \"b\": {}\n}")
        let root = document.root
        #expect(document.position(of: root.offset) == position(1, 1))
        let list = try #require(root["é"])
        #expect(document.position(of: list.nameOffset) == position(2, 3))
        #expect(document.position(of: list.offset) == position(2, 8))
        #expect(document.position(of: list.children[1].offset) == position(3, 2))
        let other = try #require(root["b"])
        #expect(document.position(of: other.nameOffset) == position(4, 5))
        #expect(root.members.map(\.name) == ["é", "b"] && root["c"] == nil)
    }

    private func position(_ line: Int, _ column: Int) -> TextPosition {
        let text = String(repeating: "\n", count: line - 1) + String(repeating: "x", count: column)
        return TextPosition(of: line + column - 2, in: Bytes(Array(text.utf8)))
    }

    @Test(
        "says where it is none",
        arguments: [
            ("{\n\"a\": 1 \"b\"}", 9, "wants “,” or “}” here"),
            ("[1,,]", 3, "wants a value here"), ("[,]", 1, "wants a value here"),
            ("1 /* x", 2, "has a comment without an end"),
            ("/1", 0, "wants a value or a comment here"),
            (
                "{\"a\":1,\"a\":2}", 12,
                "has the name “a” twice in one object, the second time in front of here"
            ),
        ])
    func errors(_ text: String, _ offset: UInt64, _ message: String) {
        var found: ParseError?
        do throws(ParseError) { _ = try document(text) } catch { found = error }
        #expect(found?.code == .json && found?.message == message)
        #expect(found?.offset.rawValue == offset)
    }

    @Test("keeps to its bounds")
    func bounds() {
        var bounds = JSONReader.Bounds()
        bounds.bytes = 3
        var found: ParseError?
        do throws(ParseError) {
            _ = try JSONReader.document(of: Bytes(Array("[12]".utf8)), "settings", bounds: bounds)
        } catch { found = error }
        #expect(found?.code == .limit)
    }
}
