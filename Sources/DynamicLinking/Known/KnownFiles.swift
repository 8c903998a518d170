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
