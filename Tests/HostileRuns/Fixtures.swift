internal import GoFixtures
internal import ObjectFile

/// The files that are damaged: one of each kind that goelf reads, each as small as there is one.
enum Fixtures {
    /// Kinds of files, and the bundled binary of each.
    private static let files: [(kind: String, file: String)] = [
        ("executable-le64", "c-hello-zig-riscv64"),
        ("executable-le32", "c-hello-zig-arm"),
        ("executable-be64", "c-hello-zig-arm64be"),
        ("executable-be32", "c-hello-zig-mips"),
        ("pie-le64", "c-hello-androidrel-amd64"),
        ("pie-be64", "c-hello-pie-s390x"),
        ("executable-le32-sections", "c-hello-dynamic-386"),
        ("library-versions-be64", "c-versions-s390x"),
        ("library-versions-le64", "c-versions-amd64"),
        ("imported-versions", "c-useversions-amd64"),
        ("glibc-floor", "c-gnu2.39-amd64"),
        ("no-sections-gnuhash", "c-hello-gnuhash-nosections-amd64"),
        ("no-sections-versions", "c-versions-nosections-amd64"),
        ("relr", "c-hello-relr-amd64"),
        ("object-le64", "c-freestanding-object-amd64"),
        ("object-le32", "c-freestanding-object-386"),
        ("object-be64", "c-freestanding-object-s390x"),
        ("debug-file", "c-hello-debug-amd64"),
        ("debug-units-be64", "c-units-s390x"),
        ("debug-object-be64", "c-units-object-s390x"),
        ("debug-object-le32", "c-units-object-386"),
        ("static", "c-musl-static-amd64"),
        ("static-pie", "c-musl-static-pie-amd64"),
        ("compressed-zlib", "c-hello-zlib-amd64"),
        ("compressed-zstd", "c-hello-zstd-amd64"),
        ("compressed-zdebug", "c-hello-zdebug-amd64"),
        ("macho-program-le64", "macho-hello-amd64"),
        ("macho-program-signed", "macho-hello-zig-amd64"),
        ("macho-program-chained", "macho-hello-chained-arm64"),
        ("macho-library-le64", "macho-library-amd64"),
        ("macho-odd-le64", "macho-odd-amd64"),
        ("macho-odd-be32", "macho-odd-ppc"),
        ("macho-odd-be64", "macho-odd-ppc64"),
        ("macho-object-le32", "macho-object-386"),
        ("macho-object-debug", "macho-object-debug-arm64"),
        ("macho-archive", "macho-archive-amd64"),
    ]

    /// All fixtures; `folder` has the bundled binaries.
    static func all(in folder: String) throws(ParseError) -> [Fixture] {
        var fixtures: [Fixture] = []
        for (kind, file) in files {
            fixtures.append(Fixture(kind, try read(folder + "/" + file)))
        }
        var objects: [[UInt8]] = []
        for architecture in ["amd64", "386", "s390x"] {
            objects.append(try read(folder + "/c-freestanding-object-" + architecture))
        }
        fixtures.append(Fixture("archive", archive(objects)))
        let inline = GoFixture(is64Bit: true, isBig: false, hasPointers: false)
        fixtures.append(Fixture("go-inline-le64", inline.bytes))
        let pointers = GoFixture(is64Bit: true, isBig: true, hasPointers: true)
        fixtures.append(Fixture("go-pointers-be64", pointers.bytes))
        let small = GoFixture(is64Bit: false, isBig: false, hasPointers: true)
        fixtures.append(Fixture("go-pointers-le32", small.bytes))
        fixtures.append(Fixture("signed", signed.build().bytes))
        for is64Bit in [false, true] {
            fixtures.append(
                Fixture("universal-\(is64Bit ? 64 : 32)", try universal(is64Bit, in: folder)))
        }
        for made in FunctionTableFixture.all {
            fixtures.append(
                Fixture(
                    "functions-\(made)", made.bytes, Question.ofFunctions, tables: made.tables))
            guard made.way == .module || made.way == .section else { continue }
            let tables = made.tables.map {
                ($0.lowerBound + FixtureMachO.shift)..<($0.upperBound + FixtureMachO.shift)
            }
            fixtures.append(
                Fixture(
                    "macho-functions-\(made)", try FixtureMachO.wrap(made.bytes),
                    Question.ofFunctions, tables: tables))
        }
        return fixtures + (try ImageFixtures.all()) + WrittenByHand.fixtures + Load.fixtures
    }

    /// A signature with two kinds of hashes, one of them of some pages alone.
    private static var signed: SignedFixture {
        var signed = SignedFixture()
        var second = SignedFixture.Directory()
        second.slot = 0x1000
        second.version = 0x20600
        second.hash = 1
        second.scatter = [(0, 2), (3, 3)]
        signed.directories.append(second)
        return signed
    }

    /// A universal file of a program, an object and an archive.
    private static func universal(
        _ is64Bit: Bool, in folder: String
    ) throws(ParseError) -> [UInt8] {
        let slices: [(processor: UInt64, file: String)] = [
            (0x100_0007, "macho-odd-amd64"), (18, "macho-odd-ppc"), (7, "macho-object-386"),
            (0x100_000c, "macho-archive-amd64"),
        ]
        var bytes: [UInt8] = []
        func number(_ value: UInt64, _ width: Int = 4) {
            for index in 0..<width {
                bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * (width - 1 - index))))
            }
        }
        number(is64Bit ? 0xcafe_babf : 0xcafe_babe)
        number(UInt64(slices.count))
        var contents: [UInt8] = []
        for slice in slices {
            let content = try read(folder + "/" + slice.file)
            number(slice.processor)
            number(3)
            number(0x100 + UInt64(contents.count), is64Bit ? 8 : 4)
            number(UInt64(content.count), is64Bit ? 8 : 4)
            number(4)
            if is64Bit { number(0) }
            contents += content + [UInt8](repeating: 0, count: (16 - content.count % 16) % 16)
        }
        return bytes + [UInt8](repeating: 0, count: 0x100 - bytes.count) + contents
    }

    static func read(_ path: String) throws(ParseError) -> [UInt8] {
        let file = try FileBytes(path: path)
        let bytes = try file.bytes(in: .first(file.size), reading: FilePart("fixture", .read))
        return bytes.span.copied
    }

    /// An archive with every way to name a member: in the header, in the table of long names, and
    /// in front of the bytes as BSD has it.
    private static func archive(_ objects: [[UInt8]]) -> [UInt8] {
        var bytes = Array(Archive.magic.utf8)
        append(&bytes, "/", Array("\0\0\0\0".utf8))
        append(&bytes, "//", Array("an-object-with-a-long-name.o/\n".utf8))
        let names = ["short.o/", "/0", "#1/8"]
        for (name, object) in zip(names, objects) {
            append(&bytes, name, name.hasPrefix("#") ? Array("bsd.o\0\0\0".utf8) + object : object)
        }
        return bytes
    }

    private static func append(_ bytes: inout [UInt8], _ name: String, _ content: [UInt8]) {
        func field(_ text: String, _ width: Int) -> [UInt8] {
            Array(text.utf8) + [UInt8](repeating: 0x20, count: width - text.utf8.count)
        }
        bytes += field(name, 16) + field("0", 12) + field("0", 6) + field("0", 6)
        bytes += field("644", 8) + field(String(content.count), 10) + Array("`\n".utf8) + content
        if content.count % 2 == 1 { bytes.append(0x0a) }
    }
}
