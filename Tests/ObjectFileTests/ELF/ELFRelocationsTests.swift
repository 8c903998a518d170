import ObjectFile
import Testing
import TestSupport

@Suite("ELF relocations")
struct ELFRelocationsTests {
    @Test("every section has as many of each type, with the symbols, as libelf counts")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            // 64-bit MIPS has three types in an entry, which libelf takes for a number.
            guard let sections = object.sections(in: bytes).value,
                object.header.machine != .mips || !object.header.layout.is64Bit
            else { continue }
            var ours: [LibElf.Relocations] = []
            for table in object.relocationTables(sections) where table.form != .relr {
                let summary = try object.summary(of: table, in: bytes)
                let section = sections.sections.first { $0.fileRange == table.range }
                ours.append(LibElf.Relocations(summary, section?.index ?? 0))
            }
            mismatches.compare(each: ours, LibElf(try file.bytes()).relocations, file.name)
        }
        mismatches.expectNone()
    }
}

extension LibElf.Relocations {
    /// The same sums as goelf makes them.
    init(_ summary: ELF.RelocationSummary, _ index: Int) {
        self.init()
        section = index
        for entry in summary.counts { counts[entry.type.rawValue] = entry.count }
        symbols = Set(summary.symbols)
    }
}
