import ObjectFile
import Testing
import TestSupport

@Suite("ELF dynamic section")
struct ELFDynamicSectionTests {
    @Test("every entry is what libelf reads")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let section = try ELF.Object(try file.file()).dynamic
            mismatches.compare(section.error ?? section.value?.namesError, nil, file.name)
            mismatches.compare(
                each: (section.value?.entries ?? []).map(LibElf.DynamicEntry.init),
                LibElf(try file.bytes()).dynamic, file.name)
        }
        mismatches.expectNone()
    }
}

extension LibElf.DynamicEntry {
    /// The same fields as goelf reads them.
    init(_ entry: ELF.DynamicEntry) {
        self.init()
        tag = entry.tag.rawValue
        value = entry.value
    }
}
