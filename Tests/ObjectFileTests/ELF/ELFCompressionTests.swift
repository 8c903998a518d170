import ObjectFile
import Testing
import TestSupport

@Suite("ELF compressed sections")
struct ELFCompressionTests {
    @Test("a section compressed with zlib, in either form, expands to what libelf makes of it")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            for section in object.sections(in: bytes).value?.sections ?? [] {
                guard let compression = try object.compression(of: section, in: bytes),
                    compression.type == .zlib
                else { continue }
                let contents = try object.contents(of: section, in: bytes)
                let copy = contents.span.copied
                let theirs = LibElf(try file.bytes()).expanded(
                    section: section.index, isGNU: !section.flags.contains(.compressed))
                mismatches.compare(UInt64(contents.count), compression.size, file.name)
                mismatches.compare(
                    copy == theirs, true, "\(file.name) \(section.name)")
            }
        }
        mismatches.expectNone()
    }

    /// `llvm-objcopy --decompress-debug-sections` of LLVM 19 and that of GNU binutils 2.40 both
    /// expand the sections to these bytes.
    struct Expanded: CustomTestStringConvertible {
        let name: String
        let count: Int
        let digest: String
        var testDescription: String { name }
    }

    @Test(
        "a section compressed with zstd expands to what two other tools make of it",
        arguments: [
            Expanded(
                name: ".debug_info", count: 310,
                digest: "c64b13889db0150b597b34adaae9d6d9ed58ceb5050e96d72e1e180c7f7fa9f2"),
            Expanded(
                name: ".debug_abbrev", count: 195,
                digest: "20753f2f6f278009a261f1bbb45dae67eca2a09fdd8cd85f6fc409dd02b187c5"),
            Expanded(
                name: ".debug_str", count: 223,
                digest: "1eb40528d824198e770c6c54053928fa1d455c44ab3bf9473ec20a0824d7f7f1"),
        ])
    func zstd(expanded: Expanded) throws {
        let file = try #require(Corpus.testBinaries.first { $0.name == "c-hello-zstd-amd64" })
        let bytes = try file.file()
        let object = try ELF.Object(bytes)
        let section = try #require(
            object.sections(in: bytes).value?.section(named: expanded.name))
        #expect(try object.compression(of: section, in: bytes)?.type == .zstd)
        let contents = try object.contents(of: section, in: bytes)
        let copy = contents.span.copied
        #expect(copy.count == expanded.count)
        #expect(SHA256.hexadecimal(copy) == expanded.digest)
    }

    /// "hello hello hello" and a new line, by Python's `zlib.compress`.
    static let zlib: [UInt8] = [
        0x78, 0x9c, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x90, 0x5c,
        0x00, 0x40, 0xb5, 0x06, 0x87,
    ]

    /// The same text by `zstd`.
    static let zstd: [UInt8] = [
        0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x6d, 0x00, 0x00, 0x38, 0x68, 0x65,
        0x6c, 0x6c, 0x6f, 0x20, 0x0a, 0x01, 0x00, 0x31, 0x4a, 0x11, 0xa3, 0xaa,
        0x74, 0xce,
    ]

    static let text = Array("hello hello hello\n".utf8)

    /// A file with one compressed section.
    private static func binary(
        _ layout: Layout, type: UInt32, size: UInt64 = 18, _ bytes: [UInt8]
    ) -> BuiltBinary {
        var builder = BinaryBuilder(layout)
        builder.sections = [
            .init(".debug_info", 1, flags: 0x800) { writer, _ in
                writer.word(type)
                if layout.is64Bit { writer.word(0) }
                writer.address(size)
                writer.address(4)
                writer.raw(bytes)
            }
        ]
        return builder.build()
    }

    private static func contents(
        _ binary: BuiltBinary, _ limits: Limits = Limits()
    ) throws -> [UInt8] {
        let object = try ELF.Object(binary.file, limits: limits)
        let sections = object.sections(in: binary.file).value?.sections ?? []
        let contents = try object.contents(
            of: try #require(sections.dropFirst().first), in: binary.file)
        return contents.span.copied
    }

    private static func error(
        _ message: String, _ binary: BuiltBinary, _ code: ParseError.Code = .elfCompression,
        after: UInt64
    ) -> ParseError {
        ParseError(
            code, message, at: FileOffset(rawValue: binary.places.offset(".debug_info") + after),
            in: "compressed section")
    }

    @Test("both methods give the text back", arguments: BinaryBuilder.layouts)
    func built(layout: Layout) throws {
        #expect(try Self.contents(Self.binary(layout, type: 1, Self.zlib)) == Self.text)
        #expect(try Self.contents(Self.binary(layout, type: 2, Self.zstd)) == Self.text)
        #expect(try Self.contents(Self.binary(layout, type: 1, size: 0, [])) == [])
    }

    @Test("a header that is short of any byte is damage", arguments: BinaryBuilder.layouts)
    func shortHeader(layout: Layout) throws {
        let binary = Self.binary(layout, type: 1, Self.zlib)
        for size in 0..<(layout.is64Bit ? 24 : 12) as Range<UInt64> {
            let error = Self.error("has no room for its header", binary, after: 0)
            #expect(throws: error) {
                try Self.contents(binary.with("sh_size", of: ".debug_info", size))
            }
        }
    }

    @Test("damaged bytes, another size or method are damage", arguments: BinaryBuilder.layouts)
    func damage(layout: Layout) throws {
        let header: UInt64 = layout.is64Bit ? 24 : 12
        for (type, bytes) in [(1, Self.zlib), (2, Self.zstd)] as [(UInt32, [UInt8])] {
            let broken = [
                Self.binary(layout, type: type, size: 17, bytes),
                Self.binary(layout, type: type, size: 19, bytes),
                Self.binary(layout, type: type, Array(bytes.dropLast(6))),
                Self.binary(layout, type: type, Array(bytes.reversed())),
            ]
            for binary in broken {
                let error = Self.error(
                    "is damaged, or not of the size it names", binary, after: header)
                #expect(throws: error) { try Self.contents(binary) }
            }
        }
        let unknown = Self.binary(layout, type: 3, Self.zlib)
        let error = Self.error(
            "is compressed with an unknown method (0x3)", unknown, after: header)
        #expect(throws: error) { try Self.contents(unknown) }
    }

    @Test(
        "a size that no such bytes can have is refused before memory is",
        arguments: BinaryBuilder.layouts)
    func greatest(layout: Layout) throws {
        let header: UInt64 = layout.is64Bit ? 24 : 12
        let count = UInt64(Self.zlib.count)
        let most: UInt64 = layout.is64Bit ? .max : 0xffff_ffff
        for size in [1032 * count + 1, 1 << 30, most] {
            let binary = Self.binary(layout, type: 1, size: size, Self.zlib)
            let error = Self.error(
                "is said to expand from \(count) to \(size) bytes", binary, .limit, after: header)
            #expect(throws: error) { try Self.contents(binary) }
        }
        var limits = Limits()
        limits.decompressedBytes = 17
        let binary = Self.binary(layout, type: 1, Self.zlib)
        #expect(throws: ParseError.self) { try Self.contents(binary, limits) }
    }

    @Test("the older form is known by its name and magic", arguments: BinaryBuilder.layouts)
    func older(layout: Layout) throws {
        var builder = BinaryBuilder(layout)
        builder.sections = [
            .init(".zdebug_info", 1, flags: 0) { writer, _ in
                writer.raw(Array("ZLIB".utf8) + [0, 0, 0, 0, 0, 0, 0, 18] + Self.zlib)
            }
        ]
        let binary = builder.build()
        #expect(try Self.contents(binary) == Self.text)
        // Without the magic the bytes are what they are.
        let plain = binary.with(0, width: 1, at: binary.places.offset(".zdebug_info"))
        #expect(try Self.contents(plain).count == 12 + Self.zlib.count)
    }
}
