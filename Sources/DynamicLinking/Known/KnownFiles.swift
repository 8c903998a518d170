internal import ObjectFile
internal import Synchronization

/// What was read of the files of a system that is known by table: once for all programs.
///
/// They are few and never change; none of this is used for real files, or for the program.
final class KnownFiles: Sendable {
    private struct Read: Sendable {
        var object: ELF.Object?
        var loader: LoaderFile?
        var library: OpenedObject?
        var exports: KnownExports?
    }

    /// By the numbers that the tree gives its files.
    private let files = Mutex<[UInt64: Read]>([:])
    /// Where the loaders of C libraries are there, by the paths at which they usually are.
    private let loaders = Mutex<[ByteString: Bool]>([:])
    private let newest = Mutex<[ByteString: GlibcVersion?]>([:])
    /// What came of looking for a name, where nothing but the system's directories counts.
    private let searches = Mutex(Searches())

    private struct Searches: Sendable {
        var directories: [[UInt8]] = []
        var glibc: [ByteString: LibrarySearch] = [:]
        var musl: [ByteString: MuslSearch] = [:]
        var loads: [ByteString: KnownLoad] = [:]
    }

    /// How many names are kept: programs may ask for any.
    private static let mostNames = 4096
    /// How many lists of libraries.
    private static let mostLoads = 256

    /// The structures of a file.
    ///
    /// - Throws: what reading it does.
    func object(of file: TreeFile) throws(ParseError) -> ELF.Object {
        guard file.identity.isMadeUp else { return try ELF.Object(file.bytes) }
        let number = file.identity.number
        if let known = files.withLock({ $0[number]?.object }) { return known }
        let object = try ELF.Object(file.bytes)
        files.withLock { $0[number, default: Read()].object = object }
        return object
    }

    /// What a loader tells of itself.
    func loader(
        _ object: ELF.Object, in file: FileBytes, _ identity: TreeFile.Identity
    ) -> LoaderFile {
        guard identity.isMadeUp else { return LoaderFile(object, in: file) }
        if let known = files.withLock({ $0[identity.number]?.loader }) { return known }
        var read = LoaderFile(object, in: file)
        // So that it is read now and not by each program.
        _ = read.details
        files.withLock { [read] in $0[identity.number, default: Read()].loader = read }
        return read
    }

    /// Whether a C library's loader is there and what it is called; `look` is asked once.
    func hasLoader(at path: ByteString, _ look: () -> Bool) -> Bool {
        if let known = loaders.withLock({ $0[path] }) { return known }
        let found = look()
        loaders.withLock { $0[path] = found }
        return found
    }

    /// The newest version of glibc's own that a library defines; `look` is asked once.
    func newestGlibc(at path: ByteString, _ look: () -> GlibcVersion?) -> GlibcVersion? {
        if let known = newest.withLock({ $0[path] }) { return known }
        let found = look()
        newest.withLock { $0[path] = .some(found) }
        return found
    }

    /// What came of glibc's search for a name in some directories.
    func search(_ name: ByteString, in directories: [[UInt8]]) -> LibrarySearch? {
        searches.withLock { $0.directories == directories ? $0.glibc[name] : nil }
    }

    /// Keeps what came of it.
    func keep(_ search: LibrarySearch, _ name: ByteString, in directories: [[UInt8]]) {
        searches.withLock { searches in
            if searches.glibc.isEmpty { searches.directories = directories }
            guard searches.directories == directories, searches.glibc.count < Self.mostNames
            else { return }
            searches.glibc[name] = search
        }
    }

    /// What was loaded for another program.
    func load(_ key: ByteString) -> KnownLoad? { searches.withLock { $0.loads[key] } }

    /// Keeps what was loaded for a program.
    func keep(_ load: KnownLoad, _ key: ByteString) {
        searches.withLock { searches in
            guard searches.loads[key] == nil, searches.loads.count < Self.mostLoads else { return }
            searches.loads[key] = load
        }
    }

    /// What came of musl's search for a name.
    func muslSearch(_ name: ByteString) -> MuslSearch? { searches.withLock { $0.musl[name] } }

    /// Keeps what came of it.
    func keep(_ search: MuslSearch, _ name: ByteString) {
        searches.withLock { searches in
            guard searches.musl.count < Self.mostNames else { return }
            searches.musl[name] = search
        }
    }

