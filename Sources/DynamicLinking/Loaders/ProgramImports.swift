internal import ObjectFile

/// What a program has of symbols that others define, read in one go.
final class ProgramImports: Sendable {
    /// A symbol that another file has to define, or of which the program has a copy.
    struct Import: Sendable {
        let symbol: ELF.Symbol
        /// The index of its version, nil where the program has no versions.
        let version: UInt16?
        let isCopied: Bool
    }

    let imports: [Import]
    /// The relocations that name a symbol.
    let references: [SymbolReference]

    /// How many of either are kept.
    private static let most = 1 << 16

    /// Nil where they are too many to be kept, or something cannot be read.
    init?(_ object: ELF.Object, in file: FileBytes) {
        do throws(ParseError) {
            let table = try object.dynamicSymbolTable(in: file)
            let entries = try Self.relocations(of: object, in: file)
            guard let entries else { return nil }
            var copied: Set<UInt32> = []
            for entry in entries where entry.isCopy { copied.insert(entry.symbol) }
            let (imports, weak) = try Self.imports(of: object, table, copied, in: file)
            guard imports.count <= Self.most else { return nil }
            self.imports = imports
            references =
                weak.isEmpty
                ? entries : entries.map { weak.contains($0.symbol) ? $0.weakened : $0 }
        } catch {
            return nil
        }
    }

    private static func imports(
        of object: ELF.Object, _ table: ELF.SymbolTable?, _ copied: Set<UInt32>,
        in file: FileBytes
    ) throws(ParseError) -> ([Import], weak: Set<UInt32>) {
        var imports: [Import] = []
        var weak: Set<UInt32> = []
        guard let table else { return (imports, weak) }
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        try object.forEachUndefined(of: table, in: file, and: copied) {
            symbol throws(ParseError) in
            let isCopied = !copied.isEmpty && copied.contains(symbol.index)
            guard symbol.binding != .local, imports.count <= most else { return }
            if symbol.isUndefined, symbol.binding == .weak { weak.insert(symbol.index) }
            imports.append(
                Import(
                    symbol: symbol, version: try cursor.version(of: symbol), isCopied: isCopied))
        }
        return (imports, weak)
    }

    /// Nil where there are too many.
    private static func relocations(
        of object: ELF.Object, in file: FileBytes
    ) throws(ParseError) -> [SymbolReference]? {
        let copy = SymbolReference.copyType(object.header.machine)
        let relative = object.dynamic.value?.lastValue(of: .relocationsWithAddendCount) ?? 0
        var references: [SymbolReference] = []
        for table in try object.dynamicRelocationTables() {
            // Those that name nothing come first, as many as that.
            let first = table.form == .rela && table.name.isEmpty ? relative : 0
            var cursor = ELF.RelocationCursor(table, of: object, in: file, from: first)
            let isCall = table.name == "PLT"
            while let entry = try cursor.next() {
                if entry.symbol == 0 { continue }
                references.append(
                    SymbolReference(
                        symbol: entry.symbol, isCopy: entry.type.rawValue == copy, isCall: isCall,
                        isWeak: false))
                guard references.count <= most else { return nil }
            }
        }
        return references
    }
}

extension SymbolReference {
    fileprivate var weakened: Self {
        Self(symbol: symbol, isCopy: isCopy, isCall: isCall, isWeak: true)
    }
}

/// What a program wants of others by the rules of one loader, and where.
final class ProgramSymbols: Sendable {
    let wanted: WantedSymbols
    /// What of it the program defines itself.
    let isMet: [Bool]
    /// The relocations that name what is wanted, in the order of the loader.
    let references: [SymbolReference]

    /// Nil where something cannot be read.
    init?(
        _ imports: ProgramImports, of object: ELF.Object, in file: FileBytes, isMusl: Bool
    ) {
        do throws(ParseError) {
            var wanted = WantedSymbols(isMusl: isMusl)
            let finder = try ELF.SymbolFinder(object, in: file)
            let candidates = try wanted.collect(imports, of: object, in: file, finder)
            var isMet = [Bool](repeating: false, count: wanted.all.count)
            if finder != nil {
                try wanted.meet(candidates, object, in: file, &isMet)
            } else {
                wanted.offer(
                    object, in: file, isProgram: true, isDenied: isMet, &isMet)
            }
            let wants = wanted.wants.first ?? [:]
            let named = imports.references.filter { wants[$0.symbol] != nil }
            // musl begins with those of calls, and takes the other tables from the last.
            guard !isMusl || !Self.hasSeveralTables(object) else { return nil }
            references =
                isMusl ? named.filter(\.isCall) + named.filter { !$0.isCall } : named
            self.wanted = wanted
            self.isMet = isMet
        } catch {
            return nil
        }
    }

    /// Whether relocations other than those of calls are in several tables that name symbols.
    private static func hasSeveralTables(_ object: ELF.Object) -> Bool {
        guard let dynamic = object.dynamic.value else { return false }
        return dynamic.lastValue(of: .relocationsWithAddend) != nil
            && dynamic.lastValue(of: .relocations) != nil
    }
}
