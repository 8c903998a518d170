internal import ObjectFile

/// One search of dyld's for a library: where it looked, and what came of it.
struct DyldSearch {
    /// Who asks; nil for what the environment asks for.
    let requester: Int?
    /// The name that is asked for.
    let name: ByteString
    /// Where it was looked for, in order.
    private(set) var places: [DependencyGraph.Place] = []
    /// The same in dyld's words.
    private(set) var tried: [String] = []
    /// What was found, as a place among the images.
    var found: Int?
    /// Whether a file was there that is for another processor or platform.
    private(set) var isForeign = false
    /// Whether a path begins where a program lies that nobody knows.
    var needsProgram = false

    init(_ name: ByteString, for requester: Int?) {
        self.name = name
        self.requester = requester
    }

    /// Notes a path that will not do.
    mutating func refuse(
        _ path: ByteString, _ rule: DependencyGraph.Rule, _ words: String, isForeign: Bool = false
    ) {
        places.append(DependencyGraph.Place(rule, path))
        tried.append("'\(path.text)' (\(words))")
        self.isForeign = self.isForeign || isForeign
    }
}

/// How much dyld is followed: programs that people build stay far below.
struct DyldBudget {
    /// How many libraries may be loaded.
    static let mostImages = GlibcLoader.mostObjects
    /// How many paths may be tried.
    private var tries = 100_000
    /// How many entries of `LC_RPATH` may be gone through.
    private var steps = 4_000_000
    /// How many bytes the paths may have that are tried in vain.
    private var bytes = 32 << 20

    /// Whether all is used up.
    var isSpent: Bool { tries <= 0 || steps <= 0 || bytes <= 0 }

    mutating func spendTry(_ length: Int) {
        tries -= 1
        bytes -= length
    }

    mutating func spendStep() { steps -= 1 }
}

extension DyldLoader {
    /// The longest path that dyld builds (`PATH_MAX`); what is longer is cut off.
    private static let mostBytes = 1023

    /// Looks for a library in all places that a name stands for, in their order.
    ///
    /// Spec: dyld-1378, `Loader::getLoader`.
    mutating func look(for name: ByteString, _ search: inout DyldSearch) {
        if let known = place(named: name), isFoundByName(name) { return search.found = known }
        if tryVariants(of: name.utf8, &search) || name.starts(with: "@") { return }
        // The path may lead through links: once more without them.
        guard process.allowsVariables || name.starts(with: "/"), let real = realPath(name),
            !name.utf8.starts(with: real.utf8)
        else { return }
        if let known = place(named: real) { return search.found = known }
        _ = tryVariants(of: real.utf8, &search)
    }

    /// Names that are compared with those of what is loaded before any path is tried.
    private func isFoundByName(_ name: ByteString) -> Bool {
        name.starts(with: "/") || name.starts(with: "@rpath/")
    }

    /// The path without links of a file, or of the directory in which it would be.
    private func realPath(_ path: ByteString) -> ByteString? {
        do throws(FileTreeError) {
            return try surroundings.files.realPath(path)
        } catch {
            // Of a name alone that is the working directory.
            let folder = directory(of: path) ?? [UInt8(ascii: ".")]
            do throws(FileTreeError) {
                let real = try surroundings.files.realPath(ByteString(folder.span)).utf8
                let start = real == [UInt8(ascii: "/")] ? [] : real
                return joined(start + [UInt8(ascii: "/")], Self.lastName(of: path.utf8))
            } catch {
                return nil
            }
        }
    }

