internal import ObjectFile

/// musl's loader, which is its C library too: which files it loads for a program.
///
/// Spec: musl 1.2.5, ldso/dynlink.c: `load_library`, `fixup_rpath`, `path_open`, `load_deps`.
struct MuslLoader {
    let surroundings: LoaderSurroundings
    let architecture: Architecture
    let layout: Layout
    private let programName: String
    let interpreter: ByteString
    private var graph: DependencyGraph
    var objects: [LoadedObject] = []
    /// The objects in the order in which they are searched for symbols.
    private var order: [Int] = []
    var budget: LoaderBudget
    /// What was found by its name: names that are taken, and for which of the objects.
    private var shortNames: [ByteString: Int] = [:]
    private var places: [TreeFile.Identity: Int] = [:]
    private var missing: [ByteString: Int] = [:]
    /// `errno`: the error of the last attempt that failed, whatever it was for.
    private var lastError: FileTreeError?
    private var reservedNames: [ByteString: Int] = [:]
    var systemPath: [UInt8]?
    /// Where the loader itself is among the objects.
    private var own: Int?
    /// The name by which it was called.
    private let ownName: ByteString
    /// What a stub that called it wants to be loaded first.
    private let preloaded: ByteString?

    static let standardPath = "/lib:/usr/local/lib:/usr/lib"

    init(_ start: ProgramStart, _ relay: Relay?, _ surroundings: LoaderSurroundings) {
        self.surroundings = surroundings
        budget = LoaderBudget(surroundings.steps)
        architecture = start.architecture
        layout = start.object.header.layout
        programName = start.name
        graph = start.graph
        graph.loader = .musl
        interpreter = start.interpreter?.path ?? start.object.interpreter.value ?? ""
        preloaded = relay?.library
        // A stub calls it by the stub's own name, as programs may need a library of that.
        let named = start.object.interpreter.value ?? ""
        ownName = relay == nil ? interpreter : Self.lastName(of: named)
        objects.append(start.mapped(origin: Self.origin(of: start, surroundings)))
        if let loader = start.interpreter {
            own = 1
            objects.append(loader)
            if let identity = loader.identity { places[identity] = 1 }
        }
    }

    /// The directory of the program, by `/proc/self/exe`; nil where that is not there.
    private static func origin(
        of start: ProgramStart, _ surroundings: LoaderSurroundings
    ) -> [UInt8]? {
        guard start.isProgram else { return directory(of: start.path) ?? [UInt8(ascii: ".")] }
        guard surroundings.hasProcessFiles, !surroundings.isSecure else { return nil }
        if surroundings.files is KnownTree { return directory(of: start.path) }
        do throws(FileTreeError) {
            return directory(of: try surroundings.files.realPath(start.path))
        } catch {
            return directory(of: start.path)
        }
    }

    /// Loads everything, then looks up all symbols: musl binds them at once.
    mutating func load() -> DependencyGraph {
        enter(0)
        if let preloaded { preload(preloaded) }
        if !surroundings.isSecure, let list = surroundings.value(of: "LD_PRELOAD") {
            for name in list.utf8.split(whereSeparator: { " :\t\n".utf8.contains($0) }) {
                preload(ByteString(name.span))
            }
        }
        var place = 0
        while place < order.count {
            loadNeeded(by: order[place])
            place += 1
        }
        // The C library is there whether anybody asks for it or not.
        if let own { enter(own) }
        var rules = SymbolRules(isMusl: true, programName: programName)
        rules.known = KnownSymbols(objects, surroundings.known, graph)
        rules.made = surroundings.made
        rules.program = surroundings.program
        // A library that may be there may define anything.
        let isDecided = surroundings.known != nil && !graph.isComplete
        if own != nil, !isDecided { SymbolLookup(objects, order, rules).check(&graph) }
        return graph
    }

    /// Puts an object among those whose libraries are loaded in turn.
    private mutating func enter(_ place: Int) {
        guard !objects[place].isListed else { return }
        objects[place].isListed = true
        order.append(place)
    }

