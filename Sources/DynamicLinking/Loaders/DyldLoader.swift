internal import ObjectFile

/// dyld: which files it loads for a program or library, in its own order, and where it would stop.
///
/// The libraries of an image come first, then those of each of them. What is asked for when a
/// library is missing already is still looked for here, after all that dyld itself would do.
///
/// Spec: dyld-1378, the loader of macOS 26, called dyld4 (`dyldMain.cpp`, `JustInTimeLoader.cpp`,
/// `Loader.cpp`). A root without the system's own files is taken for that of a macOS that has them.
struct DyldLoader {
    let surroundings: LoaderSurroundings
    let process: DyldProcess
    var graph: DependencyGraph
    var budget = DyldBudget()
    /// What is loaded, the file itself first.
    var images: [DyldImage] = []
    /// The order in which symbols are bound: what the environment asks for comes first.
    private(set) var order: [Int] = []
    private var places: [ByteString: Int] = [:]
    private var identities: [TreeFile.Identity: Int] = [:]
    /// The names that were not found, with their nodes.
    private var missing: [ByteString: Int] = [:]
    /// What dyld would print last, as a place among the problems: nothing before it ends the start.
    private var failure: Int?

    init(_ start: DyldStart, _ surroundings: LoaderSurroundings) {
        self.surroundings = surroundings
        process = start.process
        graph = start.graph
        graph.loader = .dyld
        let binary = DyldImage.Binary(object: start.object, file: start.file)
        add(DyldImage(node: 0, path: start.path, binary), start.identity)
    }

    /// What begins the lines of a program that dyld ends.
    ///
    /// It prints the number of the process, too, as `dyld[4711]:`, which nobody can know.
    private var prefix: String { process.programDirectory == nil ? "" : "dyld: " }

    /// Loads everything, then binds all symbols if that is wanted.
    mutating func load() -> DependencyGraph {
        if let words = images[0].binary.flatMap({ DyldProcess.damage(in: $0.object, $0.file) }) {
            let text = "\(prefix)\(words) in \(images[0].path.text)\n\(prefix)\(words)"
            graph.problems.append(
                DependencyGraph.Problem(
                    .format, 0, "dyld refuses the file: \(words)", text: text,
                    exitStatus: Self.aborted))
        }
        let inserted = insert()
        let start = graph.problems.count
        for top in [0] + inserted {
            walk(from: top)
            if failure != nil { break }
        }
        complete()
        order = inserted + images.indices.filter { !inserted.contains($0) }
        if let failure {
            // dyld goes on a little after the first error, and prints the last one alone.
            graph.problems.insert(graph.problems.remove(at: failure), at: start)
        }
        if surroundings.looksUpSymbols { DyldSymbols(self).check(&graph) }
        return graph
    }

    /// The status of a process that ends by `SIGABRT`, as shells tell it.
    static let aborted: Int32 = 134

    private mutating func insert() -> [Int] {
        var inserted: [Int] = []
        for path in process.inserted where process.programDirectory != nil {
            let name = ByteString(path.span)
            var search = DyldSearch(name, for: nil)
            look(for: name, &search)
            if let place = search.found {
                if place != 0, !inserted.contains(place) { inserted.append(place) }
                continue
            }
            let node = lose(search, isOptional: false)
            let reason = words(of: search)
            graph.problems.append(
                DependencyGraph.Problem(
                    search.isForeign ? .wrongArchitecture : .libraryMissing, node,
                    "\(name.text), which DYLD_INSERT_LIBRARIES names, cannot be loaded",
                    text: "\(prefix)terminating because inserted dylib '\(name.text)' could not "
                        + "be loaded: \(reason)\n\(prefix)\(reason)", exitStatus: Self.aborted))
        }
        return inserted
    }

    /// Goes through the libraries as dyld does: one that is missing ends its level, and nothing
    /// below is looked at any more; the other levels are finished.
    private mutating func walk(from top: Int) {
        visit(top)
        guard failure == nil else { return }
        var stack = [(image: top, next: 0)]
        while let level = stack.popLast() {
            guard level.next < images[level.image].dependents.count else { continue }
            stack.append((level.image, level.next + 1))
            guard let place = images[level.image].dependents[level.next],
                !images[place].isVisited, images[place].binary != nil
            else { continue }
            images[place].parent = level.image
            visit(place)
            if failure == nil { stack.append((place, 0)) }
        }
    }

