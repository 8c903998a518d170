import ObjectFile
import Testing
import TestSupport

@Suite("ELF sections")
struct ELFSectionsTests {
    @Test("every section is what libelf reads")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let table = try ELF.Object(bytes).sections(in: bytes)
            mismatches.compare(table.error ?? table.value?.namesError, nil, file.name)
            mismatches.compare(
                each: (table.value?.sections ?? []).map(LibElf.Section.init),
                LibElf(try file.bytes()).sections, file.name)
        }
        mismatches.expectNone()
    }
}

extension LibElf.Section {
    /// The same fields as goelf reads them.
    init(_ section: ELF.Section) {
        self.init()
        index = section.index
        name = section.name
        type = section.type.rawValue
        flags = section.flags.rawValue
        addr = section.address.rawValue
        offset = section.offset.rawValue
        size = section.size
        link = section.link
        info = section.info
        addralign = section.alignment
        entsize = section.entrySize
    }
}
