public import ObjectFile

/// A place where a loader looks for files: the running system, a root folder, a container image,
/// or memory.
///
/// Paths are those that a program inside would use. Links are followed as the kernel follows them
/// for it: absolute ones and `..` start at the root and never lead out. Relative paths start at
/// the root, too, unless the tree says otherwise.
public protocol FileTree: Sendable {
    /// Opens what a path leads to, links followed.
    ///
    /// - Throws: the error that the kernel would give to a program inside; `notRegular` for
    ///   devices, pipes and sockets, which are never opened.
    func open(_ path: ByteString) throws(FileTreeError) -> TreeFile

    /// The path without links that `path` leads to.
    ///
    /// - Throws: as `open` does.
    func realPath(_ path: ByteString) throws(FileTreeError) -> ByteString

    /// The names in a directory in the order of their bytes, without `.` and `..`.
    ///
    /// - Throws: as `open` does.
    func names(in directory: ByteString) throws(FileTreeError) -> [ByteString]
}

/// A regular file of a tree.
public struct TreeFile: Sendable {
    /// What tells that two paths lead to one file: `st_dev` and `st_ino`.
    public struct Identity: Hashable, Sendable {
        /// The number of the file system.
        public let device: UInt64
        /// The number of the file in it.
        public let number: UInt64

        /// Takes both numbers.
        public init(device: UInt64, number: UInt64) {
            self.device = device
            self.number = number
        }
    }

    /// Its bytes.
    public let bytes: FileBytes
    /// What tells it from other files.
    public let identity: Identity
    /// `st_mode` without the kind of file: who may read, write and execute it.
    public let permissions: UInt16

    /// Puts a file together.
    public init(_ bytes: FileBytes, _ identity: Identity, permissions: UInt16) {
        self.bytes = bytes
        self.identity = identity
        self.permissions = permissions
    }

    /// Whether anybody may execute it.
    public var isExecutable: Bool { permissions & 0o111 != 0 }

    /// Whether it runs with the rights of its owner.
    var isSetUserID: Bool { permissions & 0o4000 != 0 }
}

/// Why a path of a tree leads to no file that can be read.
public enum FileTreeError: Error, Hashable, Sendable {
    /// `ENOENT`: nothing has this name, or a link leads nowhere.
    case notFound
    /// `ENOTDIR`: what stands in front of a slash is no directory.
    case notDirectory
    /// `EISDIR`: it is a directory.
    case isDirectory
    /// `EACCES`: the permissions forbid it.
    case permissionDenied
    /// `ELOOP`: links lead to links, more than forty.
    case tooManyLinks
    /// `ENAMETOOLONG`: the path has more than 4,095 bytes, or a name more than 255.
    case nameTooLong
    /// It is a device, a pipe or a socket.
    case notRegular
    /// It is there, and reading it failed.
    case unreadable(ParseError)

    /// The system's words for the error, as loaders print them.
    public var text: String {
        switch self {
        case .notFound: "No such file or directory"
        case .notDirectory: "Not a directory"
        case .isDirectory: "Is a directory"
        case .permissionDenied: "Permission denied"
        case .tooManyLinks: "Too many levels of symbolic links"
        case .nameTooLong: "File name too long"
        case .notRegular: "Is a device, a pipe or a socket"
        case .unreadable(let error): error.message
        }
    }
}