    private mutating func visit(_ place: Int) {
        images[place].isVisited = true
        if let problem = loadLibraries(of: place, untilMissing: true) { failure = problem }
    }

    /// Looks for what dyld would not have looked for any more.
    private mutating func complete() {
        var place = 0
        while place < images.count {
            _ = loadLibraries(of: place, untilMissing: false)
            place += 1
        }
    }

    /// Looks for the libraries of an image that were not looked for yet; returns the problem that
    /// ended it.
    private mutating func loadLibraries(of place: Int, untilMissing: Bool) -> Int? {
        let libraries = images[place].libraries
        let node = images[place].node
        var lost: Set<ByteString> = []
        while images[place].dependents.count < libraries.count {
            let need = libraries[images[place].dependents.count]
            guard images.count < DyldBudget.mostImages, !budget.isSpent else {
                stop()
                return nil
            }
            if lost.contains(need.name) {
                images[place].dependents.append(nil)
                continue
            }
            var search = DyldSearch(need.name, for: place)
            look(for: need.name, &search)
            images[place].dependents.append(search.found)
            if let found = search.found {
                add(images[found].node, to: node)
                continue
            }
            if budget.isSpent { continue }
            lost.insert(need.name)
            add(lose(search, isOptional: need.kind == .weak), to: node)
            guard need.kind != .weak, complain(search) else { continue }
            if untilMissing { return graph.problems.count - 1 }
        }
        return nil
    }

    private mutating func add(_ need: Int, to node: Int) {
        // A library may be named many times, mostly by mistake.
        let known = graph.nodes[node].needs
        if known.count < 64, known.contains(need) { return }
        graph.nodes[node].needs.append(need)
    }

    private mutating func stop() {
        guard graph.isComplete else { return }
        graph.isComplete = false
        graph.diagnostics.append(
            Diagnostic(
                .limit, .error,
                "the program needs more libraries, or has more LC_RPATH, than are followed"))
    }
}

extension DyldLoader {
    /// The image that has a path or an install name, which is searched for before any file.
    func place(named name: ByteString) -> Int? { places[name] }

    @discardableResult
    private mutating func add(_ image: DyldImage, _ identity: TreeFile.Identity?) -> Int {
        let place = images.count
        images.append(image)
        let object = image.binary?.object
        let isLibrary = object?.header.type == .library || object?.header.type == .libraryStub
        for name in [image.path, isLibrary ? object?.contents.identity?.name : nil] {
            if let name, places[name] == nil { places[name] = place }
        }
        if let identity, identity != TreeFile.Identity(device: 0, number: 0),
            identities[identity] == nil
        {
            identities[identity] = place
        }
        return place
    }

    /// Tries one path; returns whether the search is over.
    ///
    /// With `isOnDisk` the shared cache does not count; `isAsked` tells that somebody named just this
    /// path.
    ///
    /// Spec: dyld-1378, the closure of `Loader::getLoader`.
    mutating func attempt(
        _ bytes: [UInt8], _ rule: DependencyGraph.Rule, _ search: inout DyldSearch,
        isOnDisk: Bool = false, isAsked: Bool = false
    ) -> Bool {
        let path = ByteString(bytes.span)
        budget.spendTry(bytes.count)
        if budget.isSpent { return true }
        if let known = places[path] {
            search.found = known
            return true
        }
        if !process.allowsVariables, bytes.first != UInt8(ascii: "/"),
            bytes.first != UInt8(ascii: "@")
        {
            search.refuse(path, rule, "relative path not allowed in hardened program")
            return false
        }
        do throws(FileTreeError) {
            let file = try surroundings.files.open(path)
            return map(file, at: path, rule, &search)
        } catch {
            if !isOnDisk, isAsked ? SharedCache.mayHold(path) : SharedCache.isKnown(path) {
                search.found = addCached(path, search)
                return true
            }
            let mention =
                !isOnDisk && SharedCache.isMentioned(path) ? ", not in dyld cache" : ""
            search.refuse(path, rule, words(of: error, path) + mention)
            return false
        }
    }

