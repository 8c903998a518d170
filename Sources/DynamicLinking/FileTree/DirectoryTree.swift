internal import CSystemCalls
public import ObjectFile

/// The files of the running system, or of a folder as a program sees them that has it as its root.
///
/// Inside a folder neither a link nor `..` leads out of it, whatever changes meanwhile:
/// openat2(2) with `RESOLVE_IN_ROOT`, or name by name where the system has no such call.
public struct DirectoryTree: FileTree {
    private final class Root: Sendable {
        let descriptor: Int32
        init(_ descriptor: Int32) { self.descriptor = descriptor }
        deinit { if descriptor >= 0 { goelf_close(descriptor) } }
    }

    private let root: Root
    /// Whether every name is followed here, though the kernel could do it: for tests.
    private let walks: Bool

    /// The running system; relative paths start at the working directory.
    public init() {
        root = Root(-1)
        walks = false
    }

    /// A folder as the root.
    ///
    /// - Throws: `open` where there is no such folder.
    public init(root path: String) throws(ParseError) { try self.init(root: ByteString(path)) }

    /// The same of a path that may be no UTF-8.
    public init(root path: ByteString) throws(ParseError) {
        try self.init(root: path, walks: false)
    }

    init(root path: ByteString, walks: Bool) throws(ParseError) {
        let descriptor = goelf_open_root((path.utf8 + [0]).span)
        guard descriptor >= 0 else {
            throw ParseError(
                .open, "cannot be opened: " + FileTreeError(-descriptor).text, at: .start,
                in: "root folder")
        }
        root = Root(descriptor)
        self.walks = walks
    }

    private func find(_ path: ByteString) throws(FileTreeError) -> goelf_found {
        let found: goelf_found
        if let bytes = path.bytes {
            found = find(bytes.span)
        } else {
            let text = path.text
            found = find(text.utf8.span)
        }
        guard found.error == 0 else { throw FileTreeError(found.error) }
        return found
    }

    private func find(_ path: Span<UInt8>) -> goelf_found {
        walks
            ? goelf_walk_inside(root.descriptor, path) : goelf_open_inside(root.descriptor, path)
    }

    /// Opens a file.
    public func open(_ path: ByteString) throws(FileTreeError) -> TreeFile {
        let found = try find(path)
        guard found.kind != goelf_stream else { throw .notRegular }
        guard found.kind == goelf_regular else {
            goelf_close(found.descriptor)
            throw .isDirectory
        }
        do throws(ParseError) {
            let bytes = try FileBytes(descriptor: found.descriptor, size: found.size)
            let identity = TreeFile.Identity(device: found.device, number: found.number)
            return TreeFile(bytes, identity, permissions: found.permissions)
        } catch {
            throw .unreadable(error)
        }
    }

    /// The path without links.
    public func realPath(_ path: ByteString) throws(FileTreeError) -> ByteString {
        var buffer = path.utf8
        if root.descriptor < 0, buffer.first != UInt8(ascii: "/") {
            buffer = Self.workingDirectory + [UInt8(ascii: "/")] + buffer
        }
        guard buffer.count <= PathWalk.mostBytes, !buffer.contains(0) else { throw .nameTooLong }
        // Room for the answer, behind the zero that ends the question.
        buffer += [UInt8](repeating: 0, count: PathWalk.mostBytes + 1 - buffer.count)
        var target = buffer.mutableSpan
        let count =
            root.descriptor < 0
            ? Self.realPathOfSystem(&target) : goelf_real_path(root.descriptor, &target)
        guard count >= 0 else { throw FileTreeError(Int32(clamping: -count)) }
        return ByteString(buffer.span.extracting(first: count))
    }

    private static func realPathOfSystem(_ target: inout MutableSpan<UInt8>) -> Int {
        let descriptor = goelf_open_root([UInt8(ascii: "/"), 0].span)
        guard descriptor >= 0 else { return Int(descriptor) }
        defer { goelf_close(descriptor) }
        return goelf_real_path(descriptor, &target)
    }

    private static var workingDirectory: [UInt8] {
        var buffer = [UInt8](repeating: 0, count: PathWalk.mostBytes + 1)
        var target = buffer.mutableSpan
        let count = goelf_working_directory(&target)
        return count > 0 ? Array(buffer[..<count]) : []
    }

    /// The names in a directory.
    public func names(in directory: ByteString) throws(FileTreeError) -> [ByteString] {
        let found = try find(directory)
        guard found.kind == goelf_directory else {
            if found.descriptor >= 0 { goelf_close(found.descriptor) }
            throw .notDirectory
        }
        defer { goelf_close(found.descriptor) }
        var names: [[UInt8]] = []
        var buffer = [UInt8](repeating: 0, count: 32768)
        while true {
            var target = buffer.mutableSpan
            let count = goelf_list(found.descriptor, &target)
            guard count >= 0 else { throw FileTreeError(Int32(clamping: -count)) }
            guard count > 0 else { break }
            var rest = buffer[..<count]
            while rest.popFirst() != nil, let end = rest.firstIndex(of: 0) {
                names.append(Array(rest[..<end]))
                rest = rest[(end + 1)...]
            }
        }
        names.sort { $0.lexicographicallyPrecedes($1) }
        return names.map { ByteString($0.span) }
    }
}

extension FileTreeError {
    /// The error of an errno.
    init(_ number: Int32) {
        switch number {
        case ENOENT: self = .notFound
        case ENOTDIR: self = .notDirectory
        case EISDIR: self = .isDirectory
        case EACCES, EPERM: self = .permissionDenied
        case ELOOP: self = .tooManyLinks
        case ENAMETOOLONG: self = .nameTooLong
        case ENXIO: self = .notRegular
        default: self = .unreadable(ParseError(.read, Self.words(number), at: .start, in: "file"))
        }
    }

    private static func words(_ number: Int32) -> String {
        var text = [UInt8](repeating: 0, count: 128)
        var target = text.mutableSpan
        let count = goelf_error_text(number, &target)
        return String(decoding: text[..<min(count, text.count)], as: UTF8.self)
    }
}
