internal import ObjectFile

/// What GNU's loader reads of an object: names as numbers of its pool.
struct LoadedTables {
    /// A version that is needed of a library.
    struct Need {
        /// The library.
        let library: Int
        /// The version, as ``LoadedTables/version(_:_:)`` makes it.
        let version: Int
        /// Whether it may be missing.
        let isWeak: Bool
    }

    /// A library that stands in for another one.
    struct Filter {
        let name: Int
        /// Whether it may be missing (`DT_AUXILIARY`, not `DT_FILTER`).
        let isOptional: Bool
    }

    /// The libraries that it needs, in its own order.
    private(set) var needed: [Int] = []
    /// Its own name.
    private(set) var soname: Int?
    /// The elements of `DT_RPATH`.
    private(set) var rpath: [ByteString] = []
    /// The elements of `DT_RUNPATH`.
    private(set) var runpath: [ByteString] = []
    /// Whether it has `DT_RUNPATH`.
    private(set) var hasRunPath = false
    /// The libraries that stand in for it, each once.
    private(set) var filters: [Filter] = []
    /// What it may open while it runs.
    var opened = OpenedLibraries()
    /// The versions that it needs, in file order: each a library and a version.
    ///
    /// Numbers alone, as the runtime takes long to make a new kind of array.
    private var needPairs: [Int] = []
    /// Those that it defines; empty where it has no table.
    private var defined: [Int] = []
    /// Whether it has a table of those that it defines.
    private(set) var definesSome = false
    /// Whether it has packed relocations (`DT_RELR`).
    private(set) var hasPackedRelocations = false
    /// Those that it defines, where they are known by table.
    private(set) var known: KnownVersions?
    /// What could not be read.
    private(set) var error: ParseError?

    init() {}

    /// Takes a library that was made up.
    init(_ library: KnownTables, _ pool: inout NamePool) {
        needed = library.needed.map { pool.number(of: $0) }
        soname = library.soname.map { pool.number(of: $0) }
        known = library.versions
        definesSome = known != nil
    }

    /// Takes what was read of an ordinary library.
    init(_ head: ELF.LibraryHead, _ pool: inout NamePool) {
        definesSome = head.definesVersions
        hasPackedRelocations = head.hasPackedRelocations
        if head.libraryCount > 0 { needed.reserveCapacity(head.libraryCount) }
        if head.needCount > 0 { needPairs.reserveCapacity(2 * head.needCount) }
        if head.definitionCount > 0 { defined.reserveCapacity(head.definitionCount) }
        var library = 0
        for name in head.names {
            let bytes = head.bytes(of: name)
            switch name.role {
            case .needed: needed.append(pool.number(of: bytes))
            case .soname: soname = pool.number(of: bytes)
            case .rpath: rpath = ELF.DynamicSection.elements(ofPath: bytes)
            case .runpath:
                runpath = ELF.DynamicSection.elements(ofPath: bytes)
                hasRunPath = true
            case .versionedLibrary: library = pool.number(of: bytes)
            case .neededVersion:
                let version = Self.version(pool.number(of: bytes), name.hash)
                addNeed(library, version, name.flags)
            case .definedVersion:
                defined.append(Self.version(pool.number(of: bytes), name.hash))
            }
        }
    }

    /// Reads an object in the short way where it is an ordinary one, else all that there is.
    init(_ object: ELF.Object, in file: FileBytes, _ pool: inout NamePool) {
        if let head = ELF.LibraryHead(file, object.header.layout) {
            self.init(head, &pool)
        } else {
            self.init(wholeOf: object, in: file, &pool)
        }
    }

    /// Reads all that there is, and keeps what could not be read as an error.
    init(wholeOf object: ELF.Object, in file: FileBytes, _ pool: inout NamePool) {
        guard let dynamic = object.dynamic.value else { return }
        needed = dynamic.needed.map { pool.number(of: $0) }
        soname = dynamic.soname.map { pool.number(of: $0) }
        rpath = dynamic.rpath
        runpath = dynamic.runpath
        hasRunPath = dynamic.lastValue(of: .runpath) != nil
        definesSome = dynamic.lastValue(of: .versionDefinitions) != nil
        hasPackedRelocations = dynamic.lastValue(of: .relativeRelocations) != nil
        do throws(ParseError) {
            if dynamic.lastValue(of: .versionNeeds) != nil {
                for need in try object.versionNeeds(in: file) {
                    addNeed(
                        pool.number(of: need.library), Self.version(need.version, &pool),
                        need.flags)
                }
            }
            if definesSome {
                for version in try object.definedVersionNames(in: file) {
                    defined.append(Self.version(version, &pool))
                }
            }
            if dynamic.entries.contains(where: { $0.tag == .auxiliary || $0.tag == .filter }) {
                try readFilters(dynamic, object, in: file, &pool)
            }
        } catch {
            self.error = error
        }
    }

    private mutating func readFilters(
        _ dynamic: ELF.DynamicSection, _ object: ELF.Object, in file: FileBytes,
        _ pool: inout NamePool
    ) throws(ParseError) {
        var names = try dynamic.names(in: file, object.limits)
        var seen = NumberMap()
        for entry in dynamic.entries where entry.tag == .auxiliary || entry.tag == .filter {
            let name = pool.number(of: try names.bytes(at: entry.value))
            guard seen[name] == nil else { continue }
            seen[name] = 1
            filters.append(Filter(name: name, isOptional: entry.tag == .auxiliary))
        }
    }

    /// A version as loaders compare it: by the number of its name, and the hash that stands beside
    /// that.
    private static func version(_ name: Int, _ hash: UInt32) -> Int { name << 32 | Int(hash) }

    private static func version(_ version: ELF.VersionName, _ pool: inout NamePool) -> Int {
        Self.version(pool.number(of: version.name), version.hash)
    }

    /// The number of the name of a version.
    static func name(of version: Int) -> Int { version >> 32 }

    private mutating func addNeed(_ library: Int, _ version: Int, _ flags: ELF.VersionFlags) {
        needPairs.append(library << 1 | (flags.contains(.weak) ? 1 : 0))
        needPairs.append(version)
    }

    /// How many versions it needs.
    var needCount: Int { needPairs.count / 2 }

    /// The version that it needs at a place.
    func need(_ index: Int) -> Need {
        Need(
            library: needPairs[2 * index] >> 1, version: needPairs[2 * index + 1],
            isWeak: needPairs[2 * index] & 1 == 1)
    }

    /// Whether a version that it needs is among those of a library.
    func isNeed(_ index: Int, in versions: KnownVersions, _ pool: NamePool) -> Bool {
        let version = need(index).version
        let hash = UInt32(truncatingIfNeeded: version)
        return versions.contains(pool.span(Self.name(of: version)), hash)
    }

    /// How many versions it defines.
    var definedCount: Int { known?.count ?? defined.count }

    /// Whether a version is defined.
    func defines(_ version: Int, _ pool: NamePool) -> Bool {
        guard let known else { return defined.contains(version) }
        let hash = UInt32(truncatingIfNeeded: version)
        return known.contains(pool.span(Self.name(of: version)), hash)
    }
}
