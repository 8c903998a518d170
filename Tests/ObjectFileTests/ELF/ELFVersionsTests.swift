import ObjectFile
import Testing
import TestSupport

@Suite("ELF versions")
struct ELFVersionsTests {
    @Test("every needed version is what libelf reads")
    func needed() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard object.sections(in: bytes).value != nil else { continue }
            mismatches.compare(
                each: LibElf.NeededVersion.all(try object.neededVersions(in: bytes)),
                LibElf(try file.bytes()).neededVersions, file.name)
        }
        mismatches.expectNone()
    }

    @Test("every defined version is what libelf reads")
    func defined() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            guard object.sections(in: bytes).value != nil else { continue }
            mismatches.compare(
                each: try object.definedVersions(in: bytes).map(LibElf.DefinedVersion.init),
                LibElf(try file.bytes()).definedVersions, file.name)
        }
        mismatches.expectNone()
    }

    private static func needed(
        _ binary: BuiltBinary, _ limits: Limits = Limits()
    ) throws -> [ELF.LibraryVersions] {
        try ELF.Object(binary.file, limits: limits).neededVersions(in: binary.file)
    }

    private static func defined(_ binary: BuiltBinary) throws -> [ELF.DefinedVersion] {
        try ELF.Object(binary.file).definedVersions(in: binary.file)
    }

    @Test("a built file's versions are what libelf reads", arguments: BinaryBuilder.layouts)
    func built(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let judge = LibElf(binary.bytes)
        let needed = try Self.needed(binary)
        #expect(LibElf.NeededVersion.all(needed) == judge.neededVersions)
        #expect(needed.map(\.library) == ["libc.so.6"])
        #expect(needed[0].versions.map(\.name) == ["GLIBC_2.2.5", "GLIBC_2.34"])
        #expect(needed[0].versions[1].flags == .weak)
        let defined = try Self.defined(binary)
        #expect(defined.map(LibElf.DefinedVersion.init) == judge.definedVersions)
        #expect(defined.map(\.name) == ["libsample.so.1", "V1", "V2"])
        #expect(defined[2].parents == ["V1"])
        let versions = ELF.SymbolVersions(needed: needed, defined: defined)
        #expect(versions.version(0x8002)?.name == "V1")
        #expect(versions.version(0x8002)?.library == nil)
        #expect(versions.version(4)?.name == "GLIBC_2.2.5")
        #expect(versions.version(4)?.library == "libc.so.6")
        #expect(versions.version(1) == nil)
    }

    /// A change to one field of the version tables, and what comes of it.
    struct Row: CustomTestStringConvertible {
        let testDescription: String
        let section: String
        let place: UInt64
        let width: Int
        let value: UInt64
        /// The names that are read all the same, nil where it is damage.
        var names: [ByteString]?
        /// Where the damage is, from the section's start, and what it is.
        var damage: (message: String, place: UInt64, structure: String) = ("", 0, "")
    }

    static let rows: [Row] = [
        Row(
            testDescription: "greatest count of needed versions ends with their chain",
            section: ".gnu.version_r", place: 2, width: 2, value: 0xffff,
            names: ["GLIBC_2.2.5", "GLIBC_2.34"]),
        Row(
            testDescription: "a smaller count ends before its chain", section: ".gnu.version_r",
            place: 2, width: 2, value: 1, names: ["GLIBC_2.2.5"]),
        Row(
            testDescription: "greatest distance to the next needed version",
            section: ".gnu.version_r", place: 28, width: 4, value: 0xffff_ffff,
            damage: ("ends inside a record", .max, "needed version table")),
        Row(
            testDescription: "greatest distance to the first needed version",
            section: ".gnu.version_r", place: 8, width: 4, value: 0xffff_ffff,
            damage: ("ends inside a record", .max, "needed version table")),
        Row(
            testDescription: "greatest count of names of a definition ends with their chain",
            section: ".gnu.version_d", place: 6, width: 2, value: 0xffff,
            names: ["libsample.so.1", "V1", "V2"]),
        Row(
            testDescription: "a definition without names", section: ".gnu.version_d", place: 6,
            width: 2, value: 0, names: ["", "V1", "V2"]),
        Row(
            testDescription: "greatest distance to the next definition", section: ".gnu.version_d",
            place: 16, width: 4, value: 0xffff_ffff,
            damage: ("ends inside a record", .max, "defined version table")),
    ]

    @Test(
        "counts and distances are followed no further than they lead", arguments: rows,
        BinaryBuilder.layouts)
    func chains(row: Row, layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let start = plain.places.offset(row.section)
        let binary = plain.with(row.value, width: row.width, at: start + row.place)
        let isNeeded = row.section == ".gnu.version_r"
        let read = {
            isNeeded
                ? try Self.needed(binary).flatMap(\.versions).map(\.name)
                : try Self.defined(binary).map(\.name)
        }
        if let names = row.names {
            #expect(try read() == names)
        } else {
            // A distance past the segment leads to its end.
            let error = ParseError(
                .elfVersions, row.damage.message,
                at: FileOffset(rawValue: UInt64(binary.bytes.count)), in: row.damage.structure)
            #expect(throws: error) { try read() }
        }
    }

    @Test("a chain that goes on byte by byte ends at the limit", arguments: BinaryBuilder.layouts)
    func overlap(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let start = plain.places.offset(".gnu.version_r")
        var limits = Limits()
        limits.versionRecords = 2
        let error = ParseError(
            .limit, "has more than 2 records", at: FileOffset(rawValue: start + 32),
            in: "needed version table")
        #expect(throws: error) { try Self.needed(plain, limits) }
        let creeping = plain.with(1, width: 4, at: start + 28)
        #expect(throws: ParseError.self) { try Self.needed(creeping) }
    }

    @Test(
        "a name outside the strings is damage, with the strings' place",
        arguments: BinaryBuilder.layouts)
    func names(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let size = plain.places.size(".dynstr")
        let error = ParseError(
            .elfStrings,
            "has \(size) bytes, and a name is said to start at \(hexadecimal(size))",
            at: FileOffset(rawValue: plain.places.offset(".dynstr")), in: "dynamic string table")
        let needs = plain.places.offset(".gnu.version_r")
        for place in [needs + 4, needs + 24] {
            #expect(throws: error) { try Self.needed(plain.with(size, width: 4, at: place)) }
        }
        let definitions = plain.places.offset(".gnu.version_d")
        #expect(throws: error) {
            try Self.defined(plain.with(size, width: 4, at: definitions + 20))
        }
    }
}

extension LibElf.NeededVersion {
    /// The same records as goelf reads them.
    static func all(_ libraries: [ELF.LibraryVersions]) -> [Self] {
        libraries.flatMap { library in
            library.versions.map { version in
                var record = Self()
                record.library = library.library
                record.name = version.name
                record.hash = version.hash
                record.flags = version.flags.rawValue
                record.other = version.rawIndex
                return record
            }
        }
    }
}

extension LibElf.DefinedVersion {
    /// The same record as goelf reads it.
    init(_ version: ELF.DefinedVersion) {
        self.init()
        names = [version.name] + version.parents
        index = version.index
        flags = version.flags.rawValue
        hash = version.hash
    }
}
