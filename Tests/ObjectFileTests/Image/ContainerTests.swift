import ObjectFile
import Testing
import TestSupport

@Suite("Containers")
struct ContainerTests {
    struct Row: CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let container: Container

        init(_ name: String, _ bytes: [UInt8], _ container: Container) {
            testDescription = name
            self.bytes = bytes
            self.container = container
        }

        init(_ name: String, _ text: String, _ container: Container) {
            self.init(name, Array(text.utf8), container)
        }
    }

    static let rows: [Row] = [
        Row("no bytes", "", .empty),
        Row("ELF's magic alone", "\u{7f}ELF", .elf),
        Row("three bytes of ELF's magic", "\u{7f}EL", .text),
        Row("Mach-O of 32 bits, big endian", [0xfe, 0xed, 0xfa, 0xce], .machO),
        Row("Mach-O of 32 bits, little endian", [0xce, 0xfa, 0xed, 0xfe], .machO),
        Row("Mach-O of 64 bits, big endian", [0xfe, 0xed, 0xfa, 0xcf], .machO),
        Row("Mach-O of 64 bits, little endian", [0xcf, 0xfa, 0xed, 0xfe], .machO),
        Row("two slices", [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2], .universal),
        Row("44 slices", [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 44], .universal),
        Row("slices with wide offsets", [0xca, 0xfe, 0xba, 0xbf, 0, 0, 0, 2], .universal),
        Row("the first class format", [0xca, 0xfe, 0xba, 0xbe, 0, 3, 0, 45], .javaClass),
        Row("a present class format", [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65], .javaClass),
        Row("an archive", "!<arch>\n", .archive),
        Row("a thin archive", "!<thin>\n", .archive),
        Row("Windows", "MZ\u{0}\u{0}", .pe),
        Row("AIX, 32 bits", [0x01, 0xdf, 0, 1], .xcoff),
        Row("AIX, 64 bits", [0x01, 0xf7, 0, 1], .xcoff),
        Row("Plan 9, 386", [0, 0, 0x01, 0xeb], .plan9),
        Row("Plan 9, amd64", [0, 0, 0x8a, 0x97], .plan9),
        Row("Plan 9, arm", [0, 0, 0x06, 0x47], .plan9),
        Row("WebAssembly", [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], .wasm),
        Row("a script", "#!/bin/sh\n", .script),
        Row("text", "sha256  name\n", .text),
        Row("text that is no ASCII", "größer\n", .text),
        Row("text cut inside a character", Array("größ".utf8.dropLast()), .text),
        Row("one zero byte", [0], .other),
        Row("bytes that are no UTF-8", [0x61, 0xff, 0x62, 0x63, 0x64, 0x65], .other),
    ]

    @Test("first bytes say what a file is", arguments: rows)
    func magic(row: Row) throws {
        #expect(try Container(FileBytes(row.bytes)) == row.container)
    }
}
