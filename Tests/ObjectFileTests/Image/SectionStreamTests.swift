import ObjectFile
import TestSupport
import Testing

@Suite("Sections read piece by piece")
struct SectionStreamTests {
    private static let part = FilePart("test", .dwarfTest)

    /// A section of a test binary, and the whole of its bytes as the other reader expands them.
    private struct Sample {
        let file: FileBytes
        let object: ELF.Object
        let section: ELF.Section
        let whole: [UInt8]

        init(
            _ id: String, _ name: String,
            damage: (inout [UInt8], ELF.Section) -> Void = { _, _ in
            }
        ) throws {
            let binary = try #require(TestBinary.all.first { $0.id == id })
            let sound = try FileBytes(path: binary.path)
            object = try ELF.Object(sound)
            let table = try #require(object.sections(in: sound).value)
            section = try #require(table.section(named: name))
            let contents = try object.contents(of: section, in: sound)
            whole = contents.span.copied
            let all = try sound.bytes(in: .first(sound.size), reading: part)
            var bytes = all.span.copied
            damage(&bytes, section)
            file = FileBytes(bytes)
        }

        func contents() throws -> SectionContents {
            try #require(try SectionContents(section, of: object, in: file))
        }

        func stream() throws -> SectionStream {
            try SectionStream(try contents(), in: file, reading: part)
        }
    }

    static let samples = [
        ("c-hello-debug-amd64", ".debug_info"), ("c-hello-zlib-amd64", ".debug_info"),
        ("c-hello-zstd-amd64", ".debug_info"), ("c-hello-zdebug-amd64", ".zdebug_info"),
        ("cgo-dwarf-amd64-go1.27", ".debug_info"), ("tiny-dwarf-amd64-go1.15", ".zdebug_info"),
        ("tiny-dwarf-s390x-go1.27", ".debug_info"), ("cgo-dwarf-amd64-go1.27", ".text"),
    ]

    @Test("the pieces are those of the whole, in steps of any size", arguments: samples)
    func pieces(_ id: String, _ name: String) throws {
        let sample = try Sample(id, name)
        for step in [61, 4096, 70_001, 1 << 20] {
            var stream = try sample.stream()
            var budget = stream.size * 2
            #expect(stream.size == UInt64(sample.whole.count))
            var read: [UInt8] = []
            while read.count < sample.whole.count {
                let piece = try stream.bytes(
                    at: UInt64(read.count), most: UInt64(step), &budget)
                read += piece.span.copied
            }
            #expect(read == sample.whole)
            let end = try stream.bytes(at: stream.size, most: 10, &budget)
            #expect(end.count == 0)
        }
    }

    @Test("what lies between is passed over", arguments: samples)
    func gaps(_ id: String, _ name: String) throws {
        let sample = try Sample(id, name)
        var stream = try sample.stream()
        var budget = UInt64.max
        var offset = 3
        while offset + 40 < sample.whole.count {
            let piece = try stream.bytes(at: UInt64(offset), most: 40, &budget)
            #expect(piece.span.copied == Array(sample.whole[offset..<(offset + 40)]))
            offset = offset * 3 / 2 + 7
        }
    }

    @Test("a compressed section is read forwards, as far as the budget goes")
    func budget() throws {
        let sample = try Sample("cgo-dwarf-amd64-go1.27", ".debug_info")
        var stream = try sample.stream()
        var budget: UInt64 = 100_000
        _ = try stream.bytes(at: 50_000, most: 10, &budget)
        #expect(budget < 50_000)
        #expect(throws: ParseError.self) { _ = try stream.bytes(at: 10, most: 10, &budget) }
        let error = #expect(throws: ParseError.self) {
            _ = try stream.bytes(at: 200_000, most: 10, &budget)
        }
        #expect(error?.code == .limit)
        #expect(throws: ParseError.self) {
            _ = try stream.bytes(at: stream.size + 1, most: 1, &budget)
        }
        // The file itself costs nothing.
        var plain = try Sample("cgo-dwarf-amd64-go1.27", ".text").stream()
        var none: UInt64 = 0
        _ = try plain.bytes(at: 50_000, most: 10, &none)
        _ = try plain.bytes(at: 10, most: 10, &none)
    }

    @Test(
        "damage is an error at the latest where it lies, and never a crash",
        arguments: samples.filter { $0.1 != ".text" && $0.0 != "c-hello-debug-amd64" })
    func damage(_ id: String, _ name: String) throws {
        for place in stride(from: 12, to: 300, by: 7) {
            let sample = try Sample(id, name) { bytes, section in
                let index = Int(section.offset.rawValue) + place
                if place < Int(section.size) { bytes[index] = ~bytes[index] }
            }
            var read: [UInt8] = []
            do {
                var stream = try sample.stream()
                var budget: UInt64 = 1 << 24
                while read.count < Int(min(stream.size, 1 << 22)) {
                    let piece = try stream.bytes(at: UInt64(read.count), most: 999, &budget)
                    read += piece.span.copied
                }
            } catch let error as ParseError {
                #expect(error.code == .elfCompression || error.code == .limit)
            }
        }
    }

    @Test("a section is expanded whole within its budget", arguments: samples)
    func whole(_ id: String, _ name: String) throws {
        let sample = try Sample(id, name)
        var budget = UInt64(sample.whole.count)
        let contents = try sample.contents()
        let (bytes, range) = try contents.expandedBytes(
            in: sample.file, reading: Self.part, &budget)
        let all = try bytes.bytes(in: range, reading: Self.part)
        #expect(all.span.copied == sample.whole)
        guard try sample.stream().isCompressed else { return }
        #expect(budget == 0)
        budget = UInt64(sample.whole.count) - 1
        let error = #expect(throws: ParseError.self) {
            _ = try contents.expandedBytes(in: sample.file, reading: Self.part, &budget)
        }
        #expect(error?.code == .limit)
    }
}

extension ParseError.Code {
    fileprivate static let dwarfTest = Self(rawValue: "test")
}
