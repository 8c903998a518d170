public import ObjectFile

/// A tree that is put together in memory, for tests and for programs that have no files.
///
/// Directories are there as soon as something is in them.
public struct MemoryTree: FileTree {
    private enum Node: Sendable {
        case directory
        case link(ByteString)
        case file(TreeFile)
        case special
        case refused
    }

    private var nodes: [ByteString: Node] = ["/": .directory]
    private var count: UInt64 = 0

    /// Makes a tree with nothing in it.
    public init() {}

    /// Puts a file at a path, with the directories that lead there.
    public mutating func add(
        _ path: String, _ bytes: [UInt8], permissions: UInt16 = 0o755
    ) {
        count += 1
        let identity = TreeFile.Identity(device: 0, number: count)
        set(path, .file(TreeFile(FileBytes(bytes), identity, permissions: permissions)))
    }

    /// Puts a second name of a file at a path; nothing where the file is not there.
    public mutating func addName(_ path: String, of other: String) {
        if let node = nodes[ByteString(other)] { set(path, node) }
    }

    /// Puts a link at a path.
    public mutating func addLink(_ path: String, to target: String) {
        set(path, .link(ByteString(target)))
    }

    /// Puts a directory at a path.
    public mutating func addDirectory(_ path: String) { set(path, .directory) }

    /// Puts something at a path that is no file to be read, such as a pipe.
    public mutating func addSpecial(_ path: String) { set(path, .special) }

    /// Puts a file at a path that nobody may read.
    public mutating func addUnreadable(_ path: String) { set(path, .refused) }

    /// Takes away what is at a path; what is below it stays where it is.
    mutating func remove(_ path: String) { nodes[ByteString(path)] = nil }

    private mutating func set(_ path: String, _ node: Node) {
        nodes[ByteString(path)] = node
        var bytes = Array(path.utf8)
        while let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash > 0 {
            bytes.removeSubrange(slash...)
            let directory = ByteString(bytes.span)
            if nodes[directory] == nil { nodes[directory] = .directory }
        }
    }

    private func entry(_ path: ByteString) -> TreeEntry? {
        switch nodes[path] {
        case nil: nil
        case .directory?: .directory
        case .link(let target)?: .link(target)
        case .file?, .special?, .refused?: .file
        }
    }

    /// Opens a file.
    public func open(_ path: ByteString) throws(FileTreeError) -> TreeFile {
        let (real, _) = try PathWalk.resolve(path, entry)
        switch nodes[real] {
        case .file(let file)?: return file
        case .special?: throw .notRegular
        case .refused?: throw .permissionDenied
        default: throw .isDirectory
        }
    }

    /// The path without links.
    public func realPath(_ path: ByteString) throws(FileTreeError) -> ByteString {
        try PathWalk.resolve(path, entry).path
    }

    /// The names in a directory.
    public func names(in directory: ByteString) throws(FileTreeError) -> [ByteString] {
        let (real, found) = try PathWalk.resolve(directory, entry)
        guard case .directory = found else { throw .notDirectory }
        let prefix = real == "/" ? [UInt8(ascii: "/")] : real.utf8 + [UInt8(ascii: "/")]
        var names: [[UInt8]] = []
        for path in nodes.keys {
            let bytes = path.utf8
            guard bytes.starts(with: prefix), bytes.count > prefix.count else { continue }
            let name = bytes[prefix.count...]
            if !name.contains(UInt8(ascii: "/")) { names.append(Array(name)) }
        }
        names.sort { $0.lexicographicallyPrecedes($1) }
        return names.map { ByteString($0.span) }
    }
}
