import ObjectFile
import Testing
import TestSupport

@Suite("Mach-O chained imports")
struct MachOChainedImportsTests {
    private func entries(
        _ file: ChainedFile
    ) throws -> (entries: [MachO.ChainedImport], names: [ByteString]) {
        let fixups = try file.fixups()
        var imports = try MachO.ChainedImports(fixups, in: file.built.file, Limits())
        var entries: [MachO.ChainedImport] = []
        var names: [ByteString] = []
        for index in 0..<imports.count {
            let entry = try imports.entry(index)
            entries.append(entry)
            let name = try imports.name(of: entry)
            names.append(ByteString(name))
        }
        return (entries, names)
    }

    private func file(_ format: UInt32, _ count: UInt32, _ write: (inout ByteWriter) -> Void)
        -> ChainedFile
    {
        var writer = ByteWriter(LinkEditFile.layout)
        write(&writer)
        var file = ChainedFile()
        file.importFormat = format
        file.importCount = count
        file.imports = writer.bytes
        return file
    }

    @Test("imports of 32 bits have library, weakness and name")
    func plain() throws {
        let file = file(1, 3) { writer in
            for word: UInt32 in [0x3fe, 0x8f0, 0x802] { writer.word(word) }
        }
        let (entries, names) = try entries(file)
        #expect(entries.map(\.library.rawValue) == [-2, 0xf0, 2])
        #expect(entries.map(\.isWeak) == [true, false, false])
        #expect(names == ["_a", "_b", "_b"])
    }

    @Test("those with an addend have its sign")
    func addend() throws {
        let file = file(2, 1) { writer in
            writer.word(0x202)
            writer.word(0xffff_fff8)
        }
        let (entries, names) = try entries(file)
        #expect(entries.map(\.addend) == [-8])
        #expect(names == ["_a"])
    }

    @Test("those of 64 bits have wide fields")
    func wide() throws {
        let file = file(3, 2) { writer in
            for word: UInt64 in [0x1_0001_fffd, .max, 0x4_0000_fff0, 1 << 40] {
                writer.extendedWord(word)
            }
        }
        let (entries, names) = try entries(file)
        #expect(entries.map(\.library.rawValue) == [-3, 0xfff0])
        #expect(entries.map(\.isWeak) == [true, false])
        #expect(entries.map(\.addend) == [-1, 1 << 40])
        #expect(names == ["_a", "_b"])
    }

    @Test("names outside the table, or in a form that nobody writes, are an error")
    func damagedNames() throws {
        #expect(throws: ParseError.self) { try entries(file(1, 1) { $0.word(0x1_0000) }) }
        var compressed = file(1, 1) { $0.word(0x202) }
        compressed.symbolsFormat = 1
        #expect(throws: ParseError.self) { try entries(compressed) }
    }

    @Test("an unknown format and a number past the last are an error")
    func damaged() throws {
        let unknown = file(4, 1) { $0.word(0) }
        #expect(throws: ParseError.self) { try entries(unknown) }
        let sound = file(1, 1) { $0.word(0x202) }
        var imports = try MachO.ChainedImports(try sound.fixups(), in: sound.built.file, Limits())
        #expect(throws: ParseError.self) { try imports.entry(1) }
        #expect(throws: ParseError.self) { try imports.entry(.max) }
    }
}
