import ObjectFile
import Testing
import TestSupport

@Suite("ELF dynamic symbols without sections")
struct ELFDynamicSymbolsTests {
    @Test("the table found by address is the one that the sections name")
    func sameTable() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard let sections = object.sections(in: bytes).value,
                let section = sections.section(of: .dynamicSymbolTable)
            else { continue }
            let found = try object.dynamicSymbolTable(in: bytes)
            mismatches.compare(found?.range, section.fileRange, file.name)
            mismatches.compare(
                found?.strings, sections.section(at: section.link)?.fileRange, file.name)
            mismatches.compare(
                found?.versions, sections.section(of: .versionSymbols)?.fileRange, file.name)
        }
        mismatches.expectNone()
    }
}
