internal import ObjectFile

/// A file that a loader has mapped: `struct link_map` of glibc, `struct dso` of musl.
///
/// A class, as loaders hold it: it is looked at far more often than it is made.
final class LoadedObject {
    /// Its place in the graph.
    let node: Int
    let object: ELF.Object
    /// Its bytes where symbols will be looked up; else it is closed as soon as its tables are read,
    /// so that a program with a thousand libraries takes no more memory than one with ten.
    let file: FileBytes?
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
    /// What is read while its file is open.
    let tables: LoadedTables
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
        path: ByteString, origin: [UInt8]?, requester: Int?, names: [ByteString],
        _ tables: LoadedTables = LoadedTables()
    ) {
        self.tables = tables
        self.node = node
        self.object = object
        self.file = file
        self.identity = identity
        self.path = path
        self.origin = origin
        self.requester = requester
        self.names = names
        let dynamic = object.dynamic.value
        hasRunPath = dynamic?.lastValue(of: .runpath) != nil
        usesStandard = !(dynamic?.flags1 ?? []).contains(.noDefaultLibraries)
        heir = requester
    }

    var dynamic: ELF.DynamicSection? { object.dynamic.value }
}

/// The versions of an object, and the libraries that stand in for it.
struct LoadedTables {
    /// A library that stands in for another one.
    struct Filter: Hashable {
        let name: ByteString
        /// Whether it may be missing (`DT_AUXILIARY`, not `DT_FILTER`).
        let isOptional: Bool
    }

    /// The libraries that stand in for it, each once.
    private(set) var filters: [Filter] = []
    /// What it may open while it runs.
    private(set) var opened = OpenedLibraries()
    /// Those that it needs, in file order.
    private(set) var needs: [ELF.VersionNeed] = []
    /// Those that it defines; empty where it has no table.
    private(set) var defined: [ELF.VersionName] = []
    /// Whether it has a table of those that it defines.
    private(set) var definesSome = false
    /// What could not be read.
    private(set) var error: ParseError?

    init() {}

    /// Reads both tables.
    init(_ object: ELF.Object, in file: FileBytes, findsOpened: Bool) {
        if findsOpened { opened = OpenedLibraries(object, in: file) }
        guard let dynamic = object.dynamic.value else { return }
        definesSome = dynamic.lastValue(of: .versionDefinitions) != nil
        do throws(ParseError) {
            if dynamic.lastValue(of: .versionNeeds) != nil {
                needs = try object.versionNeeds(in: file)
            }
            if definesSome { defined = try object.definedVersionNames(in: file) }
            if dynamic.entries.contains(where: { $0.tag == .auxiliary || $0.tag == .filter }) {
                filters = try Self.filters(dynamic, object, in: file)
            }
        } catch {
            self.error = error
        }
    }

    private static func filters(
        _ dynamic: ELF.DynamicSection, _ object: ELF.Object, in file: FileBytes
    ) throws(ParseError) -> [Filter] {
        var names = try dynamic.names(in: file, object.limits)
        var filters: [Filter] = []
        var seen: Set<ByteString> = []
        for entry in dynamic.entries where entry.tag == .auxiliary || entry.tag == .filter {
            let name = try names.text(at: entry.value)
            guard seen.insert(name).inserted else { continue }
            filters.append(Filter(name: name, isOptional: entry.tag == .auxiliary))
        }
        return filters
    }

    /// Whether a version of that name is defined.
    func defines(_ name: ELF.VersionName) -> Bool {
        // By index, as a copy of each would have to be counted.
        for index in defined.indices
        where defined[index].hash == name.hash && defined[index].name == name.name {
            return true
        }
        return false
    }
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
