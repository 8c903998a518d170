internal import ObjectFile

/// By which loader's rules symbols are looked up.
struct SymbolRules {
    /// Whether versions are ignored and everything is bound at start.
    let isMusl: Bool
    /// The program's name in messages.
    let programName: String
    /// Whether `LD_BIND_NOW` is set.
    var bindsAtStart = false
    /// Whether a symbol has to come from the library that is named for it.
    var insistsOnLibrary = false
    /// What libraries that are known by table may define.
    var known: KnownSymbols?
}

/// Looks up the symbols that are wanted, in the order in which objects were loaded.
///
/// Every name that is wanted goes into one table, and every symbol that is defined is held against
/// it once: time in proportion to the symbols, whatever their order.
///
/// Spec: glibc 2.36, elf/dl-lookup.c, `check_match` and `_dl_lookup_symbol_x`; musl 1.2.5,
/// ldso/dynlink.c, `find_sym2` and `do_relocs`.
struct SymbolLookup {
    /// A name, with a version or without, that some object wants.
    private struct Wanted {
        let name: ByteString
        let version: ELF.SymbolVersions.Version?
        /// Whether the program has a copy of it, which does not count.
        let isCopied: Bool
        /// The next one whose name has the same hash, -1 for none.
        let next: Int
        var isFound = false
        /// Whether the library that has to define it was searched in vain.
        var isDenied = false
    }

    private let objects: [LoadedObject]
    private let order: [Int]
    private let rules: SymbolRules
    private var wanted: [Wanted] = []
    private var places: [Int: Int] = [:]
    /// What each library is named to define.
    private var byLibrary: [ByteString: [Int]] = [:]
    /// Of each object, by the number of a symbol: what it wants.
    private var wants: [[UInt32: Int]] = []
    private var diagnostics: [Diagnostic] = []
    /// How many bytes the names in the table have.
    private var nameBytes = 0
    /// Whether something was left out of the table.
    private var isCut = false

    init(_ objects: [LoadedObject], _ order: [Int], _ rules: SymbolRules) {
        self.objects = objects
        self.order = order
        self.rules = rules
        for place in order { collect(place) }
        for place in order { offer(place) }
    }

    /// How many names may be wanted together.
    private static let most = 1 << 21
    /// How many bytes they may have: names can overlap, and be as long as their table each.
    private static let mostBytes = 64 << 20
    /// How many versions of one name may be wanted: each definition is held against all of them.
    private static let mostAlike = 64
    /// How many bytes of problems are told.
    private static let mostProblemBytes = 16 << 20

    /// Notes what an object wants of others.
    private mutating func collect(_ place: Int) {
        var mine: [UInt32: Int] = [:]
        do throws(ParseError) {
            let copied = place == 0 ? try copiedSymbols(of: objects[place]) : []
            try forEachSymbol(of: place) { symbol, name, version in
                let isCopied = copied.contains(symbol.index)
                guard symbol.isUndefined || isCopied, symbol.binding != .local, name.count > 0
                else { return }
                mine[symbol.index] = index(
                    of: name, version.map(\.version) ?? nil, isCopied: isCopied)
                if rules.isMusl, let plain = MuslRemapping.plainName(of: name) {
                    _ = index(of: plain.span, nil, isCopied: false)
                    _ = index(of: MuslRemapping.markOfRoom.utf8.span, nil, isCopied: false)
                }
            }
        } catch {
            diagnostics.append(Diagnostic(error, .warning))
        }
        wants.append(mine)
    }

    /// The variables of which a program has a copy: it defines them, and what is copied has to come
    /// from elsewhere.
    private func copiedSymbols(of object: LoadedObject) throws(ParseError) -> Set<UInt32> {
        guard let file = object.file, let object = object.object,
            let copy = Self.copyType(object.header.machine)
        else { return [] }
        var copied: Set<UInt32> = []
        for table in try object.dynamicRelocationTables() {
            var cursor = ELF.RelocationCursor(table, of: object, in: file)
            while let entry = try cursor.next() {
                if entry.type.rawValue == copy { copied.insert(entry.symbol) }
            }
        }
        return copied
    }

    /// `R_*_COPY`, nil where it is not known.
    private static func copyType(_ machine: ELF.Machine) -> UInt32? {
        switch machine {
        case .x86_64, .i386: 5
        case .aarch64: 1024
        case .arm: 20
        case .riscv, .loongArch: 4
        case .s390: 9
        case .ppc64: 19
        case .mips: 126
        default: nil
        }
    }