    /// Tries what the environment puts in front, the name itself, and what is tried at the end;
    /// returns whether the search is over.
    ///
    /// Spec: dyld-1378, `ProcessConfig::PathOverrides::forEachPathVariant`, without
    /// `DYLD_IMAGE_SUFFIX` and `DYLD_VERSIONED_…_PATH`.
    private mutating func tryVariants(of name: [UInt8], _ search: inout DyldSearch) -> Bool {
        let framework = Self.partialFrameworkPath(name)
        let leaf = framework ?? Self.lastName(of: name)
        let first = framework != nil ? process.frameworkPath : process.libraryPath
        for folder in first {
            let path = folder + [UInt8(ascii: "/")] + leaf
            let rule: DependencyGraph.Rule = framework != nil ? .frameworkPath : .libraryPath
            if expand(path, rule, &search) { return true }
        }
        if name.first != UInt8(ascii: "@"), trySystemPrefixes(name, &search) { return true }
        if expand(name, .absolute, &search, isAsked: true) { return true }
        for (folder, rule) in fallbacks(isFramework: framework != nil, for: search.requester) {
            let path = folder + [UInt8(ascii: "/")] + leaf
            if path != name, expand(path, rule, &search) { return true }
        }
        return false
    }

    /// Where else a path is looked for that begins at the root: in the directories of iOS's
    /// libraries, then as a file, then in the copy of the system.
    private mutating func trySystemPrefixes(
        _ name: [UInt8], _ search: inout DyldSearch
    ) -> Bool {
        guard let cryptex = process.cryptex else { return false }
        let support = Array("/System/iOSSupport".utf8)
        if process.platform == .macCatalyst, !name.starts(with: support + [UInt8(ascii: "/")]) {
            let path = support + name
            if attempt(path, .absolute, &search, isOnDisk: true)
                || attempt(Array(cryptex.utf8) + path, .absolute, &search)
                || attempt(path, .absolute, &search)
            {
                return true
            }
        }
        return attempt(name, .absolute, &search, isOnDisk: true)
            || attempt(Array(cryptex.utf8) + name, .absolute, &search)
    }

    /// The directories that are searched at the end.
    private func fallbacks(
        isFramework: Bool, for requester: Int?
    ) -> [(folder: [UInt8], rule: DependencyGraph.Rule)] {
        if let own = isFramework ? process.fallbackFrameworkPath : process.fallbackLibraryPath {
            return own.map { ($0, .fallbackPath) }
        }
        guard let requester, let object = images[requester].binary?.object, object.needsFallbacks
        else { return [] }
        let isMac = process.platform == .macOS
        var folders: [String] = []
        if isFramework {
            if isMac, process.allowsClassicFallbacks { folders.append("/Library/Frameworks") }
            folders.append("/System/Library/Frameworks")
        } else {
            if !isMac || process.allowsClassicFallbacks { folders.append("/usr/local/lib") }
            if process.platform != .macCatalyst { folders.append("/usr/lib") }
        }
        return folders.map { (Array($0.utf8), .standard) }
    }

    /// The part of a path that begins with the name of a framework, where its file is named like
    /// it.
    ///
    /// Spec: dyld-1378, `ProcessConfig::PathOverrides::getFrameworkPartialPath`.
    private static func partialFrameworkPath(_ path: [UInt8]) -> [UInt8]? {
        let word = Array(".framework/".utf8)
        guard let dot = path.indices.last(where: { path[$0...].starts(with: word) }) else {
            return nil
        }
        let slash = path[..<dot].lastIndex(of: UInt8(ascii: "/"))
        let start = slash.map { $0 + 1 } ?? 0
        return path[start..<dot].elementsEqual(lastName(of: path)) ? Array(path[start...]) : nil
    }

    private static func lastName(of path: [UInt8]) -> [UInt8] {
        let slash = path.lastIndex(of: UInt8(ascii: "/"))
        return slash.map { Array(path[($0 + 1)...]) } ?? path
    }
}

