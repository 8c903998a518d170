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

    @Test("the loader's tables are those of the loaded sections")
    func dynamicTables() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard let sections = object.sections(in: bytes).value, object.dynamic.value != nil
            else { continue }
            var ours: [UInt32: Int] = [:]
            for table in try object.dynamicRelocationTables() {
                for entry in try object.summary(of: table, in: bytes).counts {
                    ours[entry.type.rawValue, default: 0] += entry.count
                }
            }
            var theirs: [UInt32: Int] = [:]
            let loaded = sections.sections.filter { $0.flags.contains(.allocate) }
            for table in object.relocationTables(sections)
            where loaded.contains(where: { $0.fileRange == table.range }) && table.range.size > 0 {
                for entry in try object.summary(of: table, in: bytes).counts {
                    theirs[entry.type.rawValue, default: 0] += entry.count
                }
            }
            mismatches.compare(ours, theirs, file.name)
        }
        mismatches.expectNone()
    }

    @Test("a built table has its types and symbols counted", arguments: BinaryBuilder.layouts)
    func built(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let object = try ELF.Object(binary.file)
        let table = try #require(try object.dynamicRelocationTables().first)
        #expect(table.form == .rela)
        #expect(table.range.offset.rawValue == binary.places.offset(".rela.dyn"))
        let summary = try object.summary(of: table, in: binary.file)
        #expect(summary.counts.map(\.type.rawValue) == [6, 8])
        #expect(summary.counts.map(\.count) == [1, 2])
        #expect(summary.symbols == [1])
    }

    @Test("a packed table has an address and a bit for each word", arguments: BinaryBuilder.layouts)
    func packed(layout: Layout) throws {
        var builder = BinaryBuilder(layout)
        builder.sections = [
            .init(".relr.dyn", 19, entrySize: layout.wordSize) { writer, _ in
                for word: UInt64 in [0x1000, 0b1011, 1, 0x2000] { writer.address(word) }
            }
        ]
        let binary = builder.build()
        let object = try ELF.Object(binary.file)
        let sections = try #require(object.sections(in: binary.file).value)
        let table = try #require(object.relocationTables(sections).first)
        #expect(table.form == .relr)
        #expect(try object.summary(of: table, in: binary.file).counts.map(\.count) == [4])
    }

    /// What `r_info` says on a machine of 64 bits whose supplement gives it parts of its own.
    struct Info: CustomTestStringConvertible {
        let testDescription: String
        let machine: UInt16
        let byteOrder: ByteOrder
        /// The bytes of `r_info` in file order.
        let bytes: [UInt8]
        let type: UInt32
    }

    @Test(
        "machines with parts of their own in r_info have their types and symbols",
        arguments: [
            Info(
                testDescription: "MIPS, little endian: REL32, then 64", machine: 8,
                byteOrder: .little, bytes: [5, 0, 0, 0, 0, 0, 18, 3], type: 0x1203),
            Info(
                testDescription: "MIPS, big endian: REL32, then 64", machine: 8, byteOrder: .big,
                bytes: [0, 0, 0, 5, 0, 0, 18, 3], type: 0x1203),
            Info(
                testDescription: "SPARC: OLO10 with its data", machine: 43, byteOrder: .big,
                bytes: [0, 0, 0, 5, 0x12, 0x34, 0x56, 33], type: 33),
            Info(
                testDescription: "x86-64", machine: 62, byteOrder: .little,
                bytes: [8, 0, 0, 0, 5, 0, 0, 0], type: 8),
        ])
    func machines(info: Info) throws {
        var builder = BinaryBuilder(Layout(is64Bit: true, byteOrder: info.byteOrder))
        builder.machine = info.machine
        builder.sections = [
            .init(".rela", 4, entrySize: 24) { writer, _ in
                writer.extendedWord(0)
                writer.raw(info.bytes)
                writer.extendedWord(0)
            }
        ]
        let file = builder.build().file
        let object = try ELF.Object(file)
        let sections = try #require(object.sections(in: file).value)
        let table = try #require(object.relocationTables(sections).first)
        let summary = try object.summary(of: table, in: file)
        #expect(summary.counts.map(\.type.rawValue) == [info.type])
        #expect(summary.symbols == [5])
    }

    @Test("a table that no segment maps is damage", arguments: BinaryBuilder.layouts)
    func unmapped(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let word = layout.wordSize
        let entry = plain.places.offset(".dynamic") + 10 * 2 * word + word
        let size = plain.places.size(".rela.dyn")
        let binary = plain.with(0x70, width: Int(word), at: entry)
        let error = ParseError(
            .elfRelocations, "of \(size) bytes is at address 0x70, which no segment maps",
            at: FileOffset(rawValue: plain.places.offset(".dynamic")), in: "relocation table")
        let object = try ELF.Object(binary.file)
        #expect(throws: error) { try object.dynamicRelocationTables() }
    }

    @Test("a table past the end of the file is damage", arguments: BinaryBuilder.layouts)
    func past(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let start = plain.places.offset(".rela.dyn")
        let size = UInt64(plain.bytes.count) + 1 - start
        let binary = plain.with("sh_size", of: ".rela.dyn", size)
        let object = try ELF.Object(binary.file)
        let sections = try #require(object.sections(in: binary.file).value)
        let table = try #require(object.relocationTables(sections).first)
        let error = ParseError(
            .elfRelocations,
            "ends at \(hexadecimal(start + size)), past the end of the file "
                + "(\(hexadecimal(binary.bytes.count)))", at: FileOffset(rawValue: start),
            in: "relocation table")
        #expect(throws: error) { try object.summary(of: table, in: binary.file) }
    }

    @Test("a table of more types than any machine has is refused")
    func types() throws {
        var limits = Limits()
        limits.relocationTypes = 0
        let binary = BinaryBuilder.library(BinaryBuilder.layouts[0]).build()
        let object = try ELF.Object(binary.file, limits: limits)
        let table = try #require(try object.dynamicRelocationTables().first)
        let error = ParseError(
            .limit, "has more than 0 types", at: table.range.offset, in: "relocation table")
        #expect(throws: error) { try object.summary(of: table, in: binary.file) }
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