    /// The place of a name in the table, put there where it is new.
    private mutating func index(
        of name: Span<UInt8>, _ version: ELF.SymbolVersions.Version?, isCopied: Bool
    ) -> Int? {
        let version = rules.isMusl ? nil : version
        let key = Self.hash(name)
        let first = places[key] ?? -1
        var index = first
        var alike = 0
        while index >= 0 {
            if wanted[index].version == version, wanted[index].isCopied == isCopied,
                wanted[index].name.hasBytes(name)
            {
                return index
            }
            index = wanted[index].next
            alike += 1
        }
        guard wanted.count < Self.most, alike < Self.mostAlike,
            nameBytes + name.count <= Self.mostBytes
        else {
            isCut = true
            return nil
        }
        nameBytes += name.count
        wanted.append(
            Wanted(name: ByteString(name), version: version, isCopied: isCopied, next: first))
        places[key] = wanted.count - 1
        if let library = version?.library {
            byLibrary[library, default: []].append(wanted.count - 1)
        }
        return wanted.count - 1
    }

    /// Holds what an object defines against what is wanted.
    private mutating func offer(_ place: Int) {
        do throws(ParseError) {
            try forEachSymbol(of: place) { symbol, name, version in
                guard !symbol.isUndefined, symbol.binding != .local, isUsable(symbol) else {
                    return
                }
                var index = places[Self.hash(name)] ?? -1
                while index >= 0 {
                    if !wanted[index].isFound, place > 0 || !wanted[index].isCopied,
                        wanted[index].name.hasBytes(name),
                        fits(version, wanted[index].version)
                    {
                        wanted[index].isFound = !wanted[index].isDenied
                    }
                    index = wanted[index].next
                }
            }
        } catch {
            diagnostics.append(Diagnostic(error, .warning))
        }
        if rules.insistsOnLibrary { deny(objects[place]) }
    }

    /// What was to be defined by an object that has been searched is not looked for any further.
    private mutating func deny(_ object: LoadedObject) {
        var names = object.names
        if let soname = object.dynamic?.soname { names.append(soname) }
        for name in names {
            for index in byLibrary.removeValue(forKey: name) ?? [] where !wanted[index].isFound {
                wanted[index].isDenied = true
            }
        }
    }

    private func isUsable(_ symbol: ELF.Symbol) -> Bool {
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
        guard let wanted, !rules.isMusl else { return !defined.isHidden }
        if let version = defined.version { return version.name == wanted.name }
        return !defined.isHidden
    }

    /// Whether musl takes another name for one that is missing.
    private func isRemapped(_ wanted: Wanted) -> Bool {
        let name = wanted.name.utf8
        guard rules.isMusl, let plain = MuslRemapping.plainName(of: name.span),
            isFound(plain.span)
        else { return false }
        return !MuslRemapping.needsRoom(name.span) || isFound(MuslRemapping.markOfRoom.utf8.span)
    }

    private func isFound(_ name: Span<UInt8>) -> Bool {
        var index = places[Self.hash(name)] ?? -1
        while index >= 0 {
            if wanted[index].isFound, wanted[index].name.hasBytes(name) { return true }
            index = wanted[index].next
        }
        return false
    }

    private static func hash(_ name: Span<UInt8>) -> Int {
        var hasher = Hasher()
        var index = 0
        while index &+ 8 <= name.count {
            hasher.combine(name.number64(at: index, .little))
            index &+= 8
        }
        var rest: UInt64 = 0
        while index < name.count {
            rest = rest << 8 | UInt64(name[index])
            index &+= 1
        }
        hasher.combine(rest)
        return hasher.finalize()
    }
}

/// The version of a symbol in its own table.
private struct VersionMark {
    let version: ELF.SymbolVersions.Version?
    let isHidden: Bool
}

extension SymbolLookup {
    /// Visits the dynamic symbols of an object.
    private func forEachSymbol(
        of place: Int, _ visit: (ELF.Symbol, Span<UInt8>, VersionMark?) -> Void
    ) throws(ParseError) {
        guard let file = objects[place].file, let object = objects[place].object,
            let table = try object.dynamicSymbolTable(in: file)
        else { return }
        let versions: ELF.SymbolVersions? =
            table.versions == nil
            ? nil
            : ELF.SymbolVersions(
                needed: try object.neededVersions(in: file),
                defined: try object.definedVersions(in: file))
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        while let symbol = try cursor.symbol() {
            var mark: VersionMark?
            if let versions, let index = try cursor.version(of: symbol) {
                mark = VersionMark(
                    version: versions.version(index),
                    isHidden: index & ELF.SymbolVersions.hiddenBit != 0)
            }
            let name = try cursor.name(of: symbol)
            visit(symbol, name, mark)
        }
    }

