import TestSupport
import Testing

@testable import ObjectFile

@Suite("Symbols found by GNU's hash table")
struct ELFSymbolFinderTests {
    @Test("are all that are defined, and no name is found that nobody defines")
    func all() throws {
        var mismatches = Mismatches()
        var count = 0
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard let finder = try ELF.SymbolFinder(object, in: bytes),
                let table = try object.dynamicSymbolTable(in: bytes), table.count < 5000
            else { continue }
            var cursor = ELF.SymbolCursor(table, in: bytes, object.header.layout, object.limits)
            while let symbol = try cursor.symbol() {
                guard !symbol.isUndefined, symbol.binding != .local, symbol.nameOffset > 0 else {
                    continue
                }
                let name = try cursor.name(of: symbol).copied
                let found = try finder.candidates(name.span)
                mismatches.compare(found.contains(symbol.index), true, "\(file.name)")
                let other = try finder.candidates((name + [1]).span)
                mismatches.compare(other.contains(symbol.index), false, "\(file.name)")
                count += 1
            }
        }
        mismatches.expectNone()
        #expect(count > 500)
    }
}