extension DyldLoader {
    /// Tries a path with all that an `@` at its start stands for; returns whether the search is over.
    ///
    /// Spec: dyld-1378, `Loader::forEachResolvedAtPathVar`, without the second try for frameworks
    /// whose name lacks `/Versions/A`.
    private mutating func expand(
        _ path: [UInt8], _ rule: DependencyGraph.Rule, _ search: inout DyldSearch,
        isAsked: Bool = false
    ) -> Bool {
        let isInserted = search.requester == nil
        if let requester = search.requester, Self.isAt("@loader_path", path) {
            guard let folder = images[requester].directory else { return false }
            return attempt(Self.cut(folder + path.dropFirst(12)), .loaderPath, &search)
        }
        if Self.isAt("@executable_path", path) {
            guard let real = executablePath(path, &search) else { return false }
            return attempt(real, .executablePath, &search)
        }
        if path.starts(with: "@rpath/".utf8), !isInserted {
            return tryRunPaths(Array(path.dropFirst(6)), &search)
        }
        if path.first == UInt8(ascii: "@"), !isInserted { return false }
        return attempt(path, rule, &search, isAsked: isAsked)
    }

    /// Goes through the `LC_RPATH` of who asks, of those by way of whom dyld came there, and of the
    /// program, which counts twice where it asks itself: dyld has it on its list from the start.
    private mutating func tryRunPaths(_ tail: [UInt8], _ search: inout DyldSearch) -> Bool {
        var link = search.requester
        var isLast = false
        while let place = link {
            for path in images[place].binary?.object.contents.runPaths ?? [] {
                budget.spendStep()
                if budget.isSpent { return true }
                if tryRunPath(path.utf8, of: place, tail, &search) { return true }
            }
            budget.spendStep()
            if budget.isSpent || isLast { return budget.isSpent }
            link = images[place].parent
            if link == nil, process.programDirectory != nil {
                link = 0
                isLast = true
            }
        }
        return false
    }

    private mutating func tryRunPath(
        _ path: [UInt8], of image: Int, _ tail: [UInt8], _ search: inout DyldSearch
    ) -> Bool {
        let rule = DependencyGraph.Rule.runPathInherited
        if Self.isAt("@loader_path", path) {
            guard process.allowsAtPaths || image != 0, let folder = images[image].directory
            else { return false }
            return attempt(Self.path(folder + path.dropFirst(12), tail), rule, &search)
        }
        if Self.isAt("@executable_path", path) {
            guard let real = executablePath(path, &search) else { return false }
            return attempt(Self.path(real, tail), rule, &search)
        }
        guard path.first == UInt8(ascii: "/") else {
            return process.allowsAtPaths
                && attempt(Self.path(path, tail), rule, &search)
        }
        if attempt(Self.path(path, tail), rule, &search) { return true }
        guard let cryptex = process.cryptex else { return false }
        return attempt(Self.path(Array(cryptex.utf8) + path, tail), rule, &search)
    }

    /// What `@executable_path` stands for: `..` at its start are cut off the program's own path.
    ///
    /// Spec: dyld-1378, `Loader::expandAndNormalizeAtExecutablePath`.
    private func executablePath(_ path: [UInt8], _ search: inout DyldSearch) -> [UInt8]? {
        guard process.allowsAtPaths else { return nil }
        guard var folder = process.programDirectory else {
            search.needsProgram = true
            return nil
        }
        var rest = path[16...]
        while rest.starts(with: "/..".utf8) {
            guard let slash = folder.lastIndex(of: UInt8(ascii: "/")), slash > 0 else { break }
            folder.removeSubrange(slash...)
            rest = rest.dropFirst(3)
        }
        return Self.cut(folder + (rest.isEmpty ? [UInt8(ascii: "/")] : rest))
    }

    /// Whether a path is this word, or begins with it and a slash.
    private static func isAt(_ word: String, _ path: [UInt8]) -> Bool {
        let length = word.utf8.count
        guard path.starts(with: word.utf8) else { return false }
        return path.count == length || path[length] == UInt8(ascii: "/")
    }

    private static func path(_ folder: [UInt8], _ tail: [UInt8]) -> [UInt8] {
        let folder = cut(folder)
        return cut(folder + (folder.last == UInt8(ascii: "/") ? tail.dropFirst() : tail[...]))
    }

    private static func cut(_ path: [UInt8]) -> [UInt8] { Array(path.prefix(mostBytes)) }
}
