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
            let count = try ELF.HashTable.symbolCount(
                at: VirtualAddress(rawValue: address), object.addresses, in: bytes, object.header)
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
            let count = try ELF.GNUHashTable.symbolCount(
                at: VirtualAddress(rawValue: address), object.addresses, in: bytes,
                object.header.layout)
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
}