    private mutating func preload(_ name: ByteString) {
        let count = graph.problems.count
        if let place = load(name, for: nil) {
            enter(place)
        } else if graph.problems.count > count {
            // In silence.
            graph.problems.removeLast()
        }
    }

    /// Gives up: what was not looked for is not known.
    mutating func stop(_ words: String) {
        guard graph.isComplete else { return }
        graph.isComplete = false
        graph.diagnostics.append(Diagnostic(.limit, .error, words))
    }

    private mutating func loadNeeded(by requester: Int) {
        let node = objects[requester].node
        var seen: Set<ByteString> = []
        for name in objects[requester].dynamic?.needed ?? [] where seen.insert(name).inserted {
            guard objects.count < GlibcLoader.mostObjects else {
                return stop("the program needs more than \(GlibcLoader.mostObjects) libraries")
            }
            budget.spend(bytes: name.length)
            guard !budget.isSpent else { return stop(LoaderBudget.words) }
            if own == nil, Self.isReserved(name), objects[0].object?.interpreter.value != nil {
                // What it stands for is missing, and complained of.
                graph.nodes[node].needs.append(1)
            } else if let place = load(name, for: requester) {
                let needed =
                    place == own ? reserved(name, place, for: requester) : objects[place].node
                graph.nodes[node].needs.append(needed)
                enter(place)
            } else if let lost = missing[name] {
                graph.nodes[node].needs.append(lost)
            }
        }
    }

    /// Finds or loads one library; nil where that fails.
    private mutating func load(_ name: ByteString, for requester: Int?) -> Int? {
        if let own, Self.isReserved(name) || name == ownName { return own }
        var search = MuslSearch(name)
        if name.utf8.contains(UInt8(ascii: "/")) {
            search.attempt(name, .absolute, surroundings.files, &budget)
        } else {
            // The program itself has no such name; the last of the others' names is the short one.
            if let place = shortNames[name] { return place }
            if name.length <= PathWalk.mostNameBytes { find(name, for: requester, &search) }
        }
        if search.isBroken {
            stop(LoaderBudget.words)
            return nil
        }
        lastError = search.error ?? lastError
        guard let file = search.file else { return fail(name, search, for: requester) }
        // The program itself is not among those that are compared.
        if let place = places[file.identity] {
            if objects[place].names.isEmpty, search.rule != .absolute {
                giveName(Self.lastName(of: objects[place].path), to: place)
            }
            return place
        }
        return map(name, file, search, for: requester)
    }

    private mutating func map(
        _ name: ByteString, _ file: TreeFile, _ search: MuslSearch, for requester: Int?
    ) -> Int? {
        guard let object = mappable(file) else {
            return fail(name, search.refused, for: requester)
        }
        if name != "libc.so", isLibc(object, file) {
            // A second C library is never loaded: musl takes itself instead.
            return load("libc.so", for: requester)
        }
        var node = DependencyGraph.Node(
            name: name, path: search.path, status: .found,
            requester: requester.map { objects[$0].node })
        node.rule = requester == nil ? .preload : search.rule
        graph.nodes.append(node)
        let loaded = LoadedObject(
            node: graph.nodes.count - 1, object: object, file: file.bytes,
            identity: file.identity, path: search.path, requester: requester)
        if let requester, runPath(of: requester).isEmpty { loaded.heir = objects[requester].heir }
        objects.append(loaded)
        places[file.identity] = objects.count - 1
        if let missing = missingPages(object, in: file) {
            graph.note(
                missing, of: loaded.node, fileSize: file.bytes.size, DependencyGraph.busError)
        }
        if search.rule != .absolute {
            giveName(Self.lastName(of: search.path), to: objects.count - 1)
        }
        return objects.count - 1
    }

    /// Gives an object the name by which others find it; of several, the first one loaded has it.
    private mutating func giveName(_ name: ByteString, to place: Int) {
        objects[place].names = [name]
        shortNames[name] = min(shortNames[name] ?? place, place)
    }

