internal import ObjectFile

/// musl's loader, which is its C library too: which files it loads for a program.
///
/// Spec: musl 1.2.5, ldso/dynlink.c: `load_library`, `fixup_rpath`, `path_open`, `load_deps`.
struct MuslLoader {
    private let surroundings: LoaderSurroundings
    private let architecture: Architecture
    private let layout: Layout
    private let programName: String
    private let interpreter: ByteString
    private var graph: DependencyGraph
    private var objects: [LoadedObject] = []
    /// The objects in the order in which they are searched for symbols.
    private var order: [Int] = []
    private var budget: LoaderBudget
    /// What was found by its name: names that are taken, and for which of the objects.
    private var shortNames: [ByteString: Int] = [:]
    private var places: [TreeFile.Identity: Int] = [:]
    private var missing: [ByteString: Int] = [:]
    /// `errno`: the error of the last attempt that failed, whatever it was for.
    private var lastError: FileTreeError?
    private var reservedNames: [ByteString: Int] = [:]
    private var systemPath: [UInt8]?
    /// Where the loader itself is among the objects.
    private var own: Int?

    private static let standardPath = "/lib:/usr/local/lib:/usr/lib"

    init(_ start: ProgramStart, _ surroundings: LoaderSurroundings) {
        self.surroundings = surroundings
        budget = LoaderBudget(surroundings.steps)
        architecture = start.architecture
        layout = start.object.header.layout
        programName = start.name
        graph = start.graph
        graph.loader = .musl
        interpreter = start.interpreter?.path ?? start.object.interpreter.value ?? ""
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
        do throws(FileTreeError) {
            return directory(of: try surroundings.files.realPath(start.path))
        } catch {
            return directory(of: start.path)
        }
    }

