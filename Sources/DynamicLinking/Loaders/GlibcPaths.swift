internal import ObjectFile

extension GlibcLoader {
    /// The names that a path of an object may have in it.
    mutating func tokens(for place: Int) -> DynamicStringTokens {
        DynamicStringTokens(
            origin: objects[place].origin, library: facts.libraryToken,
            platform: Self.platform(architecture), isSecure: surroundings.isSecure)
    }

    /// `AT_PLATFORM`, as the kernel gives it.
    private static func platform(_ architecture: Architecture) -> [UInt8] {
        let name =
            switch architecture.name {
            case "i386": "i686"
            case "arm": "v7l"
            case "ppc64le": "power8"
            default: architecture.name
            }
        return Array(name.utf8)
    }

    /// The directories of `DT_RPATH`; none where the object has `DT_RUNPATH` too.
    mutating func rpath(of place: Int) -> [[UInt8]] {
        if let known = objects[place].rpath { return known }
        let list = objects[place].hasRunPath ? [] : objects[place].tables.rpath
        let directories = directories(list, of: place)
        objects[place].rpath = directories
        return directories
    }

    /// The directories of `DT_RUNPATH`; nil where the object has none.
    mutating func runpath(of place: Int) -> [[UInt8]]? {
        if let known = objects[place].runpath { return known }
        guard objects[place].hasRunPath else { return nil }
        let directories = directories(objects[place].tables.runpath, of: place)
        objects[place].runpath = directories
        return directories
    }

    /// The directories of `LD_LIBRARY_PATH`, split at colons and semicolons.
    mutating func environmentDirectories() -> [[UInt8]] {
        guard !surroundings.isSecure, let value = surroundings.value(of: "LD_LIBRARY_PATH"),
            !value.isEmpty
        else { return [] }
        let elements = value.utf8.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == 58 || $0 == 59 })
        return directories(elements.map { ByteString($0.span) }, of: 0)
    }

    /// The elements of a path as directories, each once: names replaced, one slash at the end; no
    /// name at all for the working directory.
    ///
    /// Spec: glibc, elf/dl-load.c, `fillin_rpath`.
    private mutating func directories(
        _ elements: [ByteString], of place: Int
    ) -> [[UInt8]] {
        if elements.isEmpty { return [] }
        let tokens = tokens(for: place)
        var directories: [[UInt8]] = []
        // As many names as directories: the last one is new.
        var seen = NamePool()
        func add(_ path: [UInt8]) {
            if seen.number(of: path.span) == directories.count { directories.append(path) }
        }
        for element in elements where !budget.isSpent {
            guard !element.isEmpty else {
                add([])
                continue
            }
            guard var path = tokens.expanded(element.utf8), !path.isEmpty else { continue }
            while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
            if path.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
            if surroundings.isSecure, element.utf8.contains(UInt8(ascii: "$")), !isTrusted(path) {
                continue
            }
            budget.spend(bytes: path.count)
            add(path)
        }
        return directories
    }

    /// Whether a directory is one of the system's, or below one, once `..` is resolved.
    ///
    /// Spec: glibc, elf/dl-load.c, `is_trusted_path_normalize`.
    private mutating func isTrusted(_ path: [UInt8]) -> Bool {
        var names: [ArraySlice<UInt8>] = []
        for name in path.split(separator: UInt8(ascii: "/")) {
            if name.elementsEqual("..".utf8) { _ = names.popLast() } else { names.append(name) }
        }
        let normal =
            names.reduce(into: [UInt8]()) { $0 += [UInt8(ascii: "/")] + $1 }
            + [UInt8(ascii: "/")]
        return standardPath.contains { normal.starts(with: $0) }
    }
}
