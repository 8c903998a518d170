internal import ObjectFile

/// A file that a loader has mapped: `struct link_map` of glibc, `struct dso` of musl.
///
/// A class, as loaders hold it: it is looked at far more often than it is made.
final class LoadedObject {
    /// Its place in the graph.
    let node: Int
    /// Its structures; nil where only its head was read.
    let object: ELF.Object?
    /// Its bytes where symbols will be looked up; else it is closed as soon as its tables are read,
    /// so that a program with a thousand libraries takes no more memory than one with ten.
    let file: FileBytes?
    let identity: TreeFile.Identity?
    /// The path as the loader knows it.
    let path: ByteString
    /// The directory that `$ORIGIN` stands for, nil where it is not known.
    lazy var origin = directory(of: path)
    /// The names under which it was asked for (`l_libname`; musl's `shortname` is the last).
    var names: [ByteString] = []
    /// The same as numbers of the loader's pool.
    var numbers: [Int] = []
    /// The directories of `DT_RPATH`, once they were asked for.
    var rpath: [[UInt8]]?
    /// The directories of `DT_RUNPATH`, once they were asked for.
    var runpath: [[UInt8]]?
    /// What is read while its file is open.
    var tables: LoadedTables
    /// Whether its turn to have its libraries loaded has come, or will.
    var isListed = false
    /// Whether its turn has come.
    var isServed = false
    /// Whether it has `DT_RUNPATH`.
    let hasRunPath: Bool
    /// Whether the directories of the system are open to it: not with `DF_1_NODEFLIB`.
    let usesStandard: Bool
    /// Of those that led to it, the next one that has directories for others, as a place among the
    /// objects loaded.
    var heir: Int?

    init(
        node: Int, object: ELF.Object, file: FileBytes?, identity: TreeFile.Identity?,
        path: ByteString, requester: Int?, _ tables: LoadedTables = LoadedTables()
    ) {
        self.tables = tables
        self.node = node
        self.object = object
        self.file = file
        self.identity = identity
        self.path = path
        let dynamic = object.dynamic.value
        hasRunPath = dynamic?.lastValue(of: .runpath) != nil
        usesStandard = !(dynamic?.flags1 ?? []).contains(.noDefaultLibraries)
        heir = requester
    }

    /// An ordinary library, of which no more is read.
    init(
        node: Int, head: ELF.LibraryHead, identity: TreeFile.Identity, path: ByteString,
        requester: Int, _ tables: LoadedTables
    ) {
        self.tables = tables
        self.node = node
        object = nil
        file = nil
        self.identity = identity
        self.path = path
        hasRunPath = tables.hasRunPath
        usesStandard = !head.flags1.contains(.noDefaultLibraries)
        heir = requester
    }

    var dynamic: ELF.DynamicSection? { object?.dynamic.value }
}

/// A library that can be mapped, and what was read of it; one word, as it is handed on.
final class OpenedObject: Sendable {
    enum Contents: Sendable {
        /// All that loaders need of an ordinary one.
        case head(ELF.LibraryHead)
        /// Its structures, whatever is odd about them.
        case object(ELF.Object)
    }

    let file: TreeFile
    let contents: Contents
    /// What was read of it, where it was made up by table.
    let known: KnownTables?

    init(_ file: TreeFile, _ contents: Contents, known: KnownTables? = nil) {
        self.file = file
        self.contents = contents
        self.known = known
    }

    /// Whether it is for the same processor and word size as a program.
    func suits(_ header: ELF.Header) -> Bool {
        guard case .object(let object) = contents else { return false }
        return object.header.layout == header.layout && object.header.machine == header.machine
    }
}

/// What came of an attempt to open a file as a library.
enum OpenedLibrary: Sendable {
    /// It can be mapped.
    case usable(OpenedObject)
    /// It is for another processor or word size, and passed over.
    case otherKind(isOtherClass: Bool)
    /// There is none, or none that may be read.
    case missing(FileTreeError)
    /// It is there, and loading ends with these words.
    case damaged(String)
}

/// The path of a file of a directory: nothing in front of it where the directory has no name.
func joined(_ directory: [UInt8], _ name: [UInt8]) -> ByteString {
    let path = directory + name
    return ByteString(path.span)
}

/// The directory of a path as glibc cuts it off, without the slash; nil where it has none.
func directory(of path: ByteString) -> [UInt8]? {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return slash == 0 ? [UInt8(ascii: "/")] : Array(bytes[..<slash])
}
