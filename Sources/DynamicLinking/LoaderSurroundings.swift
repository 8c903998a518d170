internal import CSystemCalls
public import ObjectFile

/// What a program is started in: its files, its environment, its machine.
public struct LoaderSurroundings: Sendable {
    /// A variable of the environment.
    public struct Variable: Hashable, Sendable {
        /// The name, such as `LD_LIBRARY_PATH`.
        public let name: String
        /// The value.
        public let value: String

        /// Takes both.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Where files are looked for.
    public var files: any FileTree
    /// The environment: nothing of this process's own, unless it is put here.
    public var variables: [Variable] = []
    /// `AT_SECURE`: whether the program gets rights that its caller has not, as one that is set-user-ID does;
    /// loaders then ignore most of the environment.
    public var isSecure = false
    /// The level of the processor, such as `x86-64-v3` or `power10`; nil, and for files of other
    /// families than the level's, for this machine's where the file is for it, else the lowest.
    public var processor: String?
    /// The size of a page of memory in bytes.
    public var pageSize: UInt64 = 4096
    /// The processor of the machine by its name, such as `x86_64`; nil for one that suits the file.
    public var machine: Architecture?
    /// Whether `/proc` is mounted: without it loaders do not know where the program lies.
    public var hasProcessFiles = true
    /// Whether ldconfig is taken to have run where its table is not there: then the directories of
    /// `/etc/ld.so.conf` count, which no loader reads.
    public var assumesCache = false
    /// Whether every place is kept where a library was looked for, also of those that were found.
    public var keepsSearches = false
    /// Whether symbols are looked up, which decides under glibc only when all are bound at start.
    public var looksUpSymbols = false

    /// What is read of the program itself, where it is started in several places.
    public var program: ProgramFacts?

    /// Whether it is found out what may be opened later, which decides nothing at the start.
    public var findsOpened = true

    /// Libraries that the program opens by their names, as is known of it: looked for with what its
    /// notes tell.
    public var opens: [ByteString] = []

    /// The system that `files` were made up for, where they were: what it does not tell of may be
    /// there all the same.
    public var known: KnownSystem? {
        didSet { made = known == nil ? nil : KnownFiles() }
    }
    /// What was read of the files of a known system.
    private(set) var made: KnownFiles?

    /// How many names and paths are looked at for one program: less in tests.
    var steps = LoaderBudget.most

    /// Those of an ordinary start with these files.
    public init(_ files: any FileTree) { self.files = files }

    /// Those of this machine and its own files.
    public static var here: LoaderSurroundings {
        var surroundings = LoaderSurroundings(DirectoryTree())
        surroundings.machine = thisMachine
        surroundings.pageSize = goelf_page_size()
        return surroundings
    }

    /// The processor of this machine.
    static var thisMachine: Architecture {
        var name = [UInt8](repeating: 0, count: 64)
        var target = name.mutableSpan
        let count = goelf_machine(&target)
        return Architecture(name: String(decoding: name[..<min(count, name.count)], as: UTF8.self))
    }

    /// The level of this machine's processor, such as `x86-64-v3`; nil where it has none.
    public static var processorHere: String? {
        let level = goelf_x86_level()
        return level > 0 ? "x86-64-v\(level)" : nil
    }

    /// The version of the running kernel, such as `6.1.0-21-amd64`.
    public static var kernelHere: String {
        var release = [UInt8](repeating: 0, count: 64)
        var target = release.mutableSpan
        let count = goelf_kernel_release(&target)
        return String(decoding: release[..<min(count, release.count)], as: UTF8.self)
    }

    /// The structures of a file; those of a known system are read once.
    ///
    /// - Throws: what reading them does.
    func object(of file: TreeFile) throws(ParseError) -> ELF.Object {
        guard let made else { return try ELF.Object(file.bytes) }
        return try made.object(of: file)
    }

    /// The level of the processor, where it says something of files for one.
    func processor(for architecture: Architecture) -> String? {
        processor.flatMap { ProcessorLevels.isForeign($0, to: architecture) ? nil : $0 }
    }

    /// The value of a variable, nil where it is not set; the last one counts.
    func value(of name: String) -> ByteString? {
        variables.last { $0.name == name }.map { ByteString($0.value) }
    }
}

/// The levels of processors for which libraries are kept in directories of their own.
///
/// Spec: glibc 2.33, sysdeps/*/dl-hwcap-subdirs*.c; x86-64 psABI 1.0, "Low Level System
/// Information".
public enum ProcessorLevels {
    /// The names of all levels, the lowest of x86-64 among them, which has no directory.
    public static let names =
        ["x86-64-v1"] + x86.reversed() + power.reversed() + mainframe.reversed()

    private static let power = ["power10", "power9"]
    private static let mainframe = ["z17", "z16", "z15", "z14", "z13"]
    private static let x86 = ["x86-64-v4", "x86-64-v3", "x86-64-v2"]

    /// Whether a level is of another family of processors, and says nothing of this one.
    public static func isForeign(_ level: String, to architecture: Architecture) -> Bool {
        guard names.contains(level) else { return false }
        return switch architecture.name {
        case "x86_64": !level.hasPrefix("x86-64-")
        case "ppc64", "ppc64le": !power.contains(level)
        case "s390x": !mainframe.contains(level)
        default: true
        }
    }

    /// The names of all levels, the highest first.
    static func all(_ architecture: Architecture) -> [String] {
        switch architecture.name {
        case "x86_64": x86
        case "ppc64le": power
        case "s390x": mainframe
        default: []
        }
    }

    /// The levels that a processor has, the highest first.
    static func levels(
        _ processor: String?, _ architecture: Architecture
    ) -> ArraySlice<String> {
        let all = all(architecture)
        if let processor {
            guard let place = all.firstIndex(of: processor) else { return [] }
            return all[place...]
        }
        guard architecture.name == "x86_64", LoaderSurroundings.thisMachine == architecture else {
            return []
        }
        return all.suffix(max(0, Int(goelf_x86_level()) - 1))
    }
}
