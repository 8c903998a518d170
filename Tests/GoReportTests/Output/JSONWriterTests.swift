@testable import GoReport
import Foundation
import ObjectFile
import Testing

@Suite("JSON")
struct JSONWriterTests {
    private static func write(_ body: (inout JSONWriter) -> Void) -> String {
        var bytes: [UInt8] = []
        collect(&bytes) { sink in
            var writer = JSONWriter(ByteWriter(sink))
            body(&writer)
            writer.out.flush()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Collects what a writer hands on.
    private static func collect(
        _ bytes: inout [UInt8], _ body: (@escaping (Span<UInt8>) -> Int32) -> Void
    ) {
        final class Box { var bytes: [UInt8] = [] }
        let box = Box()
        body { span in
            box.bytes += span.copied
            return 0
        }
        bytes = box.bytes
    }

    @Test("has commas between values and none elsewhere")
    func commas() {
        let text = Self.write {
            $0.beginObject()
            $0.string("a", "b")
            $0.beginArray("c")
            $0.number(nil, UInt(1))
            $0.null()
            $0.endArray()
            $0.beginObject("d")
            $0.endObject()
            $0.bool("e", true)
            $0.endObject()
        }
        #expect(text == #"{"a":"b","c":[1,null],"d":{},"e":true}"#)
    }

    @Test(
        "escapes what it must, and what a terminal would obey",
        arguments: [
            ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
            ("\u{1b}[31m", #""\u001b[31m""#), ("\u{7f}", #""\u007f""#),
            ("\u{9b}", #""\u009b""#), ("\u{202e}", #""\u202e""#), ("\u{feff}", #""\ufeff""#),
            ("é日🙂", #""é日🙂""#), ("\u{61c}x", #""\u061cx""#),
        ])
    func escapes(_ text: String, _ expected: String) throws {
        let written = Self.write { $0.string(nil, text) }
        #expect(written == expected)
        let read = try JSONSerialization.jsonObject(
            with: Data(written.utf8), options: .fragmentsAllowed)
        #expect(read as? String == text)
    }

    @Test("gives the bytes of a text that is no UTF-8 beside it")
    func bytes() {
        let name: [UInt8] = [0x61, 0xff]
        let text = Self.write {
            $0.beginObject()
            $0.text("name", ByteString(name.span))
            $0.texts("list", ["x", ByteString(name.span)])
            $0.endObject()
        }
        #expect(
            text
                == "{\"name\":\"a\u{fffd}\",\"nameBytes\":\"Yf8=\","
                + "\"list\":[\"x\",\"a\u{fffd}\"],\"listBytes\":[null,\"Yf8=\"]}")
    }

    @Test(
        "writes numbers up to the greatest",
        arguments: [0, 9, 10, 99, 100, 101, 1005, 12345, 100_000, UInt64.max])
    func numbers(_ value: UInt64) {
        #expect(Self.write { $0.number(nil, value) } == String(value))
    }
}
