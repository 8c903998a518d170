internal import ObjectFile

/// The names that objects want of others, each once: one table for all.
struct WantedSymbols: Sendable {
    /// A name, with a version or without, that some object wants.
    struct Wanted: Sendable {
        let name: ByteString
        let hash: Int
        let version: ELF.SymbolVersions.Version?
        /// Whether the program has a copy of it, which does not count.
        let isCopied: Bool
        /// The next one whose name has the same hash, -1 for none.
        let next: Int
    }

    private let isMusl: Bool
    private(set) var all: [Wanted] = []
    private var places: [Int: Int] = [:]
    /// What each library is named to define.
    private(set) var byLibrary: [ByteString: [Int]] = [:]
    /// Of each object, by the number of a symbol: what it wants.
    private(set) var wants: [[UInt32: Int]] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// How many bytes the names in the table have.
    private var nameBytes = 0
    /// Whether something was left out of the table.
    private(set) var isCut = false

    /// Begins a table by the rules of one of the loaders.
    init(isMusl: Bool) { self.isMusl = isMusl }

    /// How many names may be wanted together.
    private static let most = 1 << 21
    /// How many bytes they may have: names can overlap, and be as long as their table each.
    private static let mostBytes = 64 << 20
    /// How many versions of one name may be wanted: each definition is held against all of them.
    private static let mostAlike = 64

    /// The first name of a hash; -1 where there is none.
    func first(_ hash: Int) -> Int { places[hash] ?? -1 }

    /// Notes that the next object wants nothing.
    mutating func collectNothing() { wants.append([:]) }

    /// Notes what the next object wants of others.
    mutating func collect(_ object: ELF.Object, in file: FileBytes, isProgram: Bool) {
        var mine: [UInt32: Int] = [:]
        do throws(ParseError) {
            let copied = isProgram ? try SymbolReference.copied(of: object, in: file) : []
            let isWanted = { (symbol: ELF.Symbol) in
                symbol.binding != .local && (symbol.isUndefined || copied.contains(symbol.index))
            }
            try object.forEachDynamicSymbol(in: file, where: isWanted) { symbol, name, version in
                guard name.count > 0 else { return }
                let isCopied = copied.contains(symbol.index)
                mine[symbol.index] = index(
                    of: name, version.map(\.version) ?? nil, isCopied: isCopied)
                if isMusl { addRemapped(name) }
            }
        } catch {
            diagnostics.append(Diagnostic(error, .warning))
        }
        wants.append(mine)
    }

    /// Notes what a program wants of others; returns the symbols of its own whose names may be the
    /// same, each with the place of the name.
    mutating func collect(
        _ program: ProgramImports, of object: ELF.Object, in file: FileBytes,
        _ finder: ELF.SymbolFinder?
    ) throws(ParseError) -> [(name: Int, symbols: [UInt32])] {
        var mine: [UInt32: Int] = [:]
        var candidates: [(name: Int, symbols: [UInt32])] = []
        guard let table = try object.dynamicSymbolTable(in: file) else {
            wants.append(mine)
            return candidates
        }
        mine.reserveCapacity(program.imports.count)
        all.reserveCapacity(program.imports.count)
        places.reserveCapacity(program.imports.count)
        let versions: ELF.SymbolVersions? =
            table.versions == nil || isMusl ? nil : try object.symbolVersions(in: file)
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        for one in program.imports {
            let name = try cursor.name(of: one.symbol)
            guard name.count > 0 else { continue }
            let version = versions.flatMap { all in one.version.flatMap { all.version($0) } }
            let count = all.count
            mine[one.symbol.index] = index(of: name, version, isCopied: one.isCopied)
            if let finder, all.count > count, !one.isCopied {
                let symbols = try finder.candidates(name)
                if !symbols.isEmpty { candidates.append((count, symbols)) }
            }
            guard isMusl, let plain = MuslRemapping.plainName(of: name) else { continue }
            for text in [plain, Array(MuslRemapping.markOfRoom.utf8)] {
                let count = all.count
                _ = index(of: text.span, nil, isCopied: false)
                guard let finder, all.count > count else { continue }
                let symbols = try finder.candidates(text.span)
                if !symbols.isEmpty { candidates.append((count, symbols)) }
            }
        }
        wants.append(mine)
        return candidates
    }

