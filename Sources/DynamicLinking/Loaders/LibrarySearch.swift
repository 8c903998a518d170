internal import ObjectFile

/// One search for a library: where it was looked for, and what came of it.
struct LibrarySearch: Sendable {
    let name: [UInt8]
    /// The places that were tried, in order.
    private(set) var places: [DependencyGraph.Place] = []
    /// What ended the search; nil where nothing did.
    private(set) var result: OpenedLibrary?
    /// The path that ended it.
    private(set) var path: ByteString = ""
    /// The rule by which that was tried.
    private(set) var rule = DependencyGraph.Rule.absolute
    /// The last error of an attempt: the one that loaders tell.
    private(set) var error: FileTreeError?
    /// Whether a file was passed over that is for another processor or word size.
    private(set) var sawOtherKind = false
    /// Whether one was of another word size.
    private(set) var sawOtherClass = false
    /// Whether only files count that are set-user-ID, as for what a program with others' rights
    /// preloads.
    var needsUserID = false
    /// Whether all places are kept, also of what is found.
    var keepsAll = false
    /// Whether the file could be opened and was refused only then.
    private var isRefused = false
    private var isLastKept = true

    init(_ name: [UInt8], after error: FileTreeError?) {
        self.name = name
        self.error = error
    }

    var isOver: Bool { result != nil }

    /// Whether a file was found that cannot be loaded.
    var isDamaged: Bool {
        if case .damaged? = result { return true }
        return false
    }

    /// What is said to be damaged: the path, or where the file was refused later, the name.
    func nameOfDamage(_ name: ByteString) -> ByteString { isRefused ? name : path }

    /// Takes what came of an attempt.
    mutating func take(
        _ opened: OpenedLibrary, _ path: ByteString, _ rule: DependencyGraph.Rule,
        isNoted: Bool = true
    ) {
        var isKept = isNoted
        if case .usable = opened, !keepsAll { isKept = false }
        if isKept { places.append(DependencyGraph.Place(rule, path)) }
        isLastKept = isKept || !isNoted
        switch opened {
        case .missing(let error):
            self.error = error
            return
        case .otherKind(let isOtherClass):
            sawOtherKind = true
            sawOtherClass = sawOtherClass || isOtherClass
            error = .notFound
            return
        case .usable(let opened) where needsUserID && !opened.file.isSetUserID:
            error = .notFound
            return
        // `open_verify` begins with that.
        case .usable, .damaged: error = nil
        }
        result = opened
        self.path = path
        self.rule = rule
    }

    /// Notes that a table has no entry of the name.
    mutating func note(_ rule: DependencyGraph.Rule, _ path: ByteString) {
        places.append(DependencyGraph.Place(rule, path))
    }

    /// Notes the error of an attempt that is not told.
    mutating func fail(_ error: FileTreeError) { self.error = error }

    /// The file that was found cannot be mapped after all.
    mutating func refuse(_ words: String) {
        if !isLastKept { places.append(DependencyGraph.Place(rule, path)) }
        result = .damaged(words)
        isRefused = true
    }
}

extension GlibcLoader {
    /// The order of search for a name without a slash.
    ///
    /// Spec: glibc 2.43, elf/dl-load.c, `_dl_map_new_object`.
    mutating func find(for requester: Int, _ search: inout LibrarySearch) {
        guard let made = surroundings.made, isPlain(requester, search) else {
            return look(for: requester, &search)
        }
        let name = ByteString(search.name.span)
        if let known = made.search(name, in: standardPath) {
            search = known
        } else {
            look(for: requester, &search)
            if !budget.isSpent { made.keep(search, name, in: standardPath) }
        }
    }

    /// Whether nothing counts but the directories of a system that is known by table.
    private func isPlain(_ requester: Int, _ search: LibrarySearch) -> Bool {
        // What is made up has no directories of its own.
        environmentPath.isEmpty && objects[0].tables.rpath.isEmpty
            && !(requester == 0 && objects[0].hasRunPath) && objects[requester].usesStandard
            && !search.needsUserID && !search.keepsAll && !surroundings.assumesCache
    }

    private mutating func look(for requester: Int, _ search: inout LibrarySearch) {
        // Whoever has a RUNPATH has no RPATH, its own or another's.
        if runpath(of: requester) == nil { searchRunPathsInherited(requester, &search) }
        if !search.isOver { look(in: environmentPath, .environment, &search) }
        if !search.isOver, let directories = runpath(of: requester) {
            look(in: directories, .runPath, &search)
        }
        let usesStandard = objects[requester].usesStandard
        if !search.isOver { lookInCache(&search, usesStandard: usesStandard) }
        if !search.isOver, usesStandard { look(in: standardPath, .standard, &search) }
    }

