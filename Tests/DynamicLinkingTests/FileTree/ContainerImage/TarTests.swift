import DynamicLinking
import ObjectFile
import TestSupport
import Testing

@Suite struct TarTests {
    private func refusal(_ write: (inout TarBuilder) -> Void, ends: Bool = true) -> ParseError.Code?
    {
        var builder = TarBuilder()
        write(&builder)
        let bytes = ends ? builder.build() : builder.bytes
        return code { () throws(ParseError) in _ = try ImageFixture.image([bytes]) }
    }

    @Test("names come from the record, its prefix, GNU's long names and pax records")
    func names() throws {
        let long = String(repeating: "n", count: 200)
        let image = try ImageFixture.image {
            $0.record("name", "0", prefix: "some/prefix")
            // GNU's own magic has other fields there, and the oldest format has none.
            $0.record("gnu", "0", prefix: "nothing", magic: "ustar  \u{0}")
            $0.record("v7", "\u{0}", magic: "")
            $0.record("v7-folder/", "\u{0}", magic: "")
            $0.long(long)
            $0.file("short", [65])
            $0.pax([("path", "pax-" + long)])
            $0.file("short", [66])
            $0.long(String(repeating: "t", count: 300), type: "K")
            $0.link("link", to: "short")
            $0.pax([("linkpath", "elsewhere")])
            $0.link("link2", to: "short")
            $0.pax([("path", "")])
            $0.file("kept")
            $0.pax([("path", "everything")], type: "g")
            $0.file("own")
        }
        #expect(
            image.list("/") == [
                "gnu", "kept", "link", "link2", long, "own", "pax-" + long, "some", "v7",
                "v7-folder",
            ])
        #expect(image.list("/some/prefix") == ["name"])
        #expect(image.contents("/pax-" + long) == .success("B"))
        #expect(image.kind(of: "/link") == .link(ByteString(String(repeating: "t", count: 300))))
        #expect(image.kind(of: "/link2") == .link("elsewhere"))
        #expect(image.kind(of: "/v7-folder") == .directory(permissions: 0o644))
    }

    @Test("sizes may be binary, or stand in a pax record")
    func sizes() throws {
        let image = try ImageFixture.image {
            var record = TarBuilder()
            record.record("binary", "0")
            var bytes = record.bytes
            bytes[124] = 0x80
            for index in 125..<136 { bytes[index] = 0 }
            bytes[135] = 3
            $0.raw(TarBuilder.summed(bytes))
            $0.data(Array("abc".utf8))
            $0.pax([("size", "2")])
            $0.record("pax", "0")
            $0.data(Array("de".utf8))
            $0.record("link", "2", size: 700, link: "pax")
            $0.file("last", [65])
        }
        #expect(image.contents("/binary") == .success("abc"))
        #expect(image.contents("/pax") == .success("de"))
        #expect(image.contents("/last") == .success("A"))
    }

    @Test("GNU's map of holes may go on in records behind the first")
    func holes() throws {
        let image = try ImageFixture.image {
            var record = TarBuilder()
            record.record("holes", "S", size: 3, magic: "ustar  \u{0}")
            var bytes = record.bytes
            bytes[482] = 1
            $0.raw(TarBuilder.summed(bytes))
            var more = [UInt8](repeating: 0, count: 512)
            more[504] = 1
            $0.raw(more)
            $0.raw([UInt8](repeating: 0, count: 512))
            $0.data([1, 2, 3])
            $0.file("last", [65])
        }
        #expect(image.list("/") == ["holes", "last"])
        #expect(image.contents("/last") == .success("A"))
    }

    @Test("an archive may end without empty records, but not inside an entry")
    func ends() {
        #expect(refusal({ $0.file("a", [1]) }, ends: false) == nil)
        #expect(refusal({ _ in }, ends: false) == nil)
        #expect(
            refusal(
                {
                    $0.record("a", "0", size: 3)
                    $0.raw([1, 2, 3])
                }, ends: false) == nil)
        #expect(
            refusal(
                {
                    $0.record("a", "0", size: 4)
                    $0.raw([1, 2, 3])
                }, ends: false) == .imageTar)
        #expect(refusal({ $0.record("a", "x", size: 600) }, ends: false) == .imageTar)
        #expect(refusal({ $0.raw([UInt8](repeating: 65, count: 100)) }, ends: false) == .imageTar)
    }

    @Test("every record cut short is told from a whole one")
    func cut() {
        var builder = TarBuilder()
        builder.pax([("path", "name")])
        builder.file("a", [UInt8](repeating: 65, count: 600))
        for count in 1..<builder.bytes.count {
            let bytes = Array(builder.bytes.prefix(count))
            let found = code { () throws(ParseError) in _ = try ImageFixture.image([bytes]) }
            // Between the pax record and the file, and behind its contents, it may well end.
            let isWhole = count == 1024 || count >= 1024 + 512 + 600
            #expect((found == nil) == isWhole, "\(count) bytes: \(String(describing: found))")
        }
    }

    @Test("wrong checksums, numbers and records are refused")
    func damaged() {
        #expect(
            refusal {
                var record = TarBuilder()
                record.file("a")
                var bytes = record.bytes
                bytes[0] = 66
                $0.raw(bytes)
            } == .imageTar)
        for (place, value) in [(124, UInt8(0xff)), (124, 0x39), (100, 0x41)] {
            #expect(
                refusal {
                    var record = TarBuilder()
                    record.file("a")
                    var bytes = record.bytes
                    bytes[place] = value
                    $0.raw(TarBuilder.summed(bytes))
                } == .imageTar)
        }
        for text in ["8 path=a\n", "path=a\n", "13 path=aaa\n", "7 path\n", "8 =aaaa\n", "0 a=b\n"]
        {
            #expect(
                refusal {
                    $0.record("pax", "x", size: text.utf8.count)
                    $0.data(Array(text.utf8))
                    $0.file("a")
                } == .imageTar, "\(text)")
        }
        #expect(refusal { $0.pax([("size", "x")]) } == .imageTar)
        #expect(refusal { $0.pax([("path", "a\u{0}b")]) } == .imageTar)
        #expect(
            refusal {
                $0.raw([UInt8](repeating: 0, count: 512))
                $0.file("a")
            } == .imageTar)
    }

    @Test("sizes and names beyond all measure are refused")
    func huge() {
        #expect(refusal { $0.record("a", "0", size: 0o77_777_777_777) } == .imageTar)
        #expect(refusal { $0.record("a", "L", size: 2 << 20) } == .limit)
        #expect(
            refusal {
                $0.pax([("size", "9223372036854775807")])
                $0.record("a", "0")
            } == .imageTar)
    }

    @Test("names longer than Linux takes are left out, and said")
    func longNames() throws {
        let image = try ImageFixture.image {
            $0.long(String(repeating: "n", count: 256))
            $0.file("a")
            $0.long(String(repeating: "n/", count: 2048))
            $0.file("b")
            $0.file("c")
        }
        #expect(image.list("/") == ["c"])
        #expect(image.diagnostics.count == 2)
    }
}
