public import ObjectFile

extension Image {
    /// The names of the symbols that other files have to define, in file order, without Mach-O's
    /// underscore; no more of them than `limits` has for symbols.
    ///
    /// Whose they are takes versions and much longer: GoBinary's `CgoReader`.
    ///
    /// - Throws: what reading the table of symbols or their names does.
    public func importedNames(
        in file: FileBytes, limits: Limits = Limits()
    ) throws(ParseError) -> [ByteString] {
        var names: [ByteString] = []
        switch contents {
        case .elf(let object):
            guard let table = try object.dynamicSymbolTable(in: file) else { return [] }
            // They are few, and lie between those of what the file defines.
            var strings = StringCursor(
                file, table.strings, limits, reading: FilePart("symbol name table", .elfStrings),
                budget: 3)
            try object.forEachUndefined(of: table, in: file) { symbol throws(ParseError) in
                guard symbol.nameOffset != 0, names.count < limits.versionedSymbols else { return }
                names.append(try strings.text(at: UInt64(symbol.nameOffset)))
            }
        case .machO(let object):
            guard var symbols = try object.symbols(in: file) else { return [] }
            while let symbol = try symbols.symbol(), names.count < limits.versionedSymbols {
                guard symbol.isUndefined, symbol.nameOffset != 0 else { continue }
                let name = try symbols.name(of: symbol)
                names.append(ByteString(name.withoutUnderscore))
            }
        }
        return names
    }
}
