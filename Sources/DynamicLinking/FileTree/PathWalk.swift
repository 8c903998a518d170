public import ObjectFile

/// What a tree that keeps its own index has under one name.
public enum TreeEntry: Sendable {
    /// A directory.
    case directory
    /// A link and where it leads.
    case link(ByteString)
    /// A file of any other kind.
    case file
}

/// Follows a path from name to name as the kernel does, for trees that keep their own index.
///
/// Spec: Linux, path_resolution(7); at most forty links are followed.
public struct PathWalk {
    /// How many links one path may lead through (`MAXSYMLINKS`).
    public static let mostLinks = 40
    /// How many bytes a path may have (`PATH_MAX`, with a zero at the end).
    public static let mostBytes = 4095
    /// How many bytes a name may have (`NAME_MAX`).
    public static let mostNameBytes = 255

    /// The names still to be followed, the next one last.
    private var pending: [ArraySlice<UInt8>] = []
    /// The path so far, without links: `/` and a name, again and again.
    private var real: [UInt8] = []
    private var links = 0
    private var needsDirectory = false

    /// Finds the path without links that `path` leads to, and what is there.
    ///
    /// `entry` is asked for a path without links, such as `/usr/lib`; nil means that nothing is
    /// there.
    ///
    /// - Throws: `notFound`, `notDirectory`, `tooManyLinks` or `nameTooLong`.
    public static func resolve(
        _ path: ByteString, _ entry: (ByteString) -> TreeEntry?
    ) throws(FileTreeError) -> (path: ByteString, entry: TreeEntry) {
        guard !path.isEmpty else { throw .notFound }
        var walk = PathWalk()
        try walk.push(path.utf8)
        var last = TreeEntry.directory
        while let name = walk.pending.popLast() {
            guard case .directory = last else { throw .notDirectory }
            last = try walk.step(name, entry)
        }
        if walk.needsDirectory, case .file = last { throw .notDirectory }
        return (walk.text, last)
    }

    private var text: ByteString { real.isEmpty ? "/" : ByteString(real.span) }

    /// Puts the names of a path in front of what is pending.
    private mutating func push(_ path: [UInt8]) throws(FileTreeError) {
        guard path.count <= Self.mostBytes else { throw .nameTooLong }
        if pending.isEmpty, path.last == UInt8(ascii: "/") { needsDirectory = true }
        pending += path.split(separator: UInt8(ascii: "/")).reversed()
    }

    private mutating func step(
        _ name: ArraySlice<UInt8>, _ entry: (ByteString) -> TreeEntry?
    ) throws(FileTreeError) -> TreeEntry {
        guard name.count <= Self.mostNameBytes else { throw .nameTooLong }
        if name.elementsEqual(".".utf8) { return .directory }
        if name.elementsEqual("..".utf8) {
            removeLast()
            return .directory
        }
        real.append(UInt8(ascii: "/"))
        real += name
        guard let found = entry(text) else { throw .notFound }
        guard case .link(let target) = found else { return found }
        links += 1
        guard links <= Self.mostLinks else { throw .tooManyLinks }
        guard !target.isEmpty else { throw .notFound }
        let bytes = target.utf8
        if bytes.first == UInt8(ascii: "/") { real = [] } else { removeLast() }
        try push(bytes)
        return .directory
    }

    private mutating func removeLast() {
        while let byte = real.popLast(), byte != UInt8(ascii: "/") {}
    }
}
