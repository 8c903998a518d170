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
    /// What was read of such libraries.
    var made: KnownFiles?
    /// What was read of the program.
    var program: ProgramFacts?

    init(isMusl: Bool, programName: String) {
        self.isMusl = isMusl
        self.programName = programName
    }
}

/// Looks up the symbols that are wanted, in the order in which objects were loaded.
///
/// Every name that is wanted goes into one table, and every symbol that is defined is held against
/// it once: time in proportion to the symbols, whatever their order. Of libraries that are known by
/// table the names are kept, and every name that is wanted is held against them.
///
/// Spec: glibc 2.36, elf/dl-lookup.c, `check_match` and `_dl_lookup_symbol_x`; musl 1.2.5,
/// ldso/dynlink.c, `find_sym2` and `do_relocs`.
struct SymbolLookup {
    private let objects: [LoadedObject]
    private let order: [Int]
    private let rules: SymbolRules
    private var wanted: WantedSymbols
    /// What of these is found.
    private var isFound: [Bool]
    /// Of what the library that has to define it was searched in vain.
    private var isDenied: [Bool]

    init(_ objects: [LoadedObject], _ order: [Int], _ rules: SymbolRules) {
        self.objects = objects
        self.order = order
        self.rules = rules
        let program = order.first == 0 ? rules.program?.symbols(isMusl: rules.isMusl) : nil
        var wanted = program?.wanted ?? WantedSymbols(isMusl: rules.isMusl)
        for place in program == nil ? order[...] : order.dropFirst() {
            let object = objects[place]
            // What is made up wants nothing.
            if let file = object.file, let structures = object.object,
                object.identity.map({ !$0.isMadeUp }) ?? true
            {
                wanted.collect(structures, in: file, isProgram: place == 0)
            } else {
                wanted.collectNothing()
            }
        }
        self.wanted = wanted
        isDenied = [Bool](repeating: false, count: wanted.all.count)
        isFound = isDenied
        if let program, wanted.all.count == program.isMet.count {
            isFound = program.isMet
            if rules.insistsOnLibrary { deny(objects[0]) }
            for place in order.dropFirst() { offer(place) }
        } else {
            for place in order { offer(place) }
        }
    }

    /// How many bytes of problems are told.
    private static let mostProblemBytes = 16 << 20

    /// Holds what an object defines against what is wanted.
    private mutating func offer(_ place: Int) {
        let object = objects[place]
        if let file = object.file, let structures = object.object {
            let known = rules.made?.exports(of: structures, in: file, object.identity)
            if let known {
                offer(known, isProgram: place == 0)
            } else {
                wanted.offer(
                    structures, in: file, isProgram: place == 0, isDenied: isDenied, &isFound)
            }
        }
        if rules.insistsOnLibrary { deny(object) }
    }

    private mutating func offer(_ known: KnownExports, isProgram: Bool) {
        if known.isEmpty { return }
        for index in wanted.all.indices where !isFound[index] && !isDenied[index] {
            let name = wanted.all[index]
            if isProgram, name.isCopied { continue }
            isFound[index] = known.contains(name.name, name.hash)
        }
    }

    /// What was to be defined by an object that has been searched is not looked for any further.
    private mutating func deny(_ object: LoadedObject) {
        var names = object.names
        if let soname = object.dynamic?.soname { names.append(soname) }
        for name in names {
            for index in wanted.take(ofLibrary: name) where !isFound[index] {
                isDenied[index] = true
            }
        }
    }

    /// Whether musl takes another name for one that is missing.
    private func isRemapped(_ wanted: WantedSymbols.Wanted) -> Bool {
        let name = wanted.name.utf8
        guard rules.isMusl, let plain = MuslRemapping.plainName(of: name.span),
            isFound(plain.span)
        else { return false }
        return !MuslRemapping.needsRoom(name.span) || isFound(MuslRemapping.markOfRoom.utf8.span)
    }

    private func isFound(_ name: Span<UInt8>) -> Bool {
        var index = wanted.first(WantedSymbols.hash(name))
        while index >= 0 {
            if isFound[index], wanted.all[index].name.hasBytes(name) { return true }
            index = wanted.all[index].next
        }
        return false
    }
}

extension SymbolLookup {
    /// Adds what is missing to the graph, in the order in which the loader would meet it.
    func check(_ graph: inout DependencyGraph) {
        graph.diagnostics += wanted.diagnostics
        if wanted.isCut {
            graph.diagnostics.append(
                Diagnostic(.limit, .error, "more symbols are needed than are looked up"))
        }
        guard isFound.contains(false) else { return }
        var left = Self.mostProblemBytes
        // musl relocates the libraries and then the program, glibc the last one first.
        let turns = Array(order.indices)
        let inTurn = rules.isMusl ? Array(turns[1...]) + [0] : Array(turns.reversed())
        for turn in inTurn where left > 0 {
            guard wanted.wants[turn].values.contains(where: { !isFound[$0] }) else { continue }
            let object = objects[order[turn]]
            do throws(ParseError) {
                try checkRelocations(of: object, wanted.wants[turn], &graph, &left)
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
        let isLazy =
            !(object.dynamic?.bindsAtStart ?? false) && !rules.bindsAtStart && !rules.isMusl
        var said: Set<Int> = []
        func judge(_ reference: SymbolReference) -> Bool {
            guard let index = missing(reference, wants) else { return true }
            // musl complains each time.
            guard said.insert(index).inserted || rules.isMusl else { return true }
            left -= 256 + 4 * wanted.all[index].name.length
            guard left > 0 else {
                graph.diagnostics.append(
                    Diagnostic(.limit, .warning, "more symbols are missing than are told"))
                return false
            }
            graph.problems.append(
                problem(index, object, isFatal: !(reference.isCall && isLazy)))
            return true
        }
        let kept =
            object.node == 0 ? rules.program?.symbols(isMusl: rules.isMusl)?.references : nil
        if let kept {
            for reference in kept { guard judge(reference) else { return } }
        } else {
            try SymbolReference.forEach(
                of: structures, in: file, isMusl: rules.isMusl,
                where: { symbol in wants[symbol].map { !isFound[$0] } ?? false }, judge)
        }
    }

    /// What a relocation wants that nobody defines; nil where all is well.
    private func missing(_ reference: SymbolReference, _ wants: [UInt32: Int]) -> Int? {
        guard let index = wants[reference.symbol], !isFound[index],
            !wanted.all[index].isCopied || reference.isCopy,
            !reference.isWeak || isDenied[index], !isRemapped(wanted.all[index]),
            !mayBeDefined(index)
        else { return nil }
        return index
    }

    private func mayBeDefined(_ index: Int) -> Bool {
        rules.known?.mayBeDefined(wanted.all[index].name, wanted.all[index].version) ?? false
    }

    private func problem(
        _ index: Int, _ object: LoadedObject, isFatal: Bool
    ) -> DependencyGraph.Problem {
        let wanted = wanted.all[index]
        let who = object.node == 0 ? rules.programName : object.path.text
        let name = wanted.name.text
        let version = wanted.version?.name.text
        let text: String
        if rules.isMusl {
            text = "Error relocating \(who): \(name): symbol not found"
        } else if isDenied[index], let version, let library = wanted.version?.library {
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