    private mutating func addRemapped(_ name: Span<UInt8>) {
        guard let plain = MuslRemapping.plainName(of: name) else { return }
        _ = index(of: plain.span, nil, isCopied: false)
        _ = index(of: MuslRemapping.markOfRoom.utf8.span, nil, isCopied: false)
    }

    /// Notes which of some symbols of a program are what is wanted.
    func meet(
        _ candidates: [(name: Int, symbols: [UInt32])], _ object: ELF.Object,
        in file: FileBytes, _ isMet: inout [Bool]
    ) throws(ParseError) {
        guard !candidates.isEmpty, let table = try object.dynamicSymbolTable(in: file) else {
            return
        }
        let versions = try object.symbolVersions(in: file)
        for (index, symbols) in candidates {
            for number in symbols {
                var cursor = ELF.SymbolCursor(
                    table, in: file, object.header.layout, object.limits, from: UInt64(number))
                guard let symbol = try cursor.symbol(), !symbol.isUndefined,
                    symbol.binding != .local, Self.isUsable(symbol)
                else { continue }
                let mark =
                    table.versions == nil
                    ? nil : try cursor.version(of: symbol).map { VersionMark($0, versions) }
                let isSame = all[index].name.hasBytes(try cursor.name(of: symbol))
                if isSame, fits(mark, all[index].version) { isMet[index] = true }
            }
        }
    }

    /// Notes what of it an object defines itself; `isMet` has a place for each name.
    mutating func offer(
        _ object: ELF.Object, in file: FileBytes, isProgram: Bool, isDenied: [Bool],
        _ isMet: inout [Bool]
    ) {
        do throws(ParseError) {
            let isOffered = { (symbol: ELF.Symbol) in
                !symbol.isUndefined && symbol.binding != .local && Self.isUsable(symbol)
            }
            try object.forEachDynamicSymbol(in: file, where: isOffered) { _, name, version in
                var index = first(Self.hash(name))
                while index >= 0 {
                    if !isMet[index], !isProgram || !all[index].isCopied,
                        all[index].name.hasBytes(name), fits(version, all[index].version)
                    {
                        isMet[index] = !isDenied[index]
                    }
                    index = all[index].next
                }
            }
        } catch {
            diagnostics.append(Diagnostic(error, .warning))
        }
    }

    private static func isUsable(_ symbol: ELF.Symbol) -> Bool {
        switch symbol.type {
        case .untyped, .object, .function, .common, .gnuIndirectFunction:
            symbol.value != 0 || symbol.section == .absolute
        case .threadLocal: true
        default: false
        }
    }

    /// Whether a definition will do for what is wanted.
    private func fits(_ defined: VersionMark?, _ wanted: ELF.SymbolVersions.Version?) -> Bool {
        guard let defined else { return true }
        guard let wanted, !isMusl else { return !defined.isHidden }
        if let version = defined.version { return version.name == wanted.name }
        return !defined.isHidden
    }

    /// What a library is named to define, which is asked but once.
    mutating func take(ofLibrary name: ByteString) -> [Int] {
        byLibrary.removeValue(forKey: name) ?? []
    }

    /// The place of a name in the table, put there where it is new.
    private mutating func index(
        of name: Span<UInt8>, _ version: ELF.SymbolVersions.Version?, isCopied: Bool
    ) -> Int? {
        index(of: name, Self.hash(name), version, isCopied: isCopied) { ByteString(name) }
    }

    private mutating func index(
        of name: Span<UInt8>, _ key: Int, _ version: ELF.SymbolVersions.Version?, isCopied: Bool,
        _ text: () -> ByteString
    ) -> Int? {
        let version = isMusl ? nil : version
        let first = first(key)
        var index = first
        var alike = 0
        while index >= 0 {
            if all[index].version == version, all[index].isCopied == isCopied,
                all[index].name.hasBytes(name)
            {
                return index
            }
            index = all[index].next
            alike += 1
        }
        guard all.count < Self.most, alike < Self.mostAlike,
            nameBytes + name.count <= Self.mostBytes
        else {
            isCut = true
            return nil
        }
        nameBytes += name.count
        all.append(
            Wanted(
                name: text(), hash: key, version: version, isCopied: isCopied, next: first))
        places[key] = all.count - 1
        if let library = version?.library {
            byLibrary[library, default: []].append(all.count - 1)
        }
        return all.count - 1
    }

    private static let nameHash = NameHash()

    /// The hash of a name, of the process's own seed.
    static func hash(_ name: Span<UInt8>) -> Int { nameHash.of(name) }
}