    /// `DT_RPATH` of who asks, of those that led there, and of the program.
    private mutating func searchRunPathsInherited(
        _ requester: Int, _ search: inout LibrarySearch
    ) {
        var sawProgram = false
        var asker: Int? = requester
        while let place = asker, !search.isOver {
            look(in: rpath(of: place), .runPathInherited, &search)
            sawProgram = sawProgram || place == 0
            asker = objects[place].heir
        }
        if !sawProgram, !search.isOver { look(in: rpath(of: 0), .runPathInherited, &search) }
    }

    /// Looks in each directory of a list, best level of the processor first.
    private mutating func look(
        in directories: [[UInt8]], _ rule: DependencyGraph.Rule, _ search: inout LibrarySearch
    ) {
        let isNowhere = (surroundings.files as? KnownTree)?.lacks(search.name) ?? false
        for directory in directories where !budget.isSpent {
            for place in places(for: directory, &search) {
                let path = joined(place, search.name)
                // Not worth naming where nothing is.
                search.take(open(path), path, .capabilities, isNoted: false)
                if search.isOver { return }
            }
            let path = joined(directory, search.name)
            if isNowhere, rule == .standard {
                budget.spend(bytes: path.length)
                search.take(.missing(.notFound), path, rule)
            } else {
                search.take(open(path), path, rule)
            }
            if search.isOver { return }
            // Something is there and cannot be reached: glibc gives the list up.
            switch search.error {
            case .notFound, .permissionDenied, .notDirectory, nil: continue
            default: return
            }
        }
    }

    /// The directories for certain processors below one, as far as they are there.
    private mutating func places(
        for directory: [UInt8], _ search: inout LibrarySearch
    ) -> [[UInt8]] {
        let name = pool.number(of: directory.span)
        if let known = subdirectories[name] { return placesBelow[known] }
        var found: [[UInt8]] = []
        // Known systems have none of them, and one more would be made up as a library.
        guard surroundings.known == nil else {
            search.fail(.notFound)
            subdirectories.add(name, placesBelow.count)
            placesBelow.append(found)
            return found
        }
        // What the loader's file says of itself is worth reading only where one of these is there.
        if isDirectory(directory + "glibc-hwcaps/".utf8), facts.details.knowsLevels {
            for level in levels {
                let place = directory + "glibc-hwcaps/\(level)/".utf8
                if isDirectory(place) { found.append(place) }
            }
        }
        if architecture.name == "x86_64",
            isDirectory(directory + "tls/".utf8) || isDirectory(directory + "x86_64/".utf8)
        {
            for name in legacyDirectories() {
                let place = directory + name.utf8
                if isDirectory(place) { found.append(place) }
            }
        }
        search.fail(.notFound)
        subdirectories.add(name, placesBelow.count)
        placesBelow.append(found)
        return found
    }

    /// The directories that glibc searched up to 2.36, where there is none of Intel's processors.
    ///
    /// Spec: glibc 2.36, elf/dl-hwcaps.c, `compute_hwcap_strings` and the function above it.
    private mutating func legacyDirectories() -> [String] {
        let isOld =
            facts.details.version.map { $0 < GlibcVersion(2, 37) } ?? !facts.details.knowsLevels
        return isOld
            ? ["tls/x86_64/x86_64/", "tls/x86_64/", "tls/", "x86_64/x86_64/", "x86_64/"] : []
    }

    private mutating func isDirectory(_ path: [UInt8]) -> Bool {
        do throws(FileTreeError) {
            _ = try surroundings.files.open(ByteString(path.span))
            return false
        } catch {
            return error == .isDirectory
        }
    }

    private mutating func lookInCache(_ search: inout LibrarySearch, usesStandard: Bool) {
        guard let cache else {
            // It is tried but once.
            if lacksCache { search.fail(.notFound) }
            lacksCache = false
            guard surroundings.assumesCache, !search.needsUserID else { return }
            return look(in: configuredPath(), .configuration, &search)
        }
        if search.needsUserID { return }
        let active = cache.hasLevels && facts.details.knowsLevels ? levels : []
        guard let path = cache.path(of: search.name, flags: cacheFlags, levels: active) else {
            return search.note(.cache, facts.cache)
        }
        if !usesStandard, isStandard(path) { return }
        search.take(open(path), path, .cache)
    }

