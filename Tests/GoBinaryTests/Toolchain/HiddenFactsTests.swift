import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

@Suite("Packers and obfuscators")
struct HiddenFactsTests {
    @Test("UPX leaves its mark behind the segment headers", arguments: BinaryBuilder.layouts)
    func packed(_ layout: Layout) throws {
        let built = Self.packed(layout, mark: "UPX!")
        let trace = try #require(Packer.trace(in: try Image(elf: built.file), built.file))
        #expect(trace.packer == .upx)
        let found = Array(built.bytes[Int(trace.offset.rawValue)...].prefix(4))
        #expect(found == Array("UPX!".utf8))
    }

    @Test("a program that UPX packed is recognised, with either mark and with one")
    func real() throws {
        var bytes = try ToolchainFacts.bytes("c-packed-amd64")
        var offsets: [UInt64] = []
        while let trace = Packer.trace(in: try Image(elf: FileBytes(bytes)), FileBytes(bytes)) {
            offsets.append(trace.offset.rawValue)
            bytes[Int(trace.offset.rawValue)] = 0
        }
        let end = UInt64(bytes.count)
        #expect(offsets == [236, end - 44, end - 36])
    }

    @Test("where that mark was wiped out the one at the end tells")
    func end() throws {
        let built = Self.packed(BinaryBuilder.layouts[0], mark: "????")
        let padding = [UInt8](repeating: 0, count: (4 - built.bytes.count % 4) % 4)
        for rest in [28, 24, 0] {
            // Version 13 of the header, format 22, method 2.
            let tail = Array("UPX!".utf8) + [13, 22, 2] + [UInt8](repeating: 1, count: rest + 1)
            let file = FileBytes(built.bytes + padding + tail)
            let trace = Packer.trace(in: try Image(elf: file), file)
            #expect(trace?.offset.rawValue == UInt64(built.bytes.count + padding.count))
        }
    }

    @Test("a file that is not packed, or too short to tell, has no mark")
    func notPacked() throws {
        let built = Self.packed(BinaryBuilder.layouts[0], mark: "UPX?")
        for count in [UInt64(64), 100, 120, 123, 124, UInt64(built.bytes.count)] {
            let cut = built.cut(to: count)
            #expect(Packer.trace(in: try Image(elf: cut.file), cut.file) == nil)
        }
        let text = try ToolchainFacts.bytes("tiny-static-amd64-go1.27") + Array("UPX!".utf8)
        #expect(Packer.trace(in: try Image(elf: FileBytes(text)), FileBytes(text)) == nil)
    }

    /// A program whose first section starts with what UPX calls `l_info`.
    private static func packed(_ layout: Layout, mark: String) -> BuiltBinary {
        var builder = BinaryBuilder(layout)
        builder.type = 2
        builder.segments = [.init(1)]
        builder.sections = [
            .init(".stub", 1) { writer, _ in
                // The builder aligns sections to 8: without a gap in both layouts where the
                // headers end there.
                writer.raw([1, 2, 3, 4] + Array(mark.utf8) + [0, 0, 0, 0])
                writer.raw([UInt8](repeating: 0x90, count: 64))
            }
        ]
        builder.extraHeaderBytes = layout.is64Bit ? 0 : 4
        return builder.build()
    }

    @Test("a table with a number of its own and no version are garble's")
    func garbled() throws {
        // As garble 0.16 leaves it: the version is not told, the number is made up.
        var bytes = try ToolchainFacts.bytes("tiny-static-amd64-go1.24")
        let blob = try #require(
            ToolchainFactsTests.find(Array("\u{9}go1.24.11".utf8), in: bytes))
        let image = try Image(elf: FileBytes(bytes))
        let section = try #require(try image.section(named: ".gopclntab", in: FileBytes(bytes)))
        let table = Int(section.range.offset.rawValue)
        bytes.replaceSubrange(table..<(table + 4), with: [0xdf, 0xb8, 0xc5, 0xbc])
        let weak = try obfuscation(bytes)
        #expect(weak.value == .text("garble"))
        #expect(weak.evidence.map(\.detail) == ["starts with 0xbcc5b8df, which no Go writes"])
        #expect(weak.evidence.map(\.confidence) == [.weak])
        bytes.replaceSubrange(
            blob..<(blob + 10), with: [7] + Array("unknown".utf8) + [0, 0])
        let strong = try obfuscation(bytes)
        #expect(strong.value == .text("garble"))
        #expect(strong.evidence.map(\.source) == ["build information", "function table"])
        #expect(strong.evidence.map(\.confidence) == [.strong, .strong])
    }

    @Test("a table with a number of its own says so wherever it is asked for")
    func unreadable() throws {
        var bytes = try ToolchainFacts.bytes("tiny-pie-amd64-go1.24")
        let image = try Image(elf: FileBytes(bytes))
        // Where position-independent programs had it.
        let name = ".data.rel.ro.gopclntab"
        let found = try image.section(named: ".gopclntab", in: FileBytes(bytes))
        let other = try image.section(named: name, in: FileBytes(bytes))
        let section = try #require(found ?? other)
        let offset = section.range.offset
        let table = Int(offset.rawValue)
        bytes.replaceSubrange(table..<(table + 4), with: [0xdf, 0xb8, 0xc5, 0xbc])
        let file = FileBytes(bytes)
        let error = ParseError(
            .goObfuscated, "has a magic of no Go version (0xbcc5b8df): the file looks garbled",
            at: offset, in: "Go function table")
        #expect(FunctionTableReader(image, in: file).read().error == error)
        let cgo = CgoReader(image, in: file).read()
        #expect(cgo.verdict == .unknown && cgo.evidence.first?.offset == offset)
        #expect(cgo.evidence.first?.detail == ByteString(error.message))
        #expect(cgo.diagnostics == [Diagnostic(error)])
        // For facts that is an answer.
        let facts = GoFactsReader(image, in: file, build: nil).read()
        #expect(facts.diagnostics == [Diagnostic(error, .note)])
        #expect(facts.facts.first { $0.name == "obfuscation" }?.value == .text("garble"))
    }

    @Test("file names that were made up leave no scheduler")
    func files() throws {
        let bytes = ToolchainFactsTests.replacing(
            Array("runtime/proc.go".utf8), by: Array("k_J_HYp/bkAs.go".utf8),
            in: try ToolchainFacts.bytes("tiny-static-amd64-go1.24"))
        let fact = try obfuscation(bytes)
        #expect(fact.value == .text("garble"))
        #expect(fact.evidence.map(\.source) == ["source files"])
        #expect(fact.evidence.map(\.confidence) == [.weak])
    }

    @Test("a table of a later Go, or damaged behind its number, is not obfuscated")
    func otherTables() throws {
        let whole = try ToolchainFacts.bytes("tiny-static-amd64-go1.24")
        let image = try Image(elf: FileBytes(whole))
        let section = try #require(try image.section(named: ".gopclntab", in: FileBytes(whole)))
        let table = Int(section.range.offset.rawValue)
        for (index, byte) in [(0, UInt8(0xf7)), (5, 1), (32, 0xff), (40, 0)] {
            var bytes = whole
            if index > 0 { bytes[table + 3] = 0x12 }
            bytes[table + index] = byte
            if index >= 32 { bytes[table + index + 7] = 0xff }
            #expect(try obfuscation(bytes).value != .text("garble"), "\(index)")
        }
    }

    private func obfuscation(_ bytes: [UInt8]) throws -> GoFact {
        try #require(try ToolchainFacts.read(bytes).first { $0.name == "obfuscation" })
    }
}
