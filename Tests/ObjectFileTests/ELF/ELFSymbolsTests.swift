import ObjectFile
import Testing
import TestSupport

@Suite("ELF symbols")
struct ELFSymbolsTests {
    @Test("every symbol with its name and version index is what libelf reads")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            let sections = object.sections(in: bytes).value
            let judge = LibElf(try file.bytes()).symbolTables
            for table in try object.symbolTables(sections, in: bytes) {
                let type: ELF.SectionType =
                    table.kind == .full ? .symbolTable : .dynamicSymbolTable
                guard let theirs = judge.first(where: { $0.type == type.rawValue }) else {
                    // Without sections libelf finds none; see the test of counts.
                    mismatches.compare(sections == nil, true, "\(file.name) \(table.kind)")
                    continue
                }
                mismatches.compare(
                    each: try LibElf.Symbol.all(table, in: bytes, object), theirs.symbols,
                    "\(file.name) \(table.kind)")
            }
        }
        mismatches.expectNone()
    }
}

extension LibElf.Symbol {
    /// The symbols of a table, entry 0 included, as goelf reads them.
    static func all(
        _ table: ELF.SymbolTable, in file: FileBytes, _ object: ELF.Object
    ) throws -> [Self] {
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits, from: 0)
        var symbols: [Self] = []
        while let symbol = try cursor.symbol() {
            var record = Self()
            record.name = ByteString(try cursor.name(of: symbol))
            record.info = symbol.info
            record.other = symbol.other
            record.section = symbol.section.rawValue
            record.value = symbol.value
            record.size = symbol.size
            record.version = try cursor.version(of: symbol)
            symbols.append(record)
        }
        return symbols
    }
}
