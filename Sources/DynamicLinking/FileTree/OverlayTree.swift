public import ObjectFile

/// A tree with one file put on top of it, as if a program had been copied there.
public struct OverlayTree: FileTree {
    private let base: any FileTree
    private let path: ByteString
    private let file: TreeFile

    /// Puts a file at a path of another tree.
    public init(_ base: any FileTree, with file: TreeFile, at path: ByteString) {
        self.base = base
        self.file = file
        self.path = path
    }

    /// Opens the file, or one of those below it.
    public func open(_ path: ByteString) throws(FileTreeError) -> TreeFile {
        path == self.path ? file : try base.open(path)
    }

    /// The path without links.
    public func realPath(_ path: ByteString) throws(FileTreeError) -> ByteString {
        path == self.path ? path : try base.realPath(path)
    }

    /// The names in a directory of the tree below.
    public func names(in directory: ByteString) throws(FileTreeError) -> [ByteString] {
        try base.names(in: directory)
    }
}
