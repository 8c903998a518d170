extension ParseError.Code {
    /// The file header of a Mach-O file.
    public static let machOHeader = Self(rawValue: "macho.header")
    /// The load commands.
    public static let machOCommands = Self(rawValue: "macho.load-commands")
    /// A segment or its sections.
    public static let machOSegment = Self(rawValue: "macho.segment")
    /// The table of symbols.
    public static let machOSymbols = Self(rawValue: "macho.symbol-table")
    /// The names of the symbols.
    public static let machOStrings = Self(rawValue: "macho.string-table")
    /// The table of slices of a universal file.
    public static let universal = Self(rawValue: "universal.header")
}

/// The structures of a Mach-O file as messages name them.
extension FilePart {
    static var machOHeader: Self { Self("Mach-O header", .machOHeader) }
    static var loadCommands: Self { Self("table of load commands", .machOCommands) }
    static var loadCommand: Self { Self("load command", .machOCommands) }
    static var machOSegment: Self { Self("segment command", .machOSegment) }
    static var machOSymbolTable: Self { Self("symbol table", .machOSymbols) }
    static var machOSymbolNames: Self { Self("string table", .machOStrings) }
    static var universalHeader: Self { Self("universal header", .universal) }
    static var slice: Self { Self("slice", .universal) }
}
