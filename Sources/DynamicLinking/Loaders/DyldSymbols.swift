internal import ObjectFile

/// Binds the symbols of all images that have a file: each is looked for in the library that it names
/// (the two-level namespace), and in what that library hands on.
///
/// Nothing is known of what is in the shared cache, and of what is looked for in all images: such
/// symbols are passed over. So are those that are bound when they are first called.
///
/// Spec: dyld-1378, `Loader::resolveSymbol`, `Loader::hasExportedSymbol`.
struct DyldSymbols {
    /// What an image gives to others.
    private struct Exports {
        var names: Set<ByteString> = []
        /// What another library defines: its number, and the name that it has there.
        var others: [ByteString: (library: Int, name: ByteString)] = [:]
    }

    private enum Answer {
        case found
        case missing
        case unknown
    }

    private let images: [DyldImage]
    private let order: [Int]
    private let hasProgram: Bool
    /// What each image exports; nil where that cannot be told.
    private var exports: [Int: Exports?] = [:]
    /// How many images may be asked all together.
    private var steps = 20_000_000
    /// How many missing symbols are told of.
    private static let mostProblems = 1000

    init(_ loader: DyldLoader) {
        images = loader.images
        order = loader.order
        hasProgram = loader.process.programDirectory != nil
    }

    /// Adds a problem for every symbol that is missing, in the order of dyld, which ends at the first.
    consuming func check(_ graph: inout DependencyGraph) {
        for place in order {
            guard let binary = images[place].binary else { continue }
            do throws(ParseError) {
                try bind(place, binary, &graph)
            } catch {
                graph.isComplete = false
                graph.diagnostics.append(Diagnostic(error, .warning))
            }
        }
    }

    /// Visits what an image imports: all names of chained fixups, or those of the first stream of
    /// `LC_DYLD_INFO`: dyld goes on where one of the weak stream is missing.
    private mutating func bind(
        _ place: Int, _ binary: DyldImage.Binary, _ graph: inout DependencyGraph
    ) throws(ParseError) {
        if let fixups = try binary.object.chainedFixups(in: binary.file) {
            var imports = try MachO.ChainedImports(fixups, in: binary.file, binary.object.limits)
            for index in 0..<imports.count {
                let entry = try imports.entry(index)
                guard !entry.isWeak else { continue }
                let name = ByteString(try imports.name(of: entry))
                look(for: name, in: entry.library, from: place, &graph)
            }
            return
        }
        guard let range = binary.object.contents.loaderInformation?.bind, range.size > 0 else {
            return
        }
        var cursor = try MachO.BindCursor(
            .bind, range, in: binary.file, binary.object.segmentPlaces, binary.object.header.layout,
            binary.object.limits)
        var last: MachO.Fixup?
        while let fixup = try cursor.next() {
            guard let name = fixup.symbol, let library = fixup.library,
                !fixup.flags.contains(.weakImport),
                name != last?.symbol || library != last?.library
            else { continue }
            last = fixup
            look(for: name, in: library, from: place, &graph)
        }
    }

    private mutating func look(
        for name: ByteString, in library: MachO.LibraryOrdinal, from place: Int,
        _ graph: inout DependencyGraph
    ) {
        guard graph.problems.count < Self.mostProblems else { return }
        let target: Int?
        switch library {
        case .own: target = place
        case .mainExecutable where hasProgram: target = 0
        case .mainExecutable, .flatLookup, .weakLookup: return
        default:
            let index = Int(library.rawValue) - 1
            guard images[place].libraries.indices.contains(index) else {
                return fail(
                    name, from: place, &graph,
                    "unknown library ordinal \(library.rawValue) in \(images[place].path.text) "
                        + "when binding '\(name.text)'")
            }
            let dependents = images[place].dependents
            target = dependents.indices.contains(index) ? dependents[index] : nil
            // What is missing and has to be there was complained of.
            if target == nil, images[place].libraries[index].kind != .weak { return }
        }
        if let target, answer(name, in: target) != .missing { return }
        let expected = target.map { images[$0].reference } ?? "<no uuid> unknown"
        fail(
            name, from: place, &graph,
            "Symbol not found: \(name.text)\n  Referenced from: \(images[place].reference)\n"
                + "  Expected in:     \(expected)")
    }

    private func fail(
        _ name: ByteString, from place: Int, _ graph: inout DependencyGraph, _ text: String
    ) {
        graph.problems.append(
            DependencyGraph.Problem(
                .symbolMissing, images[place].node,
                "\(name.text), which \(images[place].path.text) needs, is not where it is expected",
                text: (hasProgram ? "dyld: " : "") + text, exitStatus: DyldLoader.aborted,
                missing: name, requester: images[place].node))
    }

    /// Whether an image exports a symbol, or one that it hands on.
    private mutating func answer(_ name: ByteString, in place: Int) -> Answer {
        struct Question: Hashable {
            let place: Int
            let name: ByteString
        }
        var pending = [Question(place: place, name: name)]
        var seen: Set<Question> = []
        var isUnknown = false
        while let question = pending.popLast() {
            guard seen.insert(question).inserted else { continue }
            steps -= 1
            guard steps > 0 else { return .unknown }
            guard let exports = exports(of: question.place) else {
                isUnknown = true
                continue
            }
            if exports.names.contains(question.name) { return .found }
            let image = images[question.place]
            if let other = exports.others[question.name] {
                guard image.dependents.indices.contains(other.library),
                    let target = image.dependents[other.library]
                else { continue }
                pending.append(Question(place: target, name: other.name))
                continue
            }
            for (need, target) in zip(image.libraries, image.dependents)
            where need.kind == .reexport {
                guard let target else { continue }
                pending.append(Question(place: target, name: question.name))
            }
        }
        return isUnknown ? .unknown : .missing
    }

    private mutating func exports(of place: Int) -> Exports? {
        if let known = exports[place] { return known }
        var found: Exports?
        if let binary = images[place].binary {
            do throws(ParseError) { found = try Self.read(binary) } catch { found = nil }
        }
        exports[place] = .some(found)
        return found
    }

    /// The names in the trie; without one those of the symbol table.
    private static func read(_ binary: DyldImage.Binary) throws(ParseError) -> Exports {
        var exports = Exports()
        let object = binary.object
        if var cursor = try object.exports(in: binary.file) {
            while let export = try cursor.next() {
                if let library = export.library {
                    exports.others[export.name] = (
                        library: Int(library.rawValue) - 1,
                        name: export.importedName ?? export.name
                    )
                } else {
                    exports.names.insert(export.name)
                }
            }
            return exports
        }
        guard object.contents.linkEditData[.exportsTrie] == nil,
            object.contents.loaderInformation == nil,
            var cursor = try object.symbols(in: binary.file)
        else { return exports }
        while let symbol = try cursor.symbol() {
            guard symbol.isExternal, !symbol.isStab, symbol.place == .section else { continue }
            exports.names.insert(ByteString(try cursor.name(of: symbol)))
        }
        return exports
    }
}
