internal import ObjectFile

/// The version of a symbol in its own table.
struct VersionMark {
    let version: ELF.SymbolVersions.Version?
    let isHidden: Bool

    init(_ index: UInt16, _ versions: ELF.SymbolVersions) {
        version = versions.version(index)
        isHidden = index & ELF.SymbolVersions.hiddenBit != 0
    }
}

extension ELF.Object {
    /// What the indexes of versions stand for.
    func symbolVersions(in file: FileBytes) throws(ParseError) -> ELF.SymbolVersions {
        ELF.SymbolVersions(
            needed: try neededVersions(in: file), defined: try definedVersions(in: file))
    }

    /// Visits certain dynamic symbols.
    func forEachDynamicSymbol(
        in file: FileBytes, where isOurs: (ELF.Symbol) -> Bool,
        _ visit: (ELF.Symbol, Span<UInt8>, VersionMark?) -> Void
    ) throws(ParseError) {
        guard let table = try dynamicSymbolTable(in: file) else { return }
        let versions: ELF.SymbolVersions? =
            table.versions == nil ? nil : try symbolVersions(in: file)
        var cursor = ELF.SymbolCursor(table, in: file, header.layout, limits)
        while let symbol = try cursor.symbol() {
            guard isOurs(symbol) else { continue }
            var mark: VersionMark?
            if let versions, let index = try cursor.version(of: symbol) {
                mark = VersionMark(index, versions)
            }
            let name = try cursor.name(of: symbol)
            visit(symbol, name, mark)
        }
    }

    /// Visits the symbols that other files define, and further ones; the others, of which there may
    /// be a hundred thousand, are not even decoded.
    func forEachUndefined(
        of table: ELF.SymbolTable, in file: FileBytes, and others: Set<UInt32> = [],
        _ visit: (ELF.Symbol) throws(ParseError) -> Void
    ) throws(ParseError) {
        let layout = header.layout
        let size = ELF.Symbol.recordSize(layout)
        let section = layout.is64Bit ? 6 : 14
        let chunk = UInt64(size) << 12
        var (rest, first) = (table.range, UInt32(0))
        while rest.size >= UInt64(size) {
            let window = rest.first(min(rest.size, chunk)) ?? rest
            let bytes = try file.bytes(in: window, reading: FilePart("symbol table", .read))
            let span = bytes.span
            for place in 0..<(span.count / size) {
                let start = place * size
                let index = first &+ UInt32(truncatingIfNeeded: place)
                // Both of its bytes are zero in either order.
                let isUndefined = span[start + section] | span[start + section + 1] == 0
                guard isUndefined || !others.isEmpty && others.contains(index), index > 0 else {
                    continue
                }
                var symbol = ELF.Symbol(span, at: start, layout)
                symbol.index = index
                try visit(symbol)
            }
            rest = rest.dropping(window.size)
            first &+= UInt32(truncatingIfNeeded: span.count / size)
        }
    }
}
