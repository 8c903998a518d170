public import ObjectFile

extension BinaryBuilder {
    /// A tag of the dynamic section with what its value says.
    public enum DynamicValue: Sendable {
        /// A number as it is.
        case number(UInt64)
        /// The address of a section.
        case address(String)
        /// The size of a section.
        case size(String)
    }

    /// A library with one of everything: interpreter, notes, both hash tables, four dynamic
    /// symbols, versions needed and defined, relocations, a full symbol table.
    public static func library(_ layout: Layout) -> BinaryBuilder {
        var builder = BinaryBuilder(layout)
        builder.segments = [
            Segment(1), Segment(3, over: ".interp"), Segment(2, over: ".dynamic"),
            Segment(4, over: ".note"),
        ]
        builder.addTables()
        builder.addVersions()
        builder.addDynamic([
            (1, .number(UInt64(offset(of: "libc.so.6")))),
            (1, .number(UInt64(offset(of: "libm.so.6")))),
            (14, .number(UInt64(offset(of: "libsample.so.1")))),
            (29, .number(UInt64(offset(of: "$ORIGIN/lib::/opt")))),
            (4, .address(".hash")), (0x6fff_fef5, .address(".gnu.hash")),
            (5, .address(".dynstr")), (10, .size(".dynstr")), (6, .address(".dynsym")),
            (11, .number(layout.is64Bit ? 24 : 16)), (7, .address(".rela.dyn")),
            (8, .size(".rela.dyn")), (9, .number(layout.wordSize * 3)),
            (0x6fff_fff0, .address(".gnu.version")), (0x6fff_fffe, .address(".gnu.version_r")),
            (0x6fff_ffff, .number(1)), (0x6fff_fffc, .address(".gnu.version_d")),
            (0x6fff_fffd, .number(3)),
        ])
        builder.addSymbols()
        return builder
    }

    /// The dynamic strings: names of symbols, libraries, paths and versions.
    public static let dynamicStrings = [
        "imported", "hidden", "exported", "libc.so.6", "libm.so.6", "libsample.so.1",
        "$ORIGIN/lib::/opt", "GLIBC_2.2.5", "GLIBC_2.34", "V1", "V2",
    ]

    /// Where one of the dynamic strings starts.
    public static func offset(of string: String) -> UInt32 {
        var table = StringTable()
        for text in dynamicStrings {
            let offset = table.add(text)
            if text == string { return offset }
        }
        preconditionFailure("no string \(string)")
    }

    private mutating func addTables() {
        let entrySize: UInt64 = layout.is64Bit ? 24 : 16
        let isWide = layout.is64Bit
        sections += [
            Section(".interp", 1) { writer, _ in writer.text("/lib/ld.so.1") },
            Section(".note", 7) { writer, _ in
                writer.note("GNU", 3, [0xde, 0xad, 0xbe, 0xef, 0x01])
                writer.note("Go", 4, Array("id".utf8))
            },
            Section(".hash", 5, link: ".dynsym", entrySize: 4) { writer, _ in
                for word: UInt32 in [1, 4, 1, 0, 2, 3, 0] { writer.word(word) }
            },
            // One bucket; the chain has the last two symbols, 2 and 3.
            Section(".gnu.hash", 0x6fff_fff6, link: ".dynsym") { writer, _ in
                for word: UInt32 in [1, 2, 1, 0] { writer.word(word) }
                writer.address(isWide ? .max : UInt64(UInt32.max))
                for word: UInt32 in [2, 0x1000, 0x2001] { writer.word(word) }
            },
            Section(".dynsym", 11, link: ".dynstr", info: 1, entrySize: entrySize) { writer, _ in
                writer.symbol(name: 0, info: 0, section: 0)
                writer.symbol(name: Self.offset(of: "imported"), section: 0)
                writer.symbol(name: Self.offset(of: "hidden"), section: 1, value: 0x10, size: 4)
                writer.symbol(name: Self.offset(of: "exported"), section: 1, value: 0x20, size: 8)
            },
            Section(".dynstr", 3) { writer, _ in
                var table = StringTable()
                for text in Self.dynamicStrings { _ = table.add(text) }
                writer.raw(table.bytes)
            },
            Section(".rela.dyn", 4, link: ".dynsym", entrySize: layout.wordSize * 3) { writer, _ in
                for (type, symbol) in [(8, 0), (8, 0), (6, 1)] as [(UInt64, UInt64)] {
                    writer.address(Self.base)
                    writer.address(isWide ? symbol << 32 | type : symbol << 8 | type)
                    writer.address(0)
                }
            },
        ]
    }

