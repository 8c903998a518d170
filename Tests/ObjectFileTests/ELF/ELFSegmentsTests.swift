import ObjectFile
import Testing
import TestSupport

@Suite("ELF segments")
struct ELFSegmentsTests {
    @Test("every segment is what libelf reads")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let segments = try ELF.Object(try file.file()).segments
            mismatches.compare(segments.error, nil, file.name)
            mismatches.compare(
                each: (segments.value ?? []).map(LibElf.Segment.init),
                LibElf(try file.bytes()).segments, file.name)
        }
        mismatches.expectNone()
    }
}

extension LibElf.Segment {
    /// The same fields as goelf reads them.
    init(_ segment: ELF.Segment) {
        self.init()
        type = segment.type.rawValue
        flags = segment.flags.rawValue
        offset = segment.offset.rawValue
        vaddr = segment.address.rawValue
        paddr = segment.physicalAddress.rawValue
        filesz = segment.fileSize
        memsz = segment.memorySize
        align = segment.alignment
    }
}