    /// Adds what is missing to the graph, in the order in which the loader would meet it.
    func check(_ graph: inout DependencyGraph) {
        graph.diagnostics += diagnostics
        if isCut {
            graph.diagnostics.append(
                Diagnostic(.limit, .error, "more symbols are needed than are looked up"))
        }
        var left = Self.mostProblemBytes
        // musl relocates the libraries and then the program, glibc the last one first.
        let turns = Array(order.indices)
        let inTurn = rules.isMusl ? Array(turns[1...]) + [0] : Array(turns.reversed())
        for turn in inTurn where left > 0 {
            guard wants[turn].values.contains(where: { !wanted[$0].isFound }) else { continue }
            let object = objects[order[turn]]
            do throws(ParseError) {
                try checkRelocations(of: object, wants[turn], &graph, &left)
            } catch {
                graph.diagnostics.append(Diagnostic(error, .warning))
            }
        }
    }

    /// Only what is to be relocated is looked up at all.
    private func checkRelocations(
        of object: LoadedObject, _ wants: [UInt32: Int], _ graph: inout DependencyGraph,
        _ left: inout Int
    ) throws(ParseError) {
        guard let file = object.file, let structures = object.object else { return }
        let weak = try weakSymbols(of: structures, in: file)
        var tables = try structures.dynamicRelocationTables()
        // musl begins with those of calls.
        if rules.isMusl, let last = tables.last, last.name == "PLT" {
            tables = [last] + tables.dropLast().reversed()
        }
        let flags = object.dynamic?.bindsAtStart ?? false
        var said: Set<Int> = []
        for table in tables {
            let isLazy = table.name == "PLT" && !flags && !rules.bindsAtStart && !rules.isMusl
            var cursor = ELF.RelocationCursor(table, of: structures, in: file)
            while let entry = try cursor.next() {
                guard let index = wants[entry.symbol], !wanted[index].isFound,
                    !wanted[index].isCopied
                        || entry.type.rawValue == Self.copyType(structures.header.machine),
                    !weak.contains(entry.symbol) || wanted[index].isDenied,
                    !isRemapped(wanted[index]),
                    !(rules.known?.mayBeDefined(wanted[index].name, wanted[index].version) ?? false)
                else { continue }
                // musl complains each time.
                guard said.insert(index).inserted || rules.isMusl else { continue }
                left -= 256 + 4 * wanted[index].name.length
                guard left > 0 else {
                    graph.diagnostics.append(
                        Diagnostic(.limit, .warning, "more symbols are missing than are told"))
                    return
                }
                graph.problems.append(problem(wanted[index], object, isFatal: !isLazy))
            }
        }
    }

    private func weakSymbols(
        of object: ELF.Object, in file: FileBytes
    ) throws(ParseError) -> Set<UInt32> {
        var weak: Set<UInt32> = []
        guard let table = try object.dynamicSymbolTable(in: file) else { return weak }
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        while let symbol = try cursor.symbol() {
            if symbol.isUndefined, symbol.binding == .weak { weak.insert(symbol.index) }
        }
        return weak
    }

    private func problem(
        _ wanted: Wanted, _ object: LoadedObject, isFatal: Bool
    ) -> DependencyGraph.Problem {
        let who = object.node == 0 ? rules.programName : object.path.text
        let name = wanted.name.text
        let version = wanted.version?.name.text
        let text: String
        if rules.isMusl {
            text = "Error relocating \(who): \(name): symbol not found"
        } else if wanted.isDenied, let version, let library = wanted.version?.library {
            text =
                "\(rules.programName): relocation error: \(who): symbol \(name) version \(version) "
                + "not defined in file \(library.text) with link time reference"
        } else {
            let suffix = version.map { ", version \($0)" } ?? ""
            text =
                "\(rules.programName): symbol lookup error: \(who): undefined symbol: \(name)\(suffix)"
        }
        let message =
            "no library defines \(name), which \(who) needs"
            + (isFatal ? "" : ": it ends when this is first called")
        return DependencyGraph.Problem(
            .symbolMissing, object.node, message, text: text, isFatal: isFatal,
            missing: wanted.name, requester: object.node)
    }
}
