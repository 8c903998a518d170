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
}
