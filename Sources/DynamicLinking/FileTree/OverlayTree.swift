public import ObjectFile

/// A tree with one file put on top of it, as if a program had been copied there.
public struct OverlayTree: FileTree {
    private let base: any FileTree
    private let path: ByteString
    private let file: TreeFile
    /// The path without links, and the last name in it.
    private let real: ByteString
    private let name: [UInt8]
    /// How many names of the path are there already: the other directories are made for it.
    private let known: Int

    /// Puts a file at a path of another tree.
    public init(_ base: any FileTree, with file: TreeFile, at path: ByteString) {
        self.base = base
        self.file = file
        self.path = path
        name = Self.split(path.utf8).name
        let real = Self.realPath(path, in: base)
        self.real = real ?? path
        known = real == nil ? Self.knownDirectories(of: path.utf8, in: base) : .max
    }

    private static func knownDirectories(of path: [UInt8], in base: any FileTree) -> Int {
        var names = path.split(separator: UInt8(ascii: "/")).dropLast()
        while !names.isEmpty {
            let slashed = names.reduce(into: [UInt8]()) { $0 += [UInt8(ascii: "/")] + $1 }
            do throws(FileTreeError) {
                _ = try base.realPath(ByteString(slashed.span))
                return names.count
            } catch { _ = names.popLast() }
        }
        return 0
    }

    /// The path without the directories that were made and are left again: they have no links.
    private func rewritten(_ path: ByteString) -> ByteString {
        guard known < .max, Self.hasDots(path) else { return path }
        let made = self.path.utf8.split(separator: UInt8(ascii: "/")).dropLast()
        var names: [ArraySlice<UInt8>] = []
        for name in path.utf8.split(separator: UInt8(ascii: "/")) {
            let isMade = names.count > known && names.elementsEqual(made.prefix(names.count))
            if isMade, name.elementsEqual(".".utf8) { continue }
            if isMade, name.elementsEqual("..".utf8) {
                names.removeLast()
            } else {
                names.append(name)
            }
        }
        let slashed = names.reduce(into: [UInt8]()) { $0 += [UInt8(ascii: "/")] + $1 }
        return ByteString(slashed.span)
    }

    /// Whether a path has dots, and may have a shorter way of being written.
    private static func hasDots(_ path: ByteString) -> Bool {
        let bytes = path.utf8
        let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
        guard bytes.contains(dot) else { return false }
        return bytes.last == slash || bytes.first == dot
            || bytes.indices.dropLast().contains {
                bytes[$0] == slash && (bytes[$0 + 1] == dot || bytes[$0 + 1] == slash)
            }
    }

    private static func split(_ path: [UInt8]) -> (directory: [UInt8], name: [UInt8]) {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return ([], path) }
        return (Array(path[...slash]), Array(path[(slash + 1)...]))
    }

    /// The path without links of something in a directory; nil where that is not there.
    private static func realPath(_ path: ByteString, in base: any FileTree) -> ByteString? {
        let (directory, name) = split(path.utf8)
        do throws(FileTreeError) {
            let real = try base.realPath(
                directory.isEmpty ? "/" : ByteString(directory.span)
            ).utf8
            let slash = real.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
            return ByteString((real + slash + name).span)
        } catch {
            return nil
        }
    }

    /// Whether a path leads to the file; links of its own name are not followed to it.
    private func isFile(_ other: ByteString) -> Bool {
        if other == path { return true }
        let bytes = other.utf8
        // Only what has the same name is worth a look at the directory.
        guard bytes.count > name.count, bytes.suffix(name.count).elementsEqual(name),
            bytes[bytes.count - name.count - 1] == UInt8(ascii: "/")
        else { return false }
        return Self.realPath(other, in: base) == real
    }

    /// Opens the file, or one of those below it.
    public func open(_ path: ByteString) throws(FileTreeError) -> TreeFile {
        let path = rewritten(path)
        return isFile(path) ? file : try base.open(path)
    }

    /// The path without links.
    public func realPath(_ path: ByteString) throws(FileTreeError) -> ByteString {
        let path = rewritten(path)
        return isFile(path) ? real : try base.realPath(path)
    }

    /// The names in a directory of the tree below.
    public func names(in directory: ByteString) throws(FileTreeError) -> [ByteString] {
        try base.names(in: directory)
    }
}
