extension ParseError.Code {
    /// The file header, or what it says of the tables.
    public static let elfHeader = Self(rawValue: "elf.header")
    /// The table of segments ("program headers").
    public static let elfSegmentTable = Self(rawValue: "elf.segment-table")
    /// The table of sections.
    public static let elfSectionTable = Self(rawValue: "elf.section-table")
    /// The names of the sections.
    public static let elfSectionNames = Self(rawValue: "elf.section-names")
    /// The path of the program interpreter.
    public static let elfInterpreter = Self(rawValue: "elf.interpreter")
    /// The dynamic section.
    public static let elfDynamic = Self(rawValue: "elf.dynamic-section")
    /// A table of strings.
    public static let elfStrings = Self(rawValue: "elf.string-table")
    /// A table of symbols.
    public static let elfSymbols = Self(rawValue: "elf.symbol-table")
    /// A hash table of symbols.
    public static let elfHash = Self(rawValue: "elf.hash-table")
    /// The tables of versions.
    public static let elfVersions = Self(rawValue: "elf.version-table")
    /// A note.
    public static let elfNote = Self(rawValue: "elf.note")
    /// A table of relocations.
    public static let elfRelocations = Self(rawValue: "elf.relocation-table")
    /// A compressed section.
    public static let elfCompression = Self(rawValue: "elf.compressed-section")
}

/// The structures of an ELF file as messages name them.
extension FilePart {
    static var elfHeader: Self { Self("ELF header", .elfHeader) }
    static var segmentTable: Self { Self("segment header table", .elfSegmentTable) }
    static var sectionTable: Self { Self("section header table", .elfSectionTable) }
    static var section: Self { Self("section header", .elfSectionTable) }
    static var sectionNames: Self { Self("section name table", .elfSectionNames) }
    static var interpreter: Self { Self("interpreter", .elfInterpreter) }
    static var dynamic: Self { Self("dynamic section", .elfDynamic) }
    static var dynamicStrings: Self { Self("dynamic string table", .elfStrings) }
    static var symbolTable: Self { Self("symbol table", .elfSymbols) }
    static var symbolNames: Self { Self("symbol name table", .elfStrings) }
    static var hashTable: Self { Self("symbol hash table", .elfHash) }
    static var symbolVersions: Self { Self("symbol version table", .elfVersions) }
    static var neededVersions: Self { Self("needed version table", .elfVersions) }
    static var definedVersions: Self { Self("defined version table", .elfVersions) }
    static var note: Self { Self("note", .elfNote) }
    static var relocations: Self { Self("relocation table", .elfRelocations) }
    static var compressedSection: Self { Self("compressed section", .elfCompression) }
}
