internal import ObjectFile

/// A file that a loader has mapped: `struct link_map` of glibc, `struct dso` of musl.
///
/// A class, as loaders hold it: it is looked at far more often than it is made.
final class LoadedObject {
    /// Its place in the graph.
    let node: Int
    let object: ELF.Object
    let file: FileBytes
    let identity: TreeFile.Identity?
    /// The path as the loader knows it.
    let path: ByteString
    /// The directory that `$ORIGIN` stands for, nil where it is not known.
    let origin: [UInt8]?
    /// Who asked for it first, as a place among the objects loaded.
    let requester: Int?
    /// The names under which it was asked for (`l_libname`; musl's `shortname` is the last).
    var names: [ByteString]
    /// The directories of `DT_RPATH`, once they were asked for.
    var rpath: [[UInt8]]?
    /// The directories of `DT_RUNPATH`, once they were asked for.
    var runpath: [[UInt8]]?
    /// The versions that it defines, once they were asked for; nil inside where it has no table.
    var versions: ELF.DefinedVersionTable??
    /// The names of its needed libraries, as offsets in its strings, with what they led to.
    var providers: [(offset: UInt64, place: Int)] = []
    /// Whether its turn to have its libraries loaded has come, or will.
    var isListed = false

    init(
        node: Int, object: ELF.Object, file: FileBytes, identity: TreeFile.Identity?,
        path: ByteString, origin: [UInt8]?, requester: Int?, names: [ByteString]
    ) {
        self.node = node
        self.object = object
        self.file = file
        self.identity = identity
        self.path = path
        self.origin = origin
        self.requester = requester
        self.names = names
    }

    var dynamic: ELF.DynamicSection? { object.dynamic.value }

    /// Whether it is searched for a name that it was not asked for under.
    func has(soname: ByteString) -> Bool { dynamic?.soname == soname }
}

/// What came of an attempt to open a file as a library.
enum OpenedLibrary {
    /// It can be mapped.
    case usable(TreeFile, ELF.Object)
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
