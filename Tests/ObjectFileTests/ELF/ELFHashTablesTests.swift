@testable import ObjectFile
import Testing
import TestSupport

@Suite("ELF hash tables")
struct ELFHashTablesTests {
    @Test("DT_HASH says how many symbols .dynsym has")
    func systemV() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard let table = object.sections(in: bytes).value?.section(of: .dynamicSymbolTable),
                let address = object.dynamic.value?.lastValue(of: .hash)
            else { continue }
            let place = try #require(
                object.addresses.bytes(from: VirtualAddress(rawValue: address)))
            let count = try ELF.HashTable.symbolCount(of: place, in: bytes, object.header)
            mismatches.compare(count, table.size / table.entrySize, file.name)
        }
        mismatches.expectNone()
    }

    @Test("DT_GNU_HASH says how many symbols .dynsym has, or nothing where none is exported")
    func gnu() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard let sections = object.sections(in: bytes).value,
                let table = sections.section(of: .dynamicSymbolTable),
                let address = object.dynamic.value?.lastValue(of: .gnuHash)
            else { continue }
            let place = try #require(
                object.addresses.bytes(from: VirtualAddress(rawValue: address)))
            let count = try ELF.GNUHashTable.symbolCount(
                of: place, in: bytes, object.header.layout)
            let all = try LibElf.Symbol.all(
                try #require(try object.dynamicSymbolTable(in: bytes)), in: bytes, object)
            // The table holds those that others may use: defined and not local, and with GNU's
            // linker some that are not defined.
            let exportsSome = all.contains { $0.section != 0 && $0.info >> 4 != 0 }
            if count == nil, !exportsSome { continue }
            mismatches.compare(count, table.size / table.entrySize, file.name)
        }
        mismatches.expectNone()
    }

    @Test("the hash of a version's name is the one that its record has")
    func versionHashes() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            var hashes = try object.neededVersions(in: bytes).flatMap(\.versions)
                .map { ($0.name, $0.hash) }
            hashes += try object.definedVersions(in: bytes).map { ($0.name, $0.hash) }
            for (name, hash) in hashes {
                let bytes = name.utf8
                let ours = ELF.HashTable.hash(bytes.span)
                mismatches.compare(ours, hash, "\(file.name) \(name)")
            }
        }
        mismatches.expectNone()
    }

    @Test("the hash of a name is that of the specification's function")
    func vectors() {
        for (name, hash) in [
            ("", 0), ("printf", 0x0779_05a6), ("GLIBC_2.2.5", 0x0969_1a75),
            ("GLIBC_2.34", 0x0696_91b4),
        ] as [(String, UInt32)] {
            let bytes = Array(name.utf8)
            let found = ELF.HashTable.hash(bytes.span)
            #expect(found == hash, "\(name)")
        }
    }

    /// The message of an error and its offset.
    typealias Message = @Sendable (BuiltBinary) -> (message: String, offset: UInt64)

    /// What one change to a built library makes of its table of dynamic symbols.
    struct Row: CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (BuiltBinary) -> BuiltBinary
        var count: UInt64 = 0
        var code = ParseError.Code.elfHash
        var structure = "symbol hash table"
        var error: Message?
    }

    /// The place of the tag of an entry of the built dynamic section.
    private static func tag(_ entry: UInt64, _ binary: BuiltBinary) -> UInt64 {
        binary.places.offset(".dynamic") + 2 * entry * binary.layout.wordSize
    }

    /// The binary with `DT_HASH` (entry 4), `DT_GNU_HASH` (5) or both taken for something else.
    private static func without(_ entries: UInt64..., in binary: BuiltBinary) -> BuiltBinary {
        entries.reduce(binary) {
            $0.with(0x6000_0000, width: Int($0.layout.wordSize), at: tag($1, $0))
        }
    }

    private static func gnu(_ word: UInt64, _ value: UInt64, _ binary: BuiltBinary) -> BuiltBinary {
        without(4, in: binary).with(
            value, width: 4, at: binary.places.offset(".gnu.hash") + word * 4)
    }

    private static func moved(_ entry: UInt64, _ binary: BuiltBinary) -> BuiltBinary {
        let width = binary.layout.wordSize
        return binary.with(0x70, width: Int(width), at: tag(entry, binary) + width)
    }

    private static func place(_ name: String, _ message: String) -> Message {
        { (message, $0.places.offset(name)) }
    }

    static let rows: [Row] = [
        Row(testDescription: "both tables", change: { $0 }, count: 4),
        Row(testDescription: "DT_GNU_HASH alone", change: { without(4, in: $0) }, count: 4),
        Row(testDescription: "neither table", change: { without(4, 5, in: $0) }, count: 4),
        Row(
            testDescription: "DT_GNU_HASH with nothing exported",
            change: { gnu(4, 0, gnu(5, 0, $0)) },
            count: 4),
        Row(
            testDescription: "DT_HASH that counts more than the file has",
            change: { $0.with(0xffff_ffff, width: 4, at: $0.places.offset(".hash") + 4) },
            code: .elfSymbols, structure: "symbol table",
            error: place(
                ".dynsym", "is said to have 4294967295 entries, which end past its segment")),
        Row(
            testDescription: "DT_HASH that is not mapped", change: { moved(4, $0) },
            error: place(".dynamic", "is at address 0x70, which no segment maps (DT_HASH)")),
        Row(
            testDescription: "DT_GNU_HASH that is not mapped",
            change: { moved(5, without(4, in: $0)) },
            error: place(".dynamic", "is at address 0x70, which no segment maps (DT_GNU_HASH)")),
        Row(
            testDescription: "greatest number of buckets", change: { gnu(0, 0xffff_ffff, $0) },

            error: place(
                ".gnu.hash", "has 4294967295 buckets, which end past its segment")),
        Row(
            testDescription: "greatest size of the filter", change: { gnu(2, 0xffff_ffff, $0) },

            error: place(".gnu.hash", "has 1 buckets, which end past its segment")),
    ]

    @Test("the number of dynamic symbols without sections", arguments: rows, BinaryBuilder.layouts)
    func built(row: Row, layout: Layout) throws {
        let binary = row.change(BinaryBuilder.library(layout).build())
        let object = try ELF.Object(binary.file)
        if let (message, offset) = row.error?(binary) {
            let error = ParseError(
                row.code, message, at: FileOffset(rawValue: offset), in: row.structure)
            #expect(throws: error) { try object.dynamicSymbolTable(in: binary.file) }
            return
        }
        let table = try #require(try object.dynamicSymbolTable(in: binary.file))
        #expect(table.range.offset.rawValue == binary.places.offset(".dynsym"))
        #expect(table.count == row.count)
    }

    @Test("a chain without an end is damage", arguments: BinaryBuilder.layouts)
    func endless(layout: Layout) throws {
        // From the chain on, every word of the segment is even.
        let plain = Self.without(4, in: BinaryBuilder.library(layout).build())
        let hash = plain.places.offset(".gnu.hash")
        let binary = plain.with("p_filesz", of: 0, hash + plain.places.size(".gnu.hash"))
            .with(0x2000, width: 4, at: hash + plain.places.size(".gnu.hash") - 4)
        let object = try ELF.Object(binary.file)
        let table = FileRange(
            offset: FileOffset(rawValue: hash), size: plain.places.size(".gnu.hash"))
        let error = ParseError(
            .elfHash, "has a chain that does not end in its segment",
            at: FileOffset(rawValue: hash), in: "symbol hash table")
        #expect(throws: error) {
            try ELF.GNUHashTable.symbolCount(of: try #require(table), in: binary.file, layout)
        }
        #expect(object.dynamic.error == nil)
    }

    @Test("64-bit S/390 has entries of 64 bits, and LLVM's linker writes 32")
    func wide() throws {
        let layout = Layout(is64Bit: true, byteOrder: .big)
        var builder = BinaryBuilder.library(layout)
        builder.machine = 22
        let narrow = builder.build()
        #expect(try ELF.Object(narrow.file).dynamicSymbolTable(in: narrow.file)?.count == 4)
        for index in builder.sections.indices where builder.sections[index].name == ".hash" {
            builder.sections[index].content = { writer, _ in
                for word: UInt64 in [1, 4, 1, 0, 2, 3, 0] { writer.extendedWord(word) }
            }
        }
        let wide = builder.build()
        #expect(try ELF.Object(wide.file).dynamicSymbolTable(in: wide.file)?.count == 4)
    }
}
