extension ParseError.Code {
    /// The opcodes that bind or rebase.
    public static let machOBindings = Self(rawValue: "macho.dyld-info")
    /// The exports trie.
    public static let machOExports = Self(rawValue: "macho.exports-trie")
    /// The chained fixups.
    public static let machOChainedFixups = Self(rawValue: "macho.chained-fixups")
    /// The starts of functions.
    public static let machOFunctionStarts = Self(rawValue: "macho.function-starts")
    /// The table of data between instructions.
    public static let machODataInCode = Self(rawValue: "macho.data-in-code")
}

/// What `__LINKEDIT` holds for the loader, as messages name it.
extension FilePart {
    static var rebaseOpcodes: Self { Self("rebase opcodes", .machOBindings) }
    static var bindOpcodes: Self { Self("bind opcodes", .machOBindings) }
    static var weakBindOpcodes: Self { Self("weak bind opcodes", .machOBindings) }
    static var lazyBindOpcodes: Self { Self("lazy bind opcodes", .machOBindings) }
    static var exportsTrie: Self { Self("exports trie", .machOExports) }
    static var chainedFixups: Self { Self("chained fixups", .machOChainedFixups) }
    static var chainedImports: Self { Self("chained import", .machOChainedFixups) }
    static var functionStarts: Self { Self("function starts", .machOFunctionStarts) }
    static var dataInCode: Self { Self("data-in-code table", .machODataInCode) }
}
