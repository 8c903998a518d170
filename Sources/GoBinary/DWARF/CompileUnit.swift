public import ObjectFile

/// What one source file was compiled to, as debug information tells of it.
public struct CompileUnit: Hashable, Sendable {
    /// `DW_AT_name`: the source file, for Go the import path of the package.
    public let name: ByteString
    /// `DW_AT_language`: the language, nil where none is said.
    public let language: SourceLanguage?
    /// `DW_AT_producer`: the compiler, often with its version and options.
    public let producer: ByteString
    /// `DW_AT_comp_dir`: the directory it was compiled in.
    public let directory: ByteString
    /// Where the unit lies in the file; where its section starts if that is compressed.
    public let offset: FileOffset
}

/// A compiler of Go as debug information names it.
public struct GoProducer: Hashable, Sendable {
    /// `DW_AT_producer`, such as `Go cmd/compile go1.27.3; regabi`.
    public let name: ByteString
    /// Where the first unit of it lies in the file; where its section starts if that is compressed.
    public let offset: FileOffset
    /// How many units are of it.
    public internal(set) var count: Int
}

/// What debug information says of the compilers that made a file.
public struct CompileUnits: Hashable, Sendable {
    /// The compile units of other languages than Go, in file order; empty where only Go was asked
    /// for.
    public internal(set) var foreign: [CompileUnit] = []
    /// The compilers of Go, each once, in the order of their first units.
    public internal(set) var goProducers: [GoProducer] = []
    /// What could not be read.
    public internal(set) var diagnostics: [Diagnostic] = []
}

extension ParseError.Code {
    /// Debug information.
    public static let dwarf = Self(rawValue: "dwarf.unit")
    /// The abbreviations of debug information.
    public static let dwarfAbbreviations = Self(rawValue: "dwarf.abbreviations")
    /// The strings of debug information.
    public static let dwarfStrings = Self(rawValue: "dwarf.strings")
}

extension FilePart {
    static var debugInformation: Self { Self("debug information", .dwarf) }
    static var debugUnit: Self { Self("debug information unit", .dwarf) }
    static var debugAbbreviations: Self {
        Self("debug abbreviation table", .dwarfAbbreviations)
    }
    static var debugStrings: Self { Self("debug string table", .dwarfStrings) }
}
