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

    @Test(
        "a file that is short of any byte of the header is refused",
        arguments: BinaryBuilder.layouts)
    func short(layout: Layout) throws {
        let binary = BinaryBuilder(layout).build()
        let whole: UInt64 = layout.is64Bit ? 64 : 52
        for size in 0..<whole {
            let end = size < 16 ? 16 : whole
            let error = ParseError(
                .elfHeader,
                "ends at \(hexadecimal(end)), past the end of the file (\(hexadecimal(size)))",
                at: .start, in: "ELF header")
            #expect(throws: error) { try ELF.Object(binary.cut(to: size).file) }
        }
        #expect(try ELF.Header(binary.cut(to: whole).file).headerSize == whole)
    }

    @Test(
        "a class or byte order that there is not is refused",
        arguments: [
            (4, 0, "has class 0, which is neither 32 bit (1) nor 64 bit (2)"),
            (4, 3, "has class 3, which is neither 32 bit (1) nor 64 bit (2)"),
            (5, 0, "has byte order 0, which is neither little (1) nor big (2) endian"),
            (5, 255, "has byte order 255, which is neither little (1) nor big (2) endian"),
        ] as [(UInt64, UInt8, String)])
    func identification(place: UInt64, value: UInt8, message: String) {
        var binary = BinaryBuilder.library(BinaryBuilder.layouts[0]).build()
        binary.bytes[Int(place)] = value
        let error = ParseError(
            .elfHeader, message, at: FileOffset(rawValue: place), in: "ELF header")
        #expect(throws: error) { try ELF.Object(binary.file) }
    }

    @Test(
        "the other byte order gives other numbers and no tables", arguments: BinaryBuilder.layouts)
    func wrongOrder(layout: Layout) throws {
        var binary = BinaryBuilder.library(layout).build()
        binary.bytes[5] ^= 3
        let object = try ELF.Object(binary.file)
        #expect(object.header.type.rawValue == 0x300)
        #expect(object.header.segmentCount == 0x400)
        #expect(object.segments.error?.code == .elfSegmentTable)
        #expect(object.sections(in: binary.file).error?.code == .elfSectionTable)
    }

    @Test("numbers that do not fit stand in section header 0", arguments: BinaryBuilder.layouts)
    func extendedNumbering(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let count = plain.value("e_shnum")
        let extended = plain.with("e_shnum", 0).with("e_phnum", 0xffff).with("e_shstrndx", 0xffff)
            .with("sh_size", of: 0, count).with("sh_info", of: 0, 4)
            .with("sh_link", of: 0, count - 1)
        let object = try ELF.Object(extended.file)
        #expect(object.header == (try ELF.Object(plain.file).header))
        #expect(object.diagnostics == [])
        #expect(object.segments.value?.count == 4)
        let sections = object.sections(in: extended.file).value
        #expect(sections?.section(named: ".dynsym")?.index == plain.index(of: ".dynsym"))
        #expect(LibElf(extended.bytes).header == LibElf.Header(object.header))
    }

    @Test("a section header 0 that cannot be read is damage, and hides no segment")
    func missingSectionZero() throws {
        let plain = BinaryBuilder.library(BinaryBuilder.layouts[0]).build()
        let size = UInt64(plain.bytes.count)
        let binary = plain.with("e_shnum", 0).with("e_shoff", size - 63)
        let error = ParseError(
            .elfSectionTable,
            "ends at \(hexadecimal(size + 1)), past the end of the file (\(hexadecimal(size)))",
            at: FileOffset(rawValue: size - 63), in: "section header table")
        let object = try ELF.Object(binary.file)
        #expect(object.diagnostics == [Diagnostic(error)])
        #expect(object.segments.value?.count == 4)
        #expect(object.sections(in: binary.file).error == error)
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
