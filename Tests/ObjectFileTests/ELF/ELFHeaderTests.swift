import ObjectFile
import Testing
import TestSupport

@Suite("ELF header")
struct ELFHeaderTests {
    @Test("every field is what libelf reads")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let object = try ELF.Object(try file.file())
            let theirs = LibElf(try file.bytes()).header
            mismatches.compare(LibElf.Header(object.header), theirs, file.name)
        }
        mismatches.expectNone()
    }
}

extension LibElf.Header {
    /// The same fields as goelf reads them.
    init(_ header: ELF.Header) {
        self.init()
        elfClass = header.layout.is64Bit ? 2 : 1
        data = header.layout.byteOrder == .little ? 1 : 2
        identVersion = header.identificationVersion
        osABI = header.osABI.rawValue
        abiVersion = header.abiVersion
        type = header.type.rawValue
        machine = header.machine.rawValue
        version = header.version
        entry = header.entry.rawValue
        phoff = header.segmentTableOffset.rawValue
        shoff = header.sectionTableOffset.rawValue
        flags = header.flags
        ehsize = header.headerSize
        phentsize = header.segmentHeaderSize
        shentsize = header.sectionHeaderSize
        phnum = header.segmentCount
        shnum = header.sectionCount
        shstrndx = header.sectionNamesIndex
    }
}
