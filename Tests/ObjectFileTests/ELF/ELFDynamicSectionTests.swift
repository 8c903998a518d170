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

    private static func read(_ binary: BuiltBinary, _ limits: Limits = Limits()) throws -> Fact<
        ELF.DynamicSection
    > {
        try ELF.Object(binary.file, limits: limits).dynamic
    }

    @Test("a built file has the entries and names it was given", arguments: BinaryBuilder.layouts)
    func built(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let section = try #require(try Self.read(binary).value)
        #expect(section.entries.map(LibElf.DynamicEntry.init) == LibElf(binary.bytes).dynamic)
        #expect(section.needed == ["libc.so.6", "libm.so.6"])
        #expect(section.soname == "libsample.so.1")
        #expect(section.rpath == [])
        #expect(section.runpath == ["$ORIGIN/lib", "", "/opt"])
        #expect(section.namesError == nil)
    }

    @Test("a section without DT_NULL ends with its bytes", arguments: BinaryBuilder.layouts)
    func endless(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let size = binary.places.size(".dynamic")
        let whole = try #require(try Self.read(binary).value).entries.count
        let entry = 2 * layout.wordSize
        let cut = binary.with("p_filesz", of: 2, size - entry)
        #expect(try Self.read(cut).value?.entries.count == whole)
        let inside = binary.with("p_filesz", of: 2, size - entry - 1)
        #expect(try Self.read(inside).value?.entries.count == whole - 1)
    }

    @Test("a section past the end of the file is damaged", arguments: BinaryBuilder.layouts)
    func past(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let offset = plain.places.offset(".dynamic")
        let size = UInt64(plain.bytes.count) - offset + 1
        let binary = plain.with("p_filesz", of: 2, size)
        #expect(
            try Self.read(binary).error
                == ParseError(
                    .elfDynamic,
                    "ends at \(hexadecimal(offset + size)), past the end of the file "
                        + "(\(hexadecimal(plain.bytes.count)))", at: FileOffset(rawValue: offset),
                    in: "dynamic section"))
        let greatest = plain.with("p_offset", of: 2, layout.is64Bit ? .max : 0xffff_ffff)
        #expect(try Self.read(greatest).error?.code == .elfDynamic)
    }

    @Test("more entries than the limit are not read")
    func limit() throws {
        var limits = Limits()
        limits.dynamicEntries = 3
        let binary = BinaryBuilder.library(BinaryBuilder.layouts[0]).build()
        #expect(
            try Self.read(binary, limits).error
                == ParseError(
                    .limit, "has more than 3 entries",
                    at: FileOffset(rawValue: binary.places.offset(".dynamic")),
                    in: "dynamic section"))
    }

    /// The place of the value of an entry of the built section.
    private static func value(_ entry: UInt64, _ binary: BuiltBinary) -> UInt64 {
        binary.places.offset(".dynamic") + (2 * entry + 1) * binary.layout.wordSize
    }

    @Test(
        "a name that cannot be read is left out, and others are not",
        arguments: BinaryBuilder.layouts)
    func damagedName(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let size = plain.places.size(".dynstr")
        let width = Int(layout.wordSize)
        let binary = plain.with(size, width: width, at: Self.value(0, plain))
        let section = try #require(try Self.read(binary).value)
        #expect(section.needed == ["libm.so.6"])
        #expect(section.soname == "libsample.so.1")
        #expect(
            section.namesError
                == ParseError(
                    .elfStrings,
                    "has \(size) bytes, and a name is said to start at \(hexadecimal(size))",
                    at: FileOffset(rawValue: plain.places.offset(".dynstr")),
                    in: "dynamic string table"))
    }

    @Test("a string table that is not in the file is said", arguments: BinaryBuilder.layouts)
    func damagedStrings(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let width = Int(layout.wordSize)
        let greatest = layout.is64Bit ? UInt64.max : 0xffff_ffff
        let moved = plain.with(greatest, width: width, at: Self.value(6, plain))
        #expect(
            try Self.read(moved).value?.namesError
                == ParseError(
                    .elfStrings,
                    "is at address \(hexadecimal(greatest)), which no segment maps (DT_STRTAB)",
                    at: FileOffset(rawValue: plain.places.offset(".dynamic")),
                    in: "dynamic string table"))
        let long = plain.with(greatest, width: width, at: Self.value(7, plain))
        #expect(
            try Self.read(long).value?.namesError
                == ParseError(
                    .elfStrings,
                    "is said to have \(greatest) bytes, which end past the end of the file (DT_STRSZ)",
                    at: FileOffset(rawValue: plain.places.offset(".dynstr")),
                    in: "dynamic string table"))
        let short = plain.with(5, width: width, at: Self.value(7, plain))
        #expect(try Self.read(short).value?.needed == [])
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
