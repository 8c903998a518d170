internal import ObjectFile

/// GNU's `ld.so`: which files it loads for a program, in its own order.
///
/// Breadth first: all that the program needs, then what those need. Spec: glibc 2.43, elf/rtld.c,
/// elf/dl-deps.c (`_dl_map_object_deps`) and elf/dl-load.c (`_dl_map_object`).
///
/// A struct, though it is never copied: the runtime watches every access to a class's variables, and
/// a loader does little else.
struct GlibcLoader {
    let surroundings: LoaderSurroundings
    var facts: LoaderFile
    let architecture: Architecture
    let header: ELF.Header
    /// The program's name in messages: what it was called by.
    let programName: String
    let levels: ArraySlice<String>
    var graph: DependencyGraph
    /// What is mapped, the program first.
    private(set) var objects: [LoadedObject] = []
    /// All names that were met.
    var pool = NamePool()
    /// The objects by every name that they answer to, the first one where several do.
    private var byName = NumberMap()
    private var byIdentity = PlaceTable()
    /// Those that are searched for symbols, as places in `objects`, in order.
    var order: [Int] = []
    /// The names that were not found, with their nodes.
    var missing = NumberMap()
    /// The names of these that a library needs, so that the start ends there.
    var fatal: Set<ByteString> = []
    /// Whether there is no such table, and glibc has not yet found that out.
    var lacksCache = false
    /// `errno`: the error of the last attempt that failed, whatever it was for.
    private(set) var lastError: FileTreeError?
    /// Which directories for certain processors are there, of each that was searched.
    var subdirectories = NumberMap()
    var placesBelow: [[[UInt8]]] = []
    private(set) var cache: LdSoCache?
    var budget: LoaderBudget
    /// By what other programs find what is loaded for this one; nil where it is not kept.
    var sharedLoad: ByteString?
    /// The directories of ld.so.conf, once they were asked for.
    var configured: [[UInt8]]?
    private(set) var environmentPath: [[UInt8]] = []
    let standardPath: [[UInt8]]
    /// How the table marks what is for this processor.
    lazy var cacheFlags = LdSoCache.flags(architecture, isHardFloat: isHardFloat)

    /// How many libraries one program may need, all together.
    static let mostObjects = 20_000

    init(_ start: ProgramStart, _ facts: LoaderFile, _ surroundings: LoaderSurroundings) {
        self.surroundings = surroundings
        budget = LoaderBudget(surroundings.steps)
        self.facts = facts
        architecture = start.architecture
        header = start.object.header
        programName = start.name
        graph = start.graph
        graph.loader = .glibc
        levels = ProcessorLevels.levels(
            surroundings.processor(for: start.architecture), start.architecture)
        standardPath = facts.directories
        do throws(FileTreeError) {
            let file = try surroundings.files.open(facts.cache)
            do throws(ParseError) {
                cache = try LdSoCache(file.bytes, header.layout.byteOrder)
            } catch {
                graph.diagnostics.append(Diagnostic(error, .warning))
            }
        } catch {
            lacksCache = true
        }
        let program = start.mapped(origin: origin(of: start))
        append(program, in: start.file)
        if surroundings.program == nil {
            program.tables.opened = OpenedLibraries(start.object, in: start.file)
        }
        if let interpreter = start.interpreter, let file = interpreter.file {
            append(interpreter, in: file)
        }
        environmentPath = environmentDirectories()
    }

    /// The directory of the program: by `/proc/self/exe`, which is a path without links.
    private mutating func origin(of start: ProgramStart) -> [UInt8]? {
        guard start.isProgram else { return directory(of: start.path) }
        guard surroundings.hasProcessFiles else { return nil }
        // Known systems have the directory and no program.
        if surroundings.files is KnownTree { return directory(of: start.path) }
        do throws(FileTreeError) {
            return directory(of: try surroundings.files.realPath(start.path))
        } catch {
            return directory(of: start.path)
        }
    }

    /// Loads everything, then checks versions and symbols.
    mutating func load() -> DependencyGraph {
        enlist(0)
        preload()
        lastError = nil
        var place = 0
        while place < order.count {
            // What an object filters stands in front of it, and comes next.
            if objects[order[place]].isServed {
                place += 1
            } else {
                loadNeeded(by: order[place], at: place)
            }
        }
        if let sharedLoad, surroundings.made?.load(sharedLoad) == nil { keepLoad(sharedLoad) }
        findOpened()
        checkVersions()
        checkProcessor()
        // A made-up system is asked for its verdict alone, and glibc would not come to that; or a
        // library that may be there may define anything.
        let isDecided =
            surroundings.known != nil
            && (graph.starts != true || surroundings.program?.needsVersionsAlone ?? false)
        if surroundings.looksUpSymbols, !isDecided {
            var rules = SymbolRules(isMusl: false, programName: programName)
            rules.bindsAtStart = surroundings.value(of: "LD_BIND_NOW").map { !$0.isEmpty } ?? false
            rules.insistsOnLibrary = facts.details.insistsOnLibrary
            for object in objects { object.names = object.numbers.map { pool[$0] } }
            rules.known = KnownSymbols(objects, surroundings.known, graph)
            rules.made = surroundings.made
            rules.program = surroundings.program
            SymbolLookup(objects, order, rules).check(&graph)
        }
        return graph
    }

