public import ObjectFile

/// What the names of source files tell of the machine that a program was built on.
public struct SourcePaths: Hashable, Sendable {
    /// A path with the place of the first name that has it.
    public struct Path: Hashable, Sendable {
        /// The path.
        public let text: ByteString
        /// Where that name lies in the file.
        public let offset: FileOffset
    }

    /// A directory of the machine.
    public struct Place: Hashable, Sendable {
        /// What kind of directory it is.
        public enum Kind: String, Hashable, Sendable {
            /// Somebody's own: `/home/jane`.
            case home = "home directory"
            /// That of the go command: `/tmp/go-build123`.
            case temporary = "temporary directory"
            /// Where modules are unpacked: `…/pkg/mod`.
            case moduleCache = "module cache"
            /// Any other, by its first two parts.
            case other = "directory"
        }

        /// What kind of directory it is.
        public let kind: Kind
        /// The directory and where it was seen first.
        public let path: Path
        /// How many files lie below it.
        public fileprivate(set) var files: Int
    }

    /// How many source files there are.
    public private(set) var count = 0
    /// How many of them have a whole path.
    public private(set) var absolute = 0
    /// The root of the Go installation, nil where the names have been cut.
    public private(set) var root: Path?
    /// The name of the file that tells the root, nil where there is none as in obfuscated programs.
    public private(set) var runtimeFile: Path?
    /// The first file with a whole path that is not of the Go installation.
    public private(set) var firstOutsideRoot: Path?
    /// The file that `go test` writes to run tests; nil where none was written.
    public private(set) var testMain: Path?
    /// The directories in the order in which they were seen.
    public private(set) var places: [Place] = []
    /// How many files lie below directories that are left out.
    public private(set) var leftOut = 0

    /// How many directories are kept.
    static let mostPlaces = 32

    init() {}

    /// Reads the names of a table.
    public init(
        _ table: FunctionTable, in file: FileBytes, limits: Limits = Limits()
    ) throws(ParseError) {
        var paths = SourcePaths()
        try table.forEachSourceFile(in: file, limits: limits) { paths.findRoot($0, $1) }
        try table.forEachSourceFile(in: file, limits: limits) { paths.add($0, at: $1) }
        self = paths
    }

    /// Takes the name of a file; the root has been found before.
    mutating func add(_ name: Span<UInt8>, at offset: FileOffset) {
        count += 1
        if testMain == nil, name.equals("_testmain.go") {
            testMain = Path(text: ByteString(name), offset: offset)
        }
        guard Self.isAbsolute(name) else { return }
        absolute += 1
        if isBelowRoot(name) {
            if let home = Self.home(name) { add(.home, name, home, offset) }
            return
        }
        if firstOutsideRoot == nil {
            firstOutsideRoot = Path(text: ByteString(name), offset: offset)
        }
        let home = Self.home(name)
        if let home { add(.home, name, home, offset) }
        if let end = Self.end(of: "/pkg/mod/", in: name) {
            add(.moduleCache, name, end - 1, offset)
        } else if let end = Self.buildDirectory(name) {
            add(.temporary, name, end, offset)
        } else if home == nil {
            add(.other, name, Self.firstParts(name), offset)
        }
    }

    private mutating func add(
        _ kind: Place.Kind, _ name: Span<UInt8>, _ length: Int, _ offset: FileOffset
    ) {
        let path = ByteString(name.extracting(first: length))
        if let index = places.firstIndex(where: { $0.kind == kind && $0.path.text == path }) {
            places[index].files += 1
        } else if places.count < Self.mostPlaces {
            places.append(Place(kind: kind, path: Path(text: path, offset: offset), files: 1))
        } else {
            leftOut += 1
        }
    }
}

extension SourcePaths {
    /// The names of people that home directories have, each once; `root` is nobody's.
    public var users: [ByteString] {
        var users: [ByteString] = []
        for place in places where place.kind == .home {
            let parts = place.path.text.utf8.split { Self.isSlash($0) }
            guard parts.count > 1, let last = parts.last else { continue }
            let user = ByteString(Array(last).span)
            if !users.contains(user) { users.append(user) }
        }
        return users
    }

    /// The file that every program has: the scheduler's.
    mutating func findRoot(_ name: Span<UInt8>, _ offset: FileOffset) {
        guard runtimeFile == nil else { return }
        let file = "runtime/proc.go"
        guard Self.ends(name, with: file) else { return }
        let path = Path(text: ByteString(name), offset: offset)
        if name.count == file.utf8.count {
            runtimeFile = path
        } else if let end = Self.end(of: "/src/runtime/proc.go", in: name), end == name.count {
            runtimeFile = path
            let length = end - "/src/runtime/proc.go".utf8.count
            root = Path(text: ByteString(name.extracting(first: length)), offset: offset)
        }
    }

    private func isBelowRoot(_ name: Span<UInt8>) -> Bool {
        guard let root = root?.text else { return false }
        let length = root.length
        guard name.count > length, Self.isSlash(name[length]) else { return false }
        return ByteString(name.extracting(first: length)) == root
    }
}