    private mutating func addVersions() {
        sections += [
            Section(".gnu.version", 0x6fff_ffff, link: ".dynsym", entrySize: 2) { writer, _ in
                for version: UInt16 in [0, 4, 0x8002, 3] { writer.half(version) }
            },
            Section(".gnu.version_r", 0x6fff_fffe, link: ".dynstr", info: 1) { writer, _ in
                writer.half(1)
                writer.half(2)
                writer.word(Self.offset(of: "libc.so.6"))
                writer.word(16)
                writer.word(0)
                for (hash, index, name, next) in [
                    (0x0969_1a75, 4, "GLIBC_2.2.5", 16), (0x0696_91b4, 5, "GLIBC_2.34", 0),
                ] as [(UInt32, UInt16, String, UInt32)] {
                    writer.word(hash)
                    writer.half(index == 5 ? 2 : 0)
                    writer.half(index)
                    writer.word(Self.offset(of: name))
                    writer.word(next)
                }
            },
            Section(".gnu.version_d", 0x6fff_fffd, link: ".dynstr", info: 3) { writer, _ in
                for (flags, index, hash, names, next) in [
                    (1, 1, 0x0dfc_2341, ["libsample.so.1"], 28), (0, 2, 0x591, ["V1"], 28),
                    (0, 3, 0x592, ["V2", "V1"], 0),
                ] as [(UInt16, UInt16, UInt32, [String], UInt32)] {
                    writer.half(1)
                    writer.half(flags)
                    writer.half(index)
                    writer.half(UInt16(names.count))
                    writer.word(hash)
                    writer.word(20)
                    writer.word(next)
                    for (number, name) in names.enumerated() {
                        writer.word(Self.offset(of: name))
                        writer.word(number + 1 < names.count ? 8 : 0)
                    }
                }
            },
        ]
    }

    /// Adds `.dynamic` with these entries and `DT_NULL`.
    public mutating func addDynamic(_ entries: [(tag: UInt64, value: DynamicValue)]) {
        let section = Section(
            ".dynamic", 6, link: ".dynstr", entrySize: layout.wordSize * 2
        ) { writer, places in
            for (tag, value) in entries {
                writer.address(tag)
                switch value {
                case .number(let number): writer.address(number)
                case .address(let name): writer.address(places.address(name))
                case .size(let name): writer.address(places.size(name))
                }
            }
            writer.address(0)
            writer.address(0)
        }
        sections.removeAll { $0.name == ".dynamic" }
        sections.append(section)
    }

    private mutating func addSymbols() {
        let entrySize: UInt64 = layout.is64Bit ? 24 : 16
        var table = StringTable()
        let names = ["file.c", "local", "far"].map { table.add($0) }
        let bytes = table.bytes
        sections += [
            Section(".symtab", 2, flags: 0, link: ".strtab", info: 3, entrySize: entrySize) {
                writer, _ in
                writer.symbol(name: 0, info: 0, section: 0)
                writer.symbol(name: names[0], info: 4, section: 0xfff1)
                writer.symbol(name: names[1], info: 2, section: 1, value: 0x30, size: 1)
                writer.symbol(name: names[2], section: 0xffff, value: 0x40)
            },
            Section(".symtab_shndx", 18, flags: 0, link: ".symtab", entrySize: 4) { writer, _ in
                for index: UInt32 in [0, 0, 0, 70000] { writer.word(index) }
            },
            Section(".strtab", 3, flags: 0) { writer, _ in writer.raw(bytes) },
        ]
    }
}