    private mutating func loadNeeded(by requester: Int, at place: Int) {
        objects[requester].isServed = true
        loadFiltered(by: requester, at: place)
        let node = objects[requester].node
        let needed = objects[requester].tables.needed
        if !needed.isEmpty { graph.nodes[node].needs.reserveCapacity(needed.count) }
        // The same name may stand there ten thousand times.
        let isUsual = needed.count <= Self.mostDistinct
        for raw in isUsual ? needed : needed.eachOnce {
            if isPassedOver(raw, for: requester) { continue }
            let name = withoutTokens(raw, for: requester)
            guard mayLoad(name) else { return }
            guard let place = load(name, for: requester) else {
                if let lost = missing[name] { graph.nodes[node].needs.append(lost) }
                continue
            }
            let found = objects[place].node
            if !isUsual || !graph.nodes[node].needs.contains(found) {
                graph.nodes[node].needs.append(found)
            }
            enlist(place)
        }
    }

    /// Puts an object among those whose libraries are loaded in turn.
    private mutating func enlist(_ place: Int) {
        guard !objects[place].isListed else { return }
        objects[place].isListed = true
        order.append(place)
    }

    /// Above how many names of libraries those that repeat are looked for.
    private static let mostDistinct = 64

    /// Whether there is room for one more library, and work left to look for it.
    mutating func mayLoad(_ name: Int) -> Bool {
        budget.spend(bytes: pool.length(name))
        if objects.count >= Self.mostObjects {
            stop("the program needs more than \(Self.mostObjects) libraries")
        } else if budget.isSpent {
            stop(LoaderBudget.words)
        } else {
            return true
        }
        return false
    }

    /// Gives up: what was not looked for is not known.
    mutating func stop(_ words: String) {
        guard graph.isComplete else { return }
        graph.isComplete = false
        graph.diagnostics.append(Diagnostic(.limit, .error, words))
    }

    /// `LD_PRELOAD` first, then `/etc/ld.so.preload`.
    private mutating func preload() {
        if let list = surroundings.value(of: "LD_PRELOAD") {
            preload(list.utf8, by: "LD_PRELOAD", isSecure: surroundings.isSecure)
        }
        do throws(FileTreeError) {
            let file = try surroundings.files.open("/etc/ld.so.preload")
            guard file.bytes.size <= 1 << 16 else {
                return stop("/etc/ld.so.preload has more than 65536 bytes")
            }
            do throws(ParseError) {
                let part = FilePart("ld.so.preload", .read)
                let bytes = try file.bytes.bytes(in: .first(file.bytes.size), reading: part)
                let lines = bytes.span.copied.split(separator: 10)
                for line in lines {
                    let names = Array(line.prefix { $0 != UInt8(ascii: "#") })
                    preload(names, by: "/etc/ld.so.preload", isSecure: false)
                }
            } catch {
                graph.diagnostics.append(Diagnostic(error, .warning))
            }
        } catch { return }
    }

    private mutating func preload(_ list: [UInt8], by source: String, isSecure: Bool) {
        for word in list.split(whereSeparator: { " :\t\n".utf8.contains($0) }) {
            // Programs with others' rights load only what lies in the system's directories.
            if isSecure, word.contains(UInt8(ascii: "/")) { continue }
            let name = pool.number(of: word.span)
            if let place = load(name, for: 0, preloadedBy: source) { enlist(place) }
        }
    }

    /// Finds or loads one library; nil where that fails.
    mutating func load(
        _ name: Int, for requester: Int, preloadedBy source: String? = nil,
        isOptional: Bool = false
    ) -> Int? {
        if let place = loaded(name) {
            // What is found by its own name has this name from now on.
            if !objects[place].numbers.contains(name) { objects[place].numbers.append(name) }
            return place
        }
        var search = LibrarySearch(pool.utf8(name), after: lastError)
        search.keepsAll = surroundings.keepsSearches
        if pool.contains(UInt8(ascii: "/"), name) {
            if let path = tokens(for: requester).expanded(search.name) {
                let path = ByteString(path.span)
                search.take(open(path), path, .absolute)
            } else {
                search.refuse(
                    surroundings.isSecure
                        ? "DST not allowed in SUID/SGID programs"
                        : "empty dynamic string token substitution")
            }
        } else {
            search.needsUserID = source != nil && surroundings.isSecure
            find(for: requester, &search)
        }
        if search.result == nil, budget.isSpent {
            stop(LoaderBudget.words)
            return nil
        }
        lastError = search.error
        guard case .usable(let object)? = search.result else {
            if !isOptional { fail(name, search, for: requester, preloadedBy: source) }
            return nil
        }
        // The same file under another name.
        if let place = place(of: object.file.identity) {
            answer(to: name, place)
            return place
        }
        if let words = obstacle(object) {
            search.refuse(words)
            if !isOptional { fail(name, search, for: requester, preloadedBy: source) }
            return nil
        }
        let place = add(name, object, search, for: requester, source == nil ? nil : .preload)
        if let missing = object.missingPages(surroundings.pageSize) {
            graph.note(
                missing, of: objects[place].node, fileSize: object.file.bytes.size,
                DependencyGraph.busError)
        }
        return place
    }