    private mutating func isStandard(_ path: ByteString) -> Bool {
        let bytes = path.utf8
        return standardPath.contains { (directory: [UInt8]) in bytes.starts(with: directory) }
    }

    /// The directories that ldconfig would read; they count only once it has.
    mutating func configuredPath() -> [[UInt8]] {
        if let known = configured { return known }
        let directories = LdSoConf(in: surroundings.files).directories
        configured = directories
        return directories
    }

    /// Where a library lies that ldconfig would have put into its table; nil where nowhere, or
    /// where there is such a table.
    mutating func placeWithoutCache(of name: [UInt8]) -> ByteString? {
        guard cache == nil else { return nil }
        for directory in configuredPath()
        where !budget.isSpent && !standardPath.contains(directory) {
            let path = joined(directory, name)
            if case .usable = open(path) { return path }
        }
        return nil
    }

    /// `EF_ARM_ABI_FLOAT_HARD`, which Go leaves out of `e_flags`: then the loader's name tells.
    var isHardFloat: Bool {
        header.flags & 0x400 != 0 || objects.count > 1 && objects[1].path.text.hasSuffix("hf.so.3")
    }

    /// Opens a file as a library.
    ///
    /// Spec: glibc 2.36, elf/dl-load.c, `open_verify`.
    mutating func open(_ path: ByteString) -> OpenedLibrary {
        budget.spend(bytes: path.length)
        guard !budget.isSpent else { return .missing(.notFound) }
        do throws(FileTreeError) {
            let file = try surroundings.files.open(path)
            return verify(file)
        } catch {
            switch error {
            case .isDirectory: return .damaged("cannot read file data: \(error.glibc)")
            case .notRegular: return .damaged("file too short")
            default: return .missing(error)
            }
        }
    }

    private mutating func verify(_ file: TreeFile) -> OpenedLibrary {
        if let known = surroundings.made?.library(file), known.suits(header) {
            return .usable(known)
        }
        let size: UInt64 = header.layout.is64Bit ? 64 : 52
        guard file.bytes.size >= size else { return .damaged("file too short") }
        do throws(ParseError) {
            let part = FilePart("library", .read)
            let bytes = try file.bytes.bytes(in: .first(size), reading: part)
            let head = bytes.span
            guard head.number32(at: 0, .big) == 0x7f45_4c46 else {
                return .damaged("invalid ELF header")
            }
            guard head[4] == (header.layout.is64Bit ? 2 : 1) else {
                return .otherKind(isOtherClass: true)
            }
            let order = header.layout.byteOrder
            guard ELF.Machine(rawValue: head.number16(at: 18, order)) == header.machine else {
                return .otherKind(isOtherClass: false)
            }
            if let words = Self.fault(head, header.layout) { return .damaged(words) }
            // Symbols are not in heads.
            if !surroundings.looksUpSymbols, let head = ELF.LibraryHead(file.bytes, header.layout),
                head.fits(pageSize: surroundings.pageSize)
            {
                return .usable(OpenedObject(file, .head(head)))
            }
            let object = try ELF.Object(file.bytes)
            if object.segments.error != nil { return .damaged("cannot read file data") }
            return .usable(OpenedObject(file, .object(object)))
        } catch {
            return .damaged("cannot read file data")
        }
    }

    private static func fault(_ head: Span<UInt8>, _ layout: Layout) -> String? {
        let order = layout.byteOrder
        guard head[5] == (order == .little ? 1 : 2) else {
            return "ELF file data encoding not \(order == .little ? "little" : "big")-endian"
        }
        if head[6] != 1 { return "ELF file version ident does not match current one" }
        // ELFOSABI_SYSV and ELFOSABI_GNU.
        if head[7] != 0, head[7] != 3 { return "ELF file OS ABI invalid" }
        if head[8] > (head[7] == 3 ? 4 : 0) { return "ELF file ABI version invalid" }
        for index in 9..<16 where head[index] != 0 { return "nonzero padding in e_ident" }
        if head.number32(at: 20, order) != 1 {
            return "ELF file version does not match current one"
        }
        let type = head.number16(at: 16, order)
        if type != 2, type != 3 { return "only ET_DYN and ET_EXEC can be loaded" }
        let entrySize = head.number16(at: layout.is64Bit ? 54 : 42, order)
        return entrySize != (layout.is64Bit ? 56 : 32)
            ? "ELF file's phentsize not the expected size" : nil
    }
}