    private mutating func map(
        _ file: TreeFile, at path: ByteString, _ rule: DependencyGraph.Rule,
        _ search: inout DyldSearch
    ) -> Bool {
        if let known = identities[file.identity] {
            search.found = known
            return true
        }
        switch process.open(file.bytes, at: path) {
        case .refused(let words, let isForeign):
            search.refuse(path, rule, words, isForeign: isForeign)
            return false
        case .usable(let binary):
            var real = path
            do throws(FileTreeError) {
                real = try surroundings.files.realPath(path)
            } catch {
                real = path
            }
            let node = addNode(search, real, .found, search.requester == nil ? .preload : rule)
            search.found = add(
                DyldImage(node: node, path: real, binary, parent: search.requester), file.identity)
            return true
        }
    }

    private mutating func addCached(_ path: ByteString, _ search: DyldSearch) -> Int {
        let node = addNode(search, path, .sharedCache, .sharedCache)
        return add(DyldImage(node: node, path: path, nil, parent: search.requester), nil)
    }

    private mutating func addNode(
        _ search: DyldSearch, _ path: ByteString?, _ status: DependencyGraph.Status,
        _ rule: DependencyGraph.Rule?
    ) -> Int {
        var node = DependencyGraph.Node(
            name: search.name, path: path, status: status,
            requester: search.requester.map { images[$0].node })
        node.rule = rule
        graph.nodes.append(node)
        return graph.nodes.count - 1
    }

    /// The node of a name that is not found.
    private mutating func lose(_ search: DyldSearch, isOptional: Bool) -> Int {
        if let known = missing[search.name] {
            if !isOptional { graph.nodes[known].isOptional = false }
            return known
        }
        let status: DependencyGraph.Status = search.isForeign ? .wrongArchitecture : .notFound
        let node = addNode(search, nil, status, nil)
        graph.nodes[node].searched = search.places
        graph.nodes[node].isOptional = isOptional
        missing[search.name] = node
        return node
    }
}

extension DyldLoader {
    /// Says that a library is missing; false where that depends on a program that nobody knows.
    private mutating func complain(_ search: DyldSearch) -> Bool {
        guard let requester = search.requester, let node = missing[search.name] else {
            return false
        }
        if search.needsProgram {
            if graph.isComplete {
                graph.diagnostics.append(
                    Diagnostic(
                        .loaderUnknown, .note,
                        "\(search.name.text) is looked for beside the program that loads the "
                            + "library, which is not known"))
            }
            graph.isComplete = false
            return false
        }
        let who = images[requester]
        let state = search.isForeign ? "is for another processor or platform" : "is not found"
        graph.problems.append(
            DependencyGraph.Problem(
                search.isForeign ? .wrongArchitecture : .libraryMissing, node,
                "\(search.name.text), which \(who.path.text) needs, \(state)",
                text: "\(prefix)Library not loaded: \(search.name.text)\n"
                    + "  Referenced from: \(who.reference)\n  Reason: \(words(of: search))",
                exitStatus: Self.aborted))
        return true
    }

    /// Why a library was not found, as dyld puts it.
    private func words(of search: DyldSearch) -> String {
        var words = search.tried.isEmpty ? "" : "tried: " + search.tried.joined(separator: ", ")
        if search.name.starts(with: "@"), !process.allowsAtPaths {
            words += ", (security policy does not allow @ path expansion)"
        }
        guard words.isEmpty, search.name.starts(with: "@rpath/") else { return words }
        var link = search.requester
        while let place = link {
            if !(images[place].binary?.object.contents.runPaths.isEmpty ?? true) {
                return "no LC_RPATH's used.  They may be invalid, eg, not start with "
                    + "'@loader_path' or '@executable_path'"
            }
            link = images[place].parent
        }
        return "no LC_RPATH's found"
    }

    /// What dyld says where it finds no file; it does not translate the numbers of errors.
    private func words(of error: FileTreeError, _ path: ByteString) -> String {
        switch error {
        case .notFound: return "no such file"
        case .isDirectory, .notRegular: return "not a file"
        case .notDirectory: return "errno=20"
        case .tooManyLinks: return "errno=62"
        case .nameTooLong: return "errno=63"
        case .unreadable: return "errno=5"
        case .permissionDenied:
            do throws(FileTreeError) {
                _ = try surroundings.files.realPath(path)
                return "open() failed with errno=13"
            } catch {
                return "errno=13"
            }
        }
    }
}