    private static func lastName(of path: ByteString) -> ByteString {
        let bytes = path.utf8
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return path }
        let name = bytes[(slash + 1)...]
        return ByteString(name.span)
    }

    /// musl looks at type and size alone; what is of another class is nonsense to it.
    private func mappable(_ file: TreeFile) -> ELF.Object? {
        do throws(ParseError) {
            let object = try surroundings.object(of: file)
            let type = object.header.type
            guard object.header.layout == layout, type == .sharedObject || type == .executable,
                object.segments.value?.contains(where: { $0.type == .load }) ?? false,
                object.dynamic.value != nil || missingPages(object, in: file)?.areFatal ?? false
            else { return nil }
            return object
        } catch {
            return nil
        }
    }

    private func missingPages(_ object: ELF.Object, in file: TreeFile) -> MissingPages? {
        MissingPages(object, fileSize: file.bytes.size, pageSize: surroundings.pageSize)
    }

    private mutating func fail(
        _ name: ByteString, _ search: MuslSearch, for requester: Int?
    ) -> Int? {
        let place = missing[name] ?? graph.nodes.count
        if missing[name] == nil {
            var node = DependencyGraph.Node(
                name: name, path: nil, status: .notFound, requester: nil)
            node.searched = search.places
            missing[name] = place
            graph.nodes.append(node)
        }
        if let requester, graph.nodes[place].requester == nil {
            graph.nodes[place].requester = objects[requester].node
        }
        if requester != nil, !search.isRefused, surroundings.known?.mayHave(name) ?? false {
            graph.doubt("\(name.text) may be there or not: the system is known without it")
            return nil
        }
        // It is told each time that somebody asks.
        budget.spend(bytes: 1024)
        let who = requester.map { $0 == 0 ? programName : objects[$0].path.text }
        let words =
            search.isRefused ? "Exec format error" : lastError?.musl ?? "No error information"
        let text = "Error loading shared library \(name.text): \(words)"
        graph.problems.append(
            DependencyGraph.Problem(
                search.isRefused ? .libraryDamaged : .libraryMissing, place,
                "\(name.text), which \(who ?? "LD_PRELOAD") needs, is not found",
                text: who.map { text + " (needed by \($0))" } ?? text))
        return nil
    }

    /// The node of a name that the loader keeps for itself; that of the loader for its own path.
    private mutating func reserved(_ name: ByteString, _ own: Int, for requester: Int) -> Int {
        if name == ownName { return objects[own].node }
        if let known = reservedNames[name] { return known }
        var node = DependencyGraph.Node(
            name: name, path: objects[own].path, status: .builtin,
            requester: objects[requester].node)
        node.rule = .reserved
        reservedNames[name] = graph.nodes.count
        graph.nodes.append(node)
        return graph.nodes.count - 1
    }

    /// Names that begin so stand for musl itself.
    private static func isReserved(_ name: ByteString) -> Bool {
        guard name.starts(with: "lib") else { return false }
        let rest = name.utf8.dropFirst(3)
        return ["c.", "pthread.", "rt.", "m.", "dl.", "util.", "xnet."].contains {
            rest.starts(with: $0.utf8)
        }
    }

    /// Whether a library is a C library: it has both of these.
    private func isLibc(_ object: ELF.Object, _ opened: TreeFile) -> Bool {
        let file = opened.bytes
        if let known = surroundings.made?.exports(of: object, in: file, opened.identity) {
            return known.isLibc
        }
        do throws(ParseError) {
            guard let table = try object.dynamicSymbolTable(in: file) else { return false }
            var cursor = ELF.SymbolCursor(
                table, in: file, object.header.layout, object.limits)
            var found = (start: false, input: false)
            while let symbol = try cursor.symbol() {
                guard !symbol.isUndefined, symbol.binding != .local else { continue }
                let name = try cursor.name(of: symbol)
                if name.equals("__libc_start_main") { found.start = true }
                if name.equals("stdin") { found.input = true }
            }
            return found.start && found.input
        } catch {
            return false
        }
    }
}
