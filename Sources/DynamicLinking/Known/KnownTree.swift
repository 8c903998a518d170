internal import ObjectFile
internal import Synchronization

/// The files of a system that is known by table: each is made when it is first opened, and kept.
final class KnownTree: FileTree {
    /// What there is to be known of a file, and with it what stands at a path.
    enum Entry: Sendable {
        /// A directory.
        case directory
        /// A link and where it leads.
        case link(ByteString)
        /// A library that is written when it is opened.
        case library(@Sendable () -> LibraryOutline, Knowledge)
    }

    /// How much is known of a library.
    enum Knowledge: UInt64, Sendable {
        /// All that it defines.
        case whole
        /// Its versions, and that it is one of glibc's own.
        case glibc
        /// Its versions, and not which symbols they are of.
        case versions
        /// Its name alone.
        case name
    }

    /// What was made so far.
    private struct Made: Sendable {
        /// What stands at which path; nil until it is first asked for.
        var entries: [ByteString: Entry]?
        /// The last names of all paths.
        var names: Set<[UInt8]>?
        var files: [ByteString: TreeFile] = [:]
        /// What opening a path came to, and where it leads without links: most are asked for by
        /// every program.
        var opened: [ByteString: Result<TreeFile, FileTreeError>] = [:]
        var realPaths: [ByteString: Result<ByteString, FileTreeError>] = [:]
    }

    /// How many paths are kept: programs may ask for any.
    private static let mostPaths = 4096

    private let made = Mutex(Made())
    private let list: @Sendable () -> KnownEntries

    /// Makes a tree whose paths are listed when they are first asked for.
    init(_ list: @escaping @Sendable () -> KnownEntries) { self.list = list }

    private var entries: [ByteString: Entry] {
        made.withLock { made in
            if let entries = made.entries { return entries }
            let entries = list().entries
            made.entries = entries
            return entries
        }
    }

    /// Whether nothing has a name, whatever the directory.
    func lacks(_ name: [UInt8]) -> Bool {
        let entries = entries
        return made.withLock { made in
            if let names = made.names { return !names.contains(name) }
            let names = Set(
                entries.keys.map { path in
                    Array(path.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.reversed())
                })
            made.names = names
            return !names.contains(name)
        }
    }

    /// Opens a library.
    func open(_ path: ByteString) throws(FileTreeError) -> TreeFile {
        if let known = made.withLock({ $0.opened[path] }) { return try known.get() }
        let result = Result { () throws(FileTreeError) in try find(path) }
        made.withLock { made in
            if made.opened.count < Self.mostPaths { made.opened[path] = result }
        }
        return try result.get()
    }

    private func find(_ path: ByteString) throws(FileTreeError) -> TreeFile {
        let entries = entries
        let real = try place(of: path, entries)
        guard case .library(let outline, let knowledge)? = entries[real] else {
            throw .isDirectory
        }
        return made.withLock { made in
            if let file = made.files[real] { return file }
            let identity = TreeFile.Identity(number: made.files.count, knowledge)
            let file = TreeFile(FileBytes(outline().bytes), identity, permissions: 0o755)
            made.files[real] = file
            return file
        }
    }

    /// The path without links: most directories are known.
    private func place(
        of path: ByteString, _ entries: [ByteString: Entry]
    ) throws(FileTreeError) -> ByteString {
        let bytes = path.utf8
        let slash = UInt8(ascii: "/")
        if let last = bytes.lastIndex(of: slash), last > 0, last + 1 < bytes.count,
            bytes[last + 1] != UInt8(ascii: "."), bytes[last - 1] != slash,
            bytes.count - last <= PathWalk.mostNameBytes, bytes.count <= PathWalk.mostBytes
        {
            let start = bytes[..<last]
            let directory = try realPath(ByteString(start.span))
            let whole = directory.utf8 + bytes[last...]
            let found = ByteString(whole.span)
            switch entries[found] {
            case nil:
                // What a file stands in front of is none.
                guard case .directory? = entries[directory] else { throw .notDirectory }
                throw .notFound
            case .library?: return found
            case .directory?, .link?: break
            }
        }
        return try PathWalk.resolve(path) { Self.entry(entries[$0]) }.path
    }

    /// The path without links.
    func realPath(_ path: ByteString) throws(FileTreeError) -> ByteString {
        if let known = made.withLock({ $0.realPaths[path] }) { return try known.get() }
        let entries = entries
        let result = Result { () throws(FileTreeError) in
            try PathWalk.resolve(path) { Self.entry(entries[$0]) }.path
        }
        made.withLock { made in
            if made.realPaths.count < Self.mostPaths { made.realPaths[path] = result }
        }
        return try result.get()
    }

    /// The names in a directory.
    func names(in directory: ByteString) throws(FileTreeError) -> [ByteString] {
        let entries = entries
        let (real, found) = try PathWalk.resolve(directory) { Self.entry(entries[$0]) }
        guard case .directory = found else { throw .notDirectory }
        let prefix = real == "/" ? "/" : real.text + "/"
        let names = entries.keys.compactMap { path -> String? in
            guard path.starts(with: prefix), path.length > prefix.utf8.count else { return nil }
            let name = path.text.dropFirst(prefix.count)
            return name.contains("/") ? nil : String(name)
        }
        return names.sorted().map { ByteString($0) }
    }

    private static func entry(_ entry: Entry?) -> TreeEntry? {
        switch entry {
        case nil: nil
        case .directory?: .directory
        case .link(let target)?: .link(target)
        case .library?: .file
        }
    }
}

/// What stands at which path, while that is put together.
struct KnownEntries {
    private(set) var entries: [ByteString: KnownTree.Entry] = ["/": .directory]

    /// Begins with the directory in which programs are put.
    init() { addDirectory("/usr/local/bin") }

    /// Puts a library at a path, with the directories that lead there.
    mutating func add(
        _ path: String, _ knowledge: KnownTree.Knowledge,
        _ outline: @escaping @Sendable () -> LibraryOutline
    ) {
        set(path, .library(outline, knowledge))
    }

    /// Puts a link at a path.
    mutating func addLink(_ path: String, to target: String) {
        set(path, .link(ByteString(target)))
    }

    /// Puts a directory at a path.
    mutating func addDirectory(_ path: String) { set(path, .directory) }

    private mutating func set(_ path: String, _ entry: KnownTree.Entry) {
        entries[ByteString(path)] = entry
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
            rest = rest[..<slash]
            let directory = ByteString(String(rest))
            guard entries[directory] == nil else { return }
            entries[directory] = .directory
        }
    }
}

extension TreeFile.Identity {
    /// A number that no file system has, in front of how much is known.
    private static let known: UInt64 = 0x6b6e_6f77_6e00_0000

    fileprivate init(number: Int, _ knowledge: KnownTree.Knowledge) {
        self.init(device: Self.known | knowledge.rawValue, number: UInt64(number))
    }

    /// Whether it was made up by table.
    var isMadeUp: Bool { device & ~0xff == Self.known }

    /// How much is known of the file: all, unless it was made up by table.
    var knowledge: KnownTree.Knowledge {
        guard device & ~0xff == Self.known else { return .whole }
        return KnownTree.Knowledge(rawValue: device & 0xff) ?? .whole
    }
}