    /// Loads everything, then looks up all symbols: musl binds them at once.
    mutating func load() -> DependencyGraph {
        enter(0)
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
        let rules = SymbolRules(isMusl: true, programName: programName)
        if own != nil { SymbolLookup(objects, order, rules).check(&graph) }
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
    private mutating func stop(_ words: String) {
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
            if own == nil, Self.isReserved(name), objects[0].object.interpreter.value != nil {
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
        if let own, Self.isReserved(name) || name == interpreter { return own }
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
        if name != "libc.so", Self.isLibc(object, file.bytes) {
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
            identity: file.identity, path: search.path, origin: directory(of: search.path),
            requester: requester, names: [])
        if let requester, runPath(of: requester).isEmpty { loaded.heir = objects[requester].heir }
        objects.append(loaded)
        places[file.identity] = objects.count - 1
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
            let object = try ELF.Object(file.bytes)
            let type = object.header.type
            guard object.header.layout == layout, type == .sharedObject || type == .executable,
                object.segments.value?.contains(where: { $0.type == .load }) ?? false,
                object.dynamic.value != nil
            else { return nil }
            return object
        } catch {
            return nil
        }
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
        if name == interpreter { return objects[own].node }
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
    private static func isLibc(_ object: ELF.Object, _ file: FileBytes) -> Bool {
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

extension MuslLoader {
    /// The order of search for a name without a slash: the environment, the paths of who asks and
    /// of all that led there, the system's path.
    private mutating func find(
        _ name: ByteString, for requester: Int?, _ search: inout MuslSearch
    ) {
        if !surroundings.isSecure, let path = surroundings.value(of: "LD_LIBRARY_PATH") {
            search.attempt(
                in: Self.split(path.utf8), .environment, surroundings.files, &budget)
        }
        var asker = requester
        while let place = asker, !search.isOver {
            search.attempt(
                in: runPath(of: place), .runPathInherited, surroundings.files, &budget)
            asker = objects[place].heir
        }
        guard !search.isOver else { return }
        let isDefault = systemPath == nil
        let path = systemPath ?? readSystemPath(&search)
        if isDefault { systemPath = path }
        search.attempt(
            in: Self.split(path),
            path.elementsEqual(Self.standardPath.utf8) ? .standard : .pathFile,
            surroundings.files, &budget)
    }

    /// The directories of `DT_RUNPATH`, else of `DT_RPATH`.
    private mutating func runPath(of place: Int) -> [[UInt8]] {
        if let known = objects[place].rpath { return known }
        let directories = Self.split(expandedRunPath(of: place) ?? [])
        for directory in directories { budget.spend(bytes: directory.count) }
        objects[place].rpath = directories
        return directories
    }

    /// The directories of a path, each with a slash at the end; empty ones do not count.
    private static func split(_ path: [UInt8]) -> [[UInt8]] {
        path.split(whereSeparator: { $0 == UInt8(ascii: ":") || $0 == 10 }).map {
            $0 + [UInt8(ascii: "/")]
        }
    }

    /// How long a path may become by what stands for its names.
    private static let mostPathBytes = 1 << 20

    /// Any `$` but that of `$ORIGIN` spoils all of a path.
    private mutating func expandedRunPath(of place: Int) -> [UInt8]? {
        guard let dynamic = objects[place].dynamic else { return nil }
        let elements = objects[place].hasRunPath ? dynamic.runpath : dynamic.rpath
        let path = Array(elements.map(\.utf8).joined(separator: [UInt8(ascii: ":")]))
        guard path.contains(UInt8(ascii: "$")) else { return path }
        guard let origin = objects[place].origin,
            !surroundings.isSecure || origin.first == UInt8(ascii: "/")
        else { return nil }
        var result: [UInt8] = []
        var rest = path[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            result += rest[..<dollar] + origin
            let behind = rest[(dollar + 1)...]
            guard
                let length = ["ORIGIN", "{ORIGIN}"].first(where: { behind.starts(with: $0.utf8) })
            else { return nil }
            rest = behind.dropFirst(length.utf8.count)
            guard result.count <= Self.mostPathBytes else {
                stop("a search path grows to more than \(Self.mostPathBytes) bytes")
                return nil
            }
        }
        return result + rest
    }

    /// `/etc/ld-musl-ARCH.path` beside the loader; empty where it cannot be read.
    private func readSystemPath(_ search: inout MuslSearch) -> [UInt8] {
        var prefix: [UInt8] = []
        if interpreter.starts(with: "/") {
            // Two names up from the loader.
            let bytes = interpreter.utf8
            let slashes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }
            if slashes.count >= 2 { prefix = Array(bytes[..<slashes[slashes.count - 2]]) }
        }
        let path = prefix + "/etc/ld-musl-\(Self.name(of: architecture, layout)).path".utf8
        do throws(FileTreeError) {
            let file = try surroundings.files.open(ByteString(path.span))
            do throws(ParseError) {
                let part = FilePart("path file", .read)
                let bytes = try file.bytes.bytes(
                    in: .first(min(file.bytes.size, 1 << 16)), reading: part)
                return bytes.span.untilZero.copied
            } catch {
                return []
            }
        } catch {
            search.fail(error)
            return error == .notFound ? Array(Self.standardPath.utf8) : []
        }
    }

    /// musl's name of a processor (`LDSO_ARCH`).
    static func name(of architecture: Architecture, _ layout: Layout) -> String {
        switch architecture.name {
        case "ppc64le": "powerpc64le"
        case "ppc64": "powerpc64"
        case "loong64": "loongarch64"
        case "arm": "armhf"
        default: architecture.name
        }
    }
}

/// One search of musl's for a library.
private struct MuslSearch {
    let name: [UInt8]
    private(set) var places: [DependencyGraph.Place] = []
    private(set) var file: TreeFile?
    private(set) var path: ByteString = ""
    private(set) var rule = DependencyGraph.Rule.absolute
    private(set) var error: FileTreeError?
    /// Whether an error ended the search.
    private var isStopped = false
    /// Whether the file was found and cannot be mapped.
    private(set) var isRefused = false
    /// Whether it was broken off: the program has made too much work.
    private(set) var isBroken = false

    init(_ name: ByteString) { self.name = name.utf8 }

    var isOver: Bool { file != nil || isStopped || isBroken }

    /// Notes the error of an attempt that is not told.
    mutating func fail(_ error: FileTreeError) { self.error = error }

    var refused: MuslSearch {
        var copy = self
        copy.isRefused = true
        return copy
    }

    mutating func attempt(
        _ path: ByteString, _ rule: DependencyGraph.Rule, _ files: any FileTree,
        _ budget: inout LoaderBudget
    ) {
        budget.spend(bytes: path.length)
        isBroken = budget.isSpent
        guard !isBroken else { return }
        places.append(DependencyGraph.Place(rule, path))
        do throws(FileTreeError) {
            file = try files.open(path)
            self.path = path
            self.rule = rule
        } catch {
            self.error = error
            switch error {
            case .notFound, .notDirectory, .permissionDenied, .nameTooLong: break
            case .notRegular: (isStopped, isRefused) = (true, true)
            // A folder, too, can be opened, and not read.
            default: isStopped = true
            }
        }
    }

    /// Tries each directory of a path.
    mutating func attempt(
        in directories: [[UInt8]], _ rule: DependencyGraph.Rule, _ files: any FileTree,
        _ budget: inout LoaderBudget
    ) {
        for directory in directories {
            attempt(joined(directory, name), rule, files, &budget)
            if isOver { return }
        }
    }
}

extension FileTreeError {
    /// musl's own words.
    ///
    /// Spec: musl, src/errno/__strerror.h.
    var musl: String {
        switch self {
        case .nameTooLong: "Filename too long"
        case .tooManyLinks: "Symbolic link loop"
        default: text
        }
    }
}