    /// An object that has the name already, or whose own name it is.
    mutating func loaded(_ name: Int) -> Int? {
        if let place = byName[name] { return place }
        guard pool.contains(UInt8(ascii: "/"), name) else { return nil }
        // Paths are seldom asked for; the program itself has none for the loader.
        let path = pool[name]
        return objects.indices.dropFirst().first { objects[$0].path == path }
    }

    /// Takes the program or its loader.
    private mutating func append(_ object: LoadedObject, in file: FileBytes) {
        if let structures = object.object {
            object.tables = tables(of: object, structures, in: file)
        }
        object.numbers = object.names.map { pool.number(of: $0) }
        append(object)
    }

    private mutating func tables(
        of object: LoadedObject, _ structures: ELF.Object, in file: FileBytes
    ) -> LoadedTables {
        if object.node == 0, let names = surroundings.program?.names {
            // Nothing has a number yet.
            pool = names.pool
            return names.tables
        }
        if let made = surroundings.made, let identity = object.identity,
            let known = made.library(TreeFile(file, identity, permissions: 0o755))?.known
        {
            return LoadedTables(known, &pool)
        }
        return LoadedTables(structures, in: file, &pool)
    }

    private mutating func append(_ object: LoadedObject) {
        let place = objects.count
        objects.append(object)
        if let error = object.tables.error {
            graph.diagnostics.append(Diagnostic(error, .warning))
        }
        if let identity = object.identity, self.place(of: identity) == nil {
            byIdentity.add(identity.hash, place)
        }
        for name in object.numbers { byName.add(name, place) }
        if let soname = object.tables.soname { byName.add(soname, place) }
    }

    private mutating func place(of identity: TreeFile.Identity) -> Int? {
        byIdentity.place(identity.hash) { objects[$0].identity == identity }
    }

    /// From now on the object has one name more.
    private mutating func answer(to name: Int, _ place: Int) {
        objects[place].numbers.append(name)
        byName.add(name, place)
    }

    private mutating func add(
        _ name: Int, _ opened: OpenedObject, _ search: LibrarySearch, for requester: Int,
        _ rule: DependencyGraph.Rule?
    ) -> Int {
        let file = opened.file
        let node = graph.nodes.count
        var added = DependencyGraph.Node(
            name: pool[name], path: search.path, status: .found,
            requester: rule == nil ? objects[requester].node : nil)
        added.rule = rule ?? search.rule
        if surroundings.keepsSearches { added.searched = search.places }
        graph.nodes.append(added)
        let loaded: LoadedObject
        switch opened.contents {
        case .head(let head):
            loaded = LoadedObject(
                node: node, head: head, identity: file.identity, path: search.path,
                requester: requester, LoadedTables(head, &pool))
        case .object(let object):
            loaded = LoadedObject(
                node: node, object: object, file: surroundings.looksUpSymbols ? file.bytes : nil,
                identity: file.identity, path: search.path, requester: requester,
                opened.known.map { LoadedTables($0, &pool) }
                    ?? LoadedTables(wholeOf: object, in: file.bytes, &pool))
        }
        // Only where more is wanted: the notes are another read each.
        if surroundings.keepsSearches {
            loaded.tables.opened = OpenedLibraries(loaded.object, in: file.bytes)
        }
        loaded.numbers = [name]
        if rpath(of: requester).isEmpty { loaded.heir = objects[requester].heir }
        append(loaded)
        return objects.count - 1
    }
}

extension TreeFile.Identity {
    /// The kernel's numbers are spread as they are: no file can choose its own.
    fileprivate var hash: Int { Int(truncatingIfNeeded: (number &* 0x9e37_79b9_7f4a_7c15) >> 20) }
}

extension [Int] {
    /// Without repetitions.
    fileprivate var eachOnce: [Int] {
        var seen = NumberMap()
        return filter { name in
            defer { seen[name] = 1 }
            return seen[name] == nil
        }
    }
}
