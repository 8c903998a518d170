internal import ObjectFile

/// One search of musl's for a library.
struct MuslSearch: Sendable {
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

extension MuslLoader {
    /// The order of search for a name without a slash: the environment, the paths of who asks and
    /// of all that led there, the system's path.
    mutating func find(
        _ name: ByteString, for requester: Int?, _ search: inout MuslSearch
    ) {
        guard let made = surroundings.made, isPlain(name) else {
            return look(for: requester, &search)
        }
        if let known = made.muslSearch(name) {
            search = known
        } else {
            look(for: requester, &search)
            if !search.isBroken { made.keep(search, name) }
        }
    }

    /// Whether nothing counts but the directories of a system that is known by table.
    private func isPlain(_ name: ByteString) -> Bool {
        let path = interpreter.utf8
        // A file for the path is looked for two names up from the loader, and a loader may lie
        // beside the libraries under a name of its own.
        return path.first == UInt8(ascii: "/")
            && path.count { $0 == UInt8(ascii: "/") } == 2
            && !path.suffix(name.length).elementsEqual(name.utf8)
            && (objects[0].dynamic.map { $0.rpath.isEmpty && $0.runpath.isEmpty } ?? true)
            && !surroundings.variables.contains { $0.name == "LD_LIBRARY_PATH" }
    }

    private mutating func look(for requester: Int?, _ search: inout MuslSearch) {
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
    mutating func runPath(of place: Int) -> [[UInt8]] {
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
        case "x86_64" where !layout.is64Bit: "x32"
        default: architecture.name
        }
    }
}