    /// What glibc's loader reads of a library; nil for real files, and where more has to be read.
    func library(_ file: TreeFile) -> OpenedObject? {
        guard file.identity.isMadeUp else { return nil }
        let number = file.identity.number
        if let known = files.withLock({ $0[number]?.library }) { return known }
        do throws(ParseError) {
            let object = try object(of: file)
            guard let known = KnownTables(object, in: file.bytes) else { return nil }
            let library = OpenedObject(file, .object(object), known: known)
            files.withLock { $0[number, default: Read()].library = library }
            return library
        } catch {
            return nil
        }
    }

    /// The names that a file defines; nil for real files, and where versions count.
    func exports(
        of object: ELF.Object, in file: FileBytes, _ identity: TreeFile.Identity?
    ) -> KnownExports? {
        guard let identity, identity.isMadeUp else { return nil }
        if let known = files.withLock({ $0[identity.number]?.exports }) { return known }
        guard let exports = KnownExports(object, in: file) else { return nil }
        files.withLock { $0[identity.number, default: Read()].exports = exports }
        return exports
    }
}

/// A library that was made up, as glibc's loader sees it.
final class KnownTables: Sendable {
    let needed: [ByteString]
    let soname: ByteString?
    let versions: KnownVersions?

    /// Nil where it has what libraries that are made up do not have.
    fileprivate init?(_ object: ELF.Object, in file: FileBytes) {
        guard object.segments.error == nil, let dynamic = object.dynamic.value,
            dynamic.rpath.isEmpty, dynamic.runpath.isEmpty,
            dynamic.lastValue(of: .versionNeeds) == nil,
            dynamic.lastValue(of: .relativeRelocations) == nil
        else { return nil }
        do throws(ParseError) {
            versions =
                dynamic.lastValue(of: .versionDefinitions) == nil
                ? nil : KnownVersions(try object.definedVersionNames(in: file))
        } catch {
            return nil
        }
        needed = dynamic.needed
        soname = dynamic.soname
    }
}

/// The versions that such a library defines.
final class KnownVersions: Sendable {
    private let hashes: [UInt32]
    private let names: [ByteString]

    fileprivate init(_ versions: [ELF.VersionName]) {
        hashes = versions.map(\.hash)
        names = versions.map(\.name)
    }

    var count: Int { hashes.count }

    /// Whether a version is among them, by its name and the hash beside it.
    func contains(_ name: Span<UInt8>, _ hash: UInt32) -> Bool {
        for index in hashes.indices where hashes[index] == hash {
            if names[index].hasBytes(name) { return true }
        }
        return false
    }
}

/// The names that a library defines which was made up: none has a version.
final class KnownExports: Sendable {
    private let names: [ByteString]
    private let table: PlaceTable
    /// Whether it is a C library to musl: it has both of these.
    let isLibc: Bool

    /// Nil where versions count, or the table cannot be read.
    fileprivate init?(_ object: ELF.Object, in file: FileBytes) {
        var names: [ByteString] = []
        var table = PlaceTable()
        do throws(ParseError) {
            if let symbols = try object.dynamicSymbolTable(in: file) {
                guard symbols.versions == nil else { return nil }
                var cursor = ELF.SymbolCursor(
                    symbols, in: file, object.header.layout, object.limits)
                while let symbol = try cursor.symbol() {
                    if symbol.index == 0 { continue }
                    guard !symbol.isUndefined, symbol.binding == .global, symbol.value != 0 else {
                        return nil
                    }
                    let name = try cursor.name(of: symbol)
                    table.add(WantedSymbols.hash(name), names.count)
                    names.append(ByteString(name))
                }
            }
        } catch {
            return nil
        }
        self.names = names
        self.table = table
        isLibc = ["__libc_start_main", "stdin"].allSatisfy { text in
            let name = text.utf8.span
            return table.place(WantedSymbols.hash(name)) { names[$0].hasBytes(name) } != nil
        }
    }

    /// Whether it defines nothing.
    var isEmpty: Bool { names.isEmpty }

    /// Whether a name is among them, by its bytes and their hash.
    func contains(_ name: ByteString, _ hash: Int) -> Bool {
        table.place(hash) { names[$0] == name } != nil
    }
}
