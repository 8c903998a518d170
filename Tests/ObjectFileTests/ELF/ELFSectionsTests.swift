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

    @Test("a built file is what libelf reads", arguments: BinaryBuilder.layouts)
    func built(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let table = try #require(try ELF.Object(binary.file).sections(in: binary.file).value)
        #expect(table.sections.map(LibElf.Section.init) == LibElf(binary.bytes).sections)
        #expect(table.section(named: ".dynsym")?.type == .dynamicSymbolTable)
    }

    @Test("entries may be larger than their structure", arguments: BinaryBuilder.layouts)
    func largeEntries(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        var builder = BinaryBuilder.library(layout)
        builder.extraHeaderBytes = 8
        let binary = builder.build()
        let names = { (binary: BuiltBinary) in
            try ELF.Object(binary.file).sections(in: binary.file).value?.sections.map(\.name)
        }
        #expect(try names(binary) == (try names(plain)))
    }

    @Test("a file without a table has none, which is no error", arguments: BinaryBuilder.layouts)
    func none(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
            .with("e_shoff", 0).with("e_shnum", 0).with("e_shstrndx", 0)
        #expect(try ELF.Object(binary.file).sections(in: binary.file) == .absent)
    }

    struct Damage: CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (BuiltBinary) -> BuiltBinary
        let message: @Sendable (BuiltBinary) -> String
    }

    private static func past(_ end: UInt64, _ binary: BuiltBinary) -> String {
        "ends at \(hexadecimal(end)), past the end of the file (\(hexadecimal(binary.bytes.count)))"
    }

    static let damages = [
        Damage(
            testDescription: "one byte short", change: { $0.cut(to: UInt64($0.bytes.count) - 1) },
            message: { past(UInt64($0.bytes.count) + 1, $0) }),
        Damage(
            testDescription: "greatest count",
            change: { $0.with("e_shnum", 0xfeff) },
            message: { past($0.value("e_shoff") + 0xfeff * $0.value("e_shentsize"), $0) }),
        Damage(
            testDescription: "greatest extended count",
            change: {
                $0.with("e_shnum", 0).with("sh_size", of: 0, $0.layout.is64Bit ? .max : 0xffff_ffff)
            },
            message: {
                $0.layout.is64Bit
                    ? "has \(UInt64.max) entries: more than any file can hold"
                    : past($0.value("e_shoff") + 0xffff_ffff * 40, $0)
            }),
        Damage(
            testDescription: "greatest offset",
            change: { $0.with("e_shoff", $0.layout.is64Bit ? .max : 0xffff_ffff) },
            message: {
                let count = $0.value("e_shnum")
                return $0.layout.is64Bit
                    ? "has \(count) entries: more than any file can hold"
                    : past(0xffff_ffff + count * 40, $0)
            }),
        Damage(
            testDescription: "entries a byte too small",
            change: { $0.with("e_shentsize", $0.value("e_shentsize") - 1) },
            message: {
                let size = $0.value("e_shentsize")
                return "has entries of \(size) bytes, not \(size + 1) (e_shentsize)"
            }),
    ]

    @Test("damage is said with its place", arguments: damages, BinaryBuilder.layouts)
    func damage(damage: Damage, layout: Layout) throws {
        let binary = damage.change(BinaryBuilder.library(layout).build())
        let object = try ELF.Object(binary.file)
        let error = ParseError(
            .elfSectionTable, damage.message(binary),
            at: FileOffset(rawValue: binary.value("e_shoff")), in: "section header table")
        #expect(object.sections(in: binary.file).error == error)
        #expect(object.segments.value?.count == 4)
        #expect(object.dynamic.value?.needed.count == 2)
    }

    @Test(
        "names that cannot be read are empty, and the table says why",
        arguments: BinaryBuilder.layouts)
    func names(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let table = binary.places.offset(".shstrtab")
        let size = binary.places.size(".shstrtab")
        func read(_ binary: BuiltBinary) throws -> (empty: [Int], error: ParseError?) {
            let table = try #require(try ELF.Object(binary.file).sections(in: binary.file).value)
            let empty = table.sections.filter { $0.name.isEmpty && $0.index > 0 }
            return (empty.map(\.index), table.namesError)
        }
        let all = Array(1..<Int(binary.value("e_shnum")))
        let past = try read(binary.with("sh_name", of: ".dynsym", 0xffff_ffff))
        #expect(past.empty == [binary.index(of: ".dynsym")])
        #expect(
            past.error
                == ParseError(
                    .elfSectionNames,
                    "has \(size) bytes, and a name is said to start at 0xffffffff",
                    at: FileOffset(rawValue: table), in: "section name table"))
        let endless = try read(binary.with("sh_size", of: ".shstrtab", size - 1))
        #expect(endless.empty == [binary.index(of: ".shstrtab")])
        #expect(
            endless.error
                == ParseError(
                    .elfSectionNames, "ends inside its last name",
                    at: FileOffset(rawValue: table + size - 10), in: "section name table"))
        let other = try read(binary.with("e_shstrndx", 0x100))
        #expect(other.empty == all)
        #expect(
            other.error
                == ParseError(
                    .elfSectionNames, "is section 256, which is none with bytes (e_shstrndx)",
                    at: FileOffset(rawValue: binary.value("e_shoff")), in: "section name table"))
        let none = try read(binary.with("e_shstrndx", 0))
        #expect(none.empty == all)
        #expect(none.error == nil)
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
