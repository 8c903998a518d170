public import ObjectFile
internal import Synchronization

/// What loaders ask of a program that is the same in all places where it starts: found when it is
/// first asked for, and kept.
public final class ProgramFacts: Sendable {
    private struct Found: Sendable {
        var needsVersionsAlone: Bool?
        var imports: ProgramImports??
        var names: ProgramNames?
        var level: Int??
        var accepted: Acceptance?
        /// What it wants by musl's rules, and by those of glibc.
        var wantedByMusl: ProgramSymbols??
        var wantedByGlibc: ProgramSymbols??
    }

    /// What of a place decides whether its kernel takes a program and maps it.
    struct Acceptance: Equatable {
        private let machine: Architecture?
        private let pageSize: UInt64

        init(_ surroundings: LoaderSurroundings) {
            machine = surroundings.machine
            pageSize = surroundings.pageSize
        }
    }

    let object: ELF.Object
    let file: FileBytes
    private let found = Mutex(Found())

    /// Takes an image; nil where that is of a format that no such loader loads.
    public init?(_ image: Image, in file: FileBytes) {
        guard case .elf(let object) = image.contents else { return nil }
        self.object = object
        self.file = file
    }

    /// Whether every symbol that the program insists on has a version, so that a known glibc, which
    /// is held against the versions, has it.
    var needsVersionsAlone: Bool {
        if let known = found.withLock({ $0.needsVersionsAlone }) { return known }
        let needs = object.needsVersionsAlone(in: file)
        found.withLock { $0.needsVersionsAlone = needs }
        return needs
    }

    /// The last kernel that took the program without complaint, its loader with it.
    var accepted: Acceptance? {
        get { found.withLock { $0.accepted } }
        set { found.withLock { $0.accepted = newValue } }
    }

    /// What it has of symbols that others define; nil where that is not kept.
    private var imports: ProgramImports? {
        if let known = found.withLock({ $0.imports }) { return known }
        let imports = ProgramImports(object, in: file)
        found.withLock { $0.imports = .some(imports) }
        return imports
    }

    /// What glibc's loader reads of it, with the numbers of all names.
    var names: ProgramNames {
        if let known = found.withLock({ $0.names }) { return known }
        let names = ProgramNames(object, in: file)
        found.withLock { $0.names = names }
        return names
    }

    /// The level of x86-64 that it says it needs.
    var neededLevel: Int? {
        if let known = found.withLock({ $0.level }) { return known }
        let level = object.neededLevel(in: file)
        found.withLock { $0.level = .some(level) }
        return level
    }

    /// What it wants of others by one of the loaders' rules; nil where that is not kept.
    func symbols(isMusl: Bool) -> ProgramSymbols? {
        let known = found.withLock { isMusl ? $0.wantedByMusl : $0.wantedByGlibc }
        if let known { return known }
        let symbols = imports.flatMap {
            ProgramSymbols($0, of: object, in: file, isMusl: isMusl)
        }
        found.withLock { found in
            if isMusl {
                found.wantedByMusl = .some(symbols)
            } else {
                found.wantedByGlibc = .some(symbols)
            }
        }
        return symbols
    }
}

/// The names in a program as the first ones of a loader's pool.
final class ProgramNames: Sendable {
    let pool: NamePool
    let tables: LoadedTables
    /// Its loader and the libraries that it needs, where nothing else decides what is loaded.
    let key: ByteString?

    fileprivate init(_ object: ELF.Object, in file: FileBytes) {
        var pool = NamePool()
        var tables = LoadedTables(object, in: file, &pool)
        tables.opened = OpenedLibraries(object, in: file)
        (self.pool, self.tables) = (pool, tables)
        key = Self.key(object, tables, pool)
    }

    /// How many libraries such a program needs.
    private static let mostNeeded = 64

    private static func key(
        _ object: ELF.Object, _ tables: LoadedTables, _ pool: NamePool
    ) -> ByteString? {
        guard let loader = object.interpreter.value, let dynamic = object.dynamic.value,
            !dynamic.flags1.contains(.noDefaultLibraries), tables.rpath.isEmpty,
            !tables.hasRunPath, tables.filters.isEmpty, tables.opened.features.isEmpty,
            !tables.hasPackedRelocations, tables.error == nil, tables.needed.count <= mostNeeded
        else { return nil }
        var bytes = loader.utf8
        for name in tables.needed {
            let name = pool.utf8(name)
            // Paths and tokens are looked at one by one.
            guard !name.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "$") })
            else { return nil }
            bytes.append(0)
            bytes += name
        }
        return ByteString(bytes.span)
    }
}
