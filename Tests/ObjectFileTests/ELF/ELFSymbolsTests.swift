import ObjectFile
import Testing
import TestSupport

@Suite("ELF symbols")
struct ELFSymbolsTests {
    @Test("every symbol with its name and version index is what libelf reads")
    func libelf() throws {
        var mismatches = Mismatches()
        for file in Corpus.all {
            let bytes = try file.file()
            let object = try ELF.Object(bytes)
            let sections = object.sections(in: bytes).value
            let judge = LibElf(try file.bytes()).symbolTables
            for table in try object.symbolTables(in: bytes) {
                let type: ELF.SectionType =
                    table.kind == .full ? .symbolTable : .dynamicSymbolTable
                guard let theirs = judge.first(where: { $0.type == type.rawValue }) else {
                    // Without sections libelf finds none; see the test of counts.
                    mismatches.compare(sections == nil, true, "\(file.name) \(table.kind)")
                    continue
                }
                mismatches.compare(
                    each: try LibElf.Symbol.all(table, in: bytes, object), theirs.symbols,
                    "\(file.name) \(table.kind)")
            }
        }
        mismatches.expectNone()
    }

    private static func tables(_ binary: BuiltBinary) throws -> [ELF.SymbolTable] {
        let object = try ELF.Object(binary.file)
        return try object.symbolTables(in: binary.file)
    }

    @Test("a built file's symbols are what libelf reads", arguments: BinaryBuilder.layouts)
    func built(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let object = try ELF.Object(binary.file)
        let tables = try Self.tables(binary)
        #expect(tables.map(\.kind) == [.dynamic, .full])
        let judge = LibElf(binary.bytes).symbolTables
        for (table, theirs) in zip(tables, judge) {
            #expect(try LibElf.Symbol.all(table, in: binary.file, object) == theirs.symbols)
        }
        let full = try LibElf.Symbol.all(tables[1], in: binary.file, object)
        #expect(full.map(\.section) == [0, 0xfff1, 1, 70000])
        let dynamic = try LibElf.Symbol.all(tables[0], in: binary.file, object)
        #expect(dynamic.map(\.version) == [0, 4, 0x8002, 3])
        #expect(dynamic.map(\.name) == ["", "imported", "hidden", "exported"])
    }

    @Test("without sections the dynamic table is the same", arguments: BinaryBuilder.layouts)
    func withoutSections(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let stripped = binary.with("e_shoff", 0).with("e_shnum", 0).with("e_shstrndx", 0)
        #expect(try Self.tables(stripped) == [try Self.tables(binary)[0]])
    }

    struct Damage: CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (BuiltBinary) -> BuiltBinary
        let message: @Sendable (BuiltBinary) -> String
    }

    static let damages = [
        Damage(
            testDescription: "entries a byte too small",
            change: { $0.with("sh_entsize", of: ".dynsym", $0.layout.is64Bit ? 23 : 15) },
            message: {
                let size = $0.layout.is64Bit ? 24 : 16
                return "has entries of \(size - 1) bytes, not \(size) (sh_entsize)"
            }),
        Damage(
            testDescription: "one byte past the end",
            change: {
                $0.with(
                    "sh_size", of: ".dynsym",
                    UInt64($0.bytes.count) + 1 - $0.places.offset(".dynsym"))
            },
            message: {
                let size = $0.bytes.count
                return "ends at \(hexadecimal(size + 1)), past the end of the file "
                    + "(\(hexadecimal(size)))"
            }),
        Damage(
            testDescription: "names in no section",
            change: { $0.with("sh_link", of: ".dynsym", 0xffff_ffff) },
            message: { _ in "has its names in section 4294967295, which is none (sh_link)" }),
    ]

    @Test("damage is said with its place", arguments: damages, BinaryBuilder.layouts)
    func damage(damage: Damage, layout: Layout) throws {
        let binary = damage.change(BinaryBuilder.library(layout).build())
        let error = ParseError(
            .elfSymbols, damage.message(binary),
            at: FileOffset(rawValue: binary.places.offset(".dynsym")), in: "symbol table")
        #expect(throws: error) { try Self.tables(binary) }
    }

    @Test("greatest offset and size are damage", arguments: BinaryBuilder.layouts)
    func greatest(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let most: UInt64 = layout.is64Bit ? .max : 0xffff_ffff
        for changed in [
            binary.with("sh_offset", of: ".dynsym", most),
            binary.with("sh_size", of: ".dynsym", most),
        ] {
            let error = #expect(throws: ParseError.self) { try Self.tables(changed) }
            #expect(error?.code == .elfSymbols)
            #expect(
                error?.offset.rawValue
                    == changed.value(
                        "sh_offset", of: changed.index(of: ".dynsym")))
        }
    }

    @Test("bytes after the last whole record are no symbol", arguments: BinaryBuilder.layouts)
    func partialRecord(layout: Layout) throws {
        let binary = BinaryBuilder.library(layout).build()
        let size = binary.places.size(".dynsym")
        #expect(try Self.tables(binary.with("sh_size", of: ".dynsym", size - 1))[0].count == 3)
    }

    @Test(
        "a name or version that is not there is an error of that symbol alone",
        arguments: BinaryBuilder.layouts)
    func damagedSymbol(layout: Layout) throws {
        let plain = BinaryBuilder.library(layout).build()
        let record = layout.is64Bit ? 24 : 16 as UInt64
        let binary =
            plain
            .with(0xffff_fff0, width: 4, at: plain.places.offset(".dynsym") + record)
            .with("sh_size", of: ".gnu.version", 6)
        let table = try Self.tables(binary)[0]
        var cursor = ELF.SymbolCursor(table, in: binary.file, layout, Limits())
        let first = try #require(try cursor.symbol())
        let size = binary.places.size(".dynstr")
        let strings = ParseError(
            .elfStrings, "has \(size) bytes, and a name is said to start at 0xfffffff0",
            at: FileOffset(rawValue: binary.places.offset(".dynstr")), in: "symbol name table")
        #expect(throws: strings) { _ = try cursor.name(of: first).count }
        let second = try #require(try cursor.symbol())
        #expect(ByteString(try cursor.name(of: second)) == "hidden")
        #expect(try cursor.version(of: second) == 0x8002)
        let third = try #require(try cursor.symbol())
        let versions = ParseError(
            .elfVersions, "has no entry 3",
            at: FileOffset(rawValue: binary.places.offset(".gnu.version")),
            in: "symbol version table")
        #expect(throws: versions) { try cursor.version(of: third) }
        #expect(try cursor.symbol() == nil)
    }
}

extension LibElf.Symbol {
    /// The symbols of a table, entry 0 included, as goelf reads them.
    static func all(
        _ table: ELF.SymbolTable, in file: FileBytes, _ object: ELF.Object
    ) throws -> [Self] {
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits, from: 0)
        var symbols: [Self] = []
        while let symbol = try cursor.symbol() {
            var record = Self()
            record.name = ByteString(try cursor.name(of: symbol))
            record.info = symbol.info
            record.other = symbol.other
            record.section = symbol.section.rawValue
            record.value = symbol.value
            record.size = symbol.size
            record.version = try cursor.version(of: symbol)
            symbols.append(record)
        }
        return symbols
    }
}
