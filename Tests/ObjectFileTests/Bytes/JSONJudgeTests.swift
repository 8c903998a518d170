import Foundation
import TestSupport
import Testing

@testable import ObjectFile

/// `TestBinaries/compare_json.py` wrote what Python's `json` says.
@Suite("JSON, held against Python's json")
struct JSONJudgeTests {
    private struct Case: Decodable {
        let text: String
        /// The value as it is written without blanks; nil where the text is no JSON.
        let strict: String?
        /// The same where comments and commas behind last values do not count.
        let byHand: String?
    }

    private func cases() throws -> [Case] {
        let file = TestBinary.folder.appendingPathComponent("json/cases.json")
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    }

    /// The value without blanks, with escapes where Python has them.
    private func written(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .string(let text): quoted(text)
        case .array(let values): "[" + values.map { written($0) }.joined(separator: ",") + "]"
        case .object(let object):
            "{"
                + object.members.map { quoted($0.name) + ":" + written($0.value) }
                .joined(separator: ",") + "}"
        }
    }

    private func quoted(_ text: String) -> String {
        let short: [UInt16: String] = [
            8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: "\\\"", 92: "\\\\",
        ]
        return "\""
            + text.utf16.map { unit in
                if let name = short[unit] { return name }
                if unit >= 32, unit < 127 { return String(UnicodeScalar(UInt8(unit))) }
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined() + "\""
    }

    @Test("takes what Python takes, and finds the same values")
    func strict() throws {
        let cases = try cases()
        #expect(cases.count >= 1000)
        for one in cases {
            let file = FileBytes(Array(one.text.utf8))
            var found: String?
            do throws(ParseError) {
                found = written(try JSONReader.value(of: file, "text"))
            } catch {}
            #expect(found == one.strict, "\(one.text)")
        }
    }

    @Test("takes what people write as Python does when comments are gone")
    func byHand() throws {
        for one in try cases() {
            var found: JSONDocument?
            do throws(ParseError) {
                found = try JSONReader.document(of: Bytes(Array(one.text.utf8)), "text")
            } catch {}
            #expect(found.map { written($0.root.value) } == one.byHand, "\(one.text)")
        }
    }

    @Test("what people write is a text with the same value")
    func places() throws {
        for one in try cases() where one.strict != nil {
            let bytes = Array(one.text.utf8)
            let document = try JSONReader.document(of: Bytes(bytes), "text")
            var nodes = [document.root]
            while let node = nodes.popLast() {
                // Each value starts where its node says.
                let start = bytes[node.offset]
                let expected: [UInt8] =
                    switch node.value {
                    case .object: [0x7b]
                    case .array: [0x5b]
                    case .string: [0x22]
                    case .null: [0x6e]
                    case .boolean(let value): [value ? 0x74 : 0x66]
                    case .number(let digits): [digits.utf8.first ?? 0]
                    }
                #expect([start] == expected, "\(one.text)")
                if node.nameOffset != node.offset { #expect(bytes[node.nameOffset] == 0x22) }
                nodes += node.children
            }
        }
    }
}
