import ObjectFile
import Testing

@Suite struct JSONReaderTests {
    private func value(_ text: String) throws(ParseError) -> JSONValue {
        try JSONReader.value(of: FileBytes(Array(text.utf8)), "text")
    }

    private func error(_ bytes: [UInt8], _ bounds: JSONReader.Bounds = .init()) -> ParseError? {
        let read: Fact<JSONValue> = Fact { () throws(ParseError) in
            try JSONReader.value(of: FileBytes(bytes), "text", bounds: bounds)
        }
        return read.error
    }

    @Test("reads every kind of value")
    func values() throws {
        let json = try value(
            " {\"a\" : [1, -2.5e+3, true, false, null, \"x\"],\n\"b\":{}, \"c\":[]} ")
        #expect(json["a"]?.array?.count == 6)
        #expect(json["a"]?.array?[0].integer == 1)
        #expect(json["a"]?.array?[1] == .number("-2.5e+3"))
        #expect(json["a"]?.array?[1].integer == nil)
        #expect(json["a"]?.array?[2].boolean == true)
        #expect(json["a"]?.array?[4].isNull == true)
        #expect(json["b"]?.object?.members.isEmpty == true)
        #expect(json["c"]?.strings == [])
        #expect(json["a"]?.strings == nil)
        #expect(json["d"] == nil)
        #expect(json["a"]?["b"] == nil)
    }

    @Test(
        "reads single values and escapes",
        arguments: [
            ("\"\"", ""), ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"),
            ("\"\\u0041\\u00e9\\u4E2D\"", "Aé中"), ("\"\\ud83d\\ude00\"", "😀"),
            ("\"\\u0000\"", "\u{0}"), ("\"é中😀\u{7f}\u{2028}\"", "é中😀\u{7f}\u{2028}"),
        ])
    func texts(_ text: String, _ expected: String) throws {
        #expect(try value(text) == .string(expected))
    }

    @Test(
        "refuses what is no JSON, and says where",
        arguments: [
            ("", "line 1, column 1"), (" ", "line 1, column 2"), ("[1,]", "line 1, column 4"),
            ("[1 2]", "line 1, column 4"), ("{\"a\"}", "line 1, column 5"),
            ("{\"a\":1,}", "line 1, column 8"), ("{a:1}", "line 1, column 2"),
            ("[1]\n x", "line 2, column 2"), ("01", "line 1, column 2"), ("-", "line 1, column 2"),
            ("1.", "line 1, column 3"), ("1e", "line 1, column 3"), (".5", "line 1, column 1"),
            ("+1", "line 1, column 1"), ("NaN", "line 1, column 1"), ("tru", "line 1, column 1"),
            ("nulls", "line 1, column 5"), ("'a'", "line 1, column 1"), ("\"a", "line 1, column 3"),
            ("\"é\n\"", "line 1, column 3"), ("\"\\x\"", "line 1, column 3"),
            ("\"\\u12g4\"", "line 1, column 6"), ("\"\\ud800\"", "line 1, column 8"),
            ("\"\\ud800\\u0041\"", "line 1, column 14"), ("\"\\udc00\"", "line 1, column 8"),
            ("\u{feff}1", "line 1, column 1"), ("[", "line 1, column 2"), ("]", "line 1, column 1"),
            ("{\"a\":1,\"a\":2}", "line 1, column 13"), ("\u{b}1", "line 1, column 1"),
            ("[1}", "line 1, column 3"), ("// x\n1", "line 1, column 1"),
        ])
    func refused(_ text: String, _ place: String) {
        let error = error(Array(text.utf8))
        #expect(error?.code == .json)
        #expect(error?.message.hasSuffix("(\(place))") == true, "\(error?.message ?? "read")")
    }

    @Test("refuses bytes that are no UTF-8")
    func notUTF8() {
        for bytes: [UInt8] in [
            [0x22, 0xff, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xc0, 0x80, 0x22],
        ] {
            #expect(error(bytes)?.code == .json)
        }
    }

    @Test("tells names apart by their bytes, of many members too")
    func manyMembers() throws {
        let names = (0..<100).map { "n\($0)" } + ["é", "e\u{301}"]
        let text = names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",")
        let json = try value("{\(text)}")
        for name in names {
            #expect(json[name]?.string.map { Array($0.utf8) } == Array(name.utf8))
        }
        #expect(json["n100"] == nil)
        #expect(error(Array("{\(text),\"n50\":1}".utf8))?.code == .json)
    }

    @Test("keeps to its bounds")
    func bounds() {
        var bounds = JSONReader.Bounds()
        bounds.depth = 3
        #expect(error(Array("[[[1]]]".utf8), bounds) == nil)
        #expect(error(Array("[[[[1]]]]".utf8), bounds)?.code == .limit)
        #expect(error(Array("[{\"a\":[{\"b\":1}]}]".utf8), bounds)?.code == .limit)
        bounds.values = 4
        #expect(error(Array("[1,2,3]".utf8), bounds) == nil)
        #expect(error(Array("[1,2,3,4]".utf8), bounds)?.code == .limit)
        bounds.bytes = 6
        #expect(error(Array("[1,2,3]".utf8), bounds)?.code == .limit)
        #expect(error([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))?.code == .limit)
    }
}
