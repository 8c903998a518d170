public import ObjectFile

/// What a loader finds when it starts a program or library, and what it would say.
///
/// Nodes are in the order in which the loader meets them; the first is the file itself.
public struct DependencyGraph: Sendable {
    /// A program that loads others.
    public enum Loader: String, Hashable, Sendable {
        /// GNU's `ld.so`.
        case glibc
        /// That of musl, which is its C library too.
        case musl
        /// Apple's.
        case dyld
    }

    /// How it stands with a file that is needed.
    public enum Status: String, Hashable, Sendable {
        /// The file is there, and of the right kind.
        case found
        /// Nowhere is a file of that name that could be used.
        case notFound = "not-found"
        /// The only files of that name are for another processor or word size.
        case wrongArchitecture = "wrong-architecture"
        /// The loader itself stands for it.
        case builtin
        /// It is in the shared cache of the system, where no file is.
        case sharedCache = "shared-cache"
    }

    /// By which rule a file was found.
    public enum Rule: String, Hashable, Sendable {
        /// The name is a path.
        case absolute
        /// `DT_RPATH` of who asks or of those that led there; `LC_RPATH`.
        case runPathInherited = "rpath"
        /// `DT_RUNPATH` of who asks.
        case runPath = "runpath"
        /// A directory of the environment.
        case environment = "LD_LIBRARY_PATH"
        /// The table that ldconfig makes.
        case cache = "ld.so.cache"
        /// A directory that ldconfig would put into its table.
        case configuration = "ld.so.conf"
        /// A directory for processors of a level, below one that is searched.
        case capabilities = "hwcaps"
        /// A directory that the loader always searches.
        case standard = "default"
        /// The program names it as its loader.
        case interpreter
        /// `LD_PRELOAD` or `/etc/ld.so.preload` asks for it.
        case preload
        /// musl's file of directories.
        case pathFile = "path-file"
        /// A name that musl keeps for itself.
        case reserved
        /// The directory of who asks.
        case loaderPath = "loader-path"
        /// The directory of the program.
        case executablePath = "executable-path"
        /// The table of system libraries of macOS.
        case sharedCache = "shared-cache"
        /// `DYLD_LIBRARY_PATH`, which dyld tries before any other path.
        case libraryPath = "DYLD_LIBRARY_PATH"
        /// `DYLD_FRAMEWORK_PATH`, the same for frameworks.
        case frameworkPath = "DYLD_FRAMEWORK_PATH"
        /// `DYLD_FALLBACK_LIBRARY_PATH` or `DYLD_FALLBACK_FRAMEWORK_PATH`.
        case fallbackPath = "DYLD_FALLBACK_LIBRARY_PATH"
    }

    /// A place where a file was looked for.
    public struct Place: Hashable, Sendable {
        /// By which rule.
        public let rule: Rule
        /// The path that was tried, or of a table that has no entry of the name.
        public let path: ByteString

        init(_ rule: Rule, _ path: ByteString) {
            self.rule = rule
            self.path = path
        }
    }

    /// A file that is loaded, or a name for which none is found.
    public struct Node: Sendable {
        /// The name under which it was first asked for.
        public let name: ByteString
        /// The path as the loader knows the file, seen from inside the tree; nil where there is none.
        public internal(set) var path: ByteString?
        /// How it stands with it.
        public internal(set) var status: Status
        /// By which rule it was found; nil for the file itself and for what is not found.
        public internal(set) var rule: Rule?
        /// Where a file was looked for, in this order; empty unless that was in vain.
        public internal(set) var searched: [Place] = []
        /// What it needs, in its own order, as places in `nodes`.
        public internal(set) var needs: [Int] = []
        /// Who asked for it first, as a place in `nodes`; nil for the file itself and for what the
        /// environment asks for.
        public internal(set) var requester: Int?
        /// Whether all that ask for it do without where it is missing (`LC_LOAD_WEAK_DYLIB`); false
        /// where it is there.
        public internal(set) var isOptional = false

        init(name: ByteString, path: ByteString?, status: Status, requester: Int?) {
            self.name = name
            self.path = path
            self.status = status
            self.requester = requester
        }
    }

    /// Something that stops the start, or that the loader warns of.
    public struct Problem: Hashable, Sendable {
        /// What kind of thing.
        public enum Kind: String, Hashable, Sendable {
            /// The kernel finds no file, or none that it may execute.
            case notExecutable = "not-executable"
            /// The kernel does not know the format, or the file is damaged.
            case format
            /// The file is sound, and of a kind that nothing starts.
            case notProgram = "not-a-program"
            /// The program is for another processor than the machine has.
            case machine
            /// The program's loader is missing or unusable.
            case interpreter
            /// A library is missing.
            case libraryMissing = "library-missing"
            /// The file that was found cannot be loaded.
            case libraryDamaged = "library-damaged"
            /// Only libraries of another word size or processor are there.
            case wrongArchitecture = "wrong-architecture"
            /// A library does not define a version that is needed of it.
            case versionMissing = "version-missing"
            /// A library defines no versions at all, though some are needed.
            case versionsAbsent = "versions-absent"
            /// No library defines a symbol that is needed.
            case symbolMissing = "symbol-missing"
            /// The segments do not fit the pages of memory.
            case alignment
            /// The file ends before its segments do.
            case truncated
            /// A file needs a processor of a higher level.
            case processor
        }

        /// What kind of thing.
        public let kind: Kind
        /// The file that is concerned, as a place in `nodes`.
        public let node: Int
        /// What is the matter, in goelf's words.
        public let message: String
        /// What kernel or loader says, word for word: in one line, dyld in three.
        public let text: String
        /// Whether the start ends here, or at the end of this step.
        public let isFatal: Bool
        /// The status with which the process ends; nil where the kernel starts none.
        public let exitStatus: Int32?
        /// The version or symbol that is missing; nil where it is neither.
        public let missing: ByteString?
        /// Who needs that version, as a place in `nodes`.
        public let requester: Int?

        init(
            _ kind: Kind, _ node: Int, _ message: String, text: String, isFatal: Bool = true,
            exitStatus: Int32? = 127, missing: ByteString? = nil, requester: Int? = nil
        ) {
            self.missing = missing
            self.requester = requester
            self.kind = kind
            self.node = node
            self.message = message
            self.text = text
            self.isFatal = isFatal
            self.exitStatus = exitStatus
        }
    }

    /// A library that a program may open while it runs (`dlopen`): it starts without it.
    public struct Opened: Hashable, Sendable {
        /// How that is known.
        public enum Reason: String, Hashable, Sendable {
            /// A note in the file says so.
            case note = "note.dlopen"
            /// glibc opens modules to look up users and hosts, also in static programs.
            case nameService = "nss"
            /// The program opens it by its name, as who asks knows.
            case program
        }

        /// The name.
        public let name: ByteString
        /// Where it would be found now, nil where nowhere.
        public let path: ByteString?
        /// Who opens it, as a place in `nodes`.
        public let node: Int
        /// How that is known.
        public let reason: Reason
        /// What it is for, where the note says.
        public let feature: String?
        /// How much it matters: `required`, `recommended` or `suggested`, where the note says.
        public let priority: String?
    }

    /// The loader whose rules hold, nil where none is simulated.
    public internal(set) var loader: Loader?
    /// The files and names, the file itself first.
    public internal(set) var nodes: [Node] = []
    /// What may be opened later.
    public internal(set) var opened: [Opened] = []
    /// What is wrong, in the order in which kernel and loader would meet it.
    public internal(set) var problems: [Problem] = []
    /// What else is to be said.
    public internal(set) var diagnostics: [Diagnostic] = []
    /// Whether all that decides the start was looked at: not so where the loader is not known.
    public internal(set) var isComplete = true

    init() {}
}

/// Some problems, to be found again: mostly few, of which no hashes are worth taking.
public struct ProblemSet {
    private let few: [DependencyGraph.Problem]
    private let many: Set<DependencyGraph.Problem>

    /// Takes problems in any order.
    public init(_ problems: [DependencyGraph.Problem]) {
        let isFew = problems.count <= 8
        few = isFew ? problems : []
        many = isFew ? [] : Set(problems)
    }

    /// Whether a problem is among them.
    public func contains(_ problem: DependencyGraph.Problem) -> Bool {
        few.contains(problem) || many.contains(problem)
    }
}

extension DependencyGraph {
    /// Whether kernel and loader start the program; nil where that cannot be told.
    public var starts: Bool? {
        if problems.contains(where: \.isFatal) { return false }
        return isComplete ? true : nil
    }

    /// What stops the start first: of several lines that belong together, all.
    ///
    /// glibc ends at the first library that is missing, and names all versions that are; musl
    /// goes on to the end and then gives up.
    public var fatalProblems: [Problem] {
        guard let first = problems.first(where: \.isFatal) else { return [] }
        let fatal = problems.filter(\.isFatal)
        if first.exitStatus == nil { return [first] }
        switch loader {
        case .musl:
            // It goes on to the end, unless it is killed.
            let end = fatal.firstIndex { $0.kind == .truncated } ?? fatal.count - 1
            return Array(fatal[...end])
        case .glibc where first.kind == .versionMissing:
            return fatal.filter { $0.kind == .versionMissing }
        default: return [first]
        }
    }

    /// What is printed up to the end, where something stops the start: warnings, too.
    public var printedProblems: [Problem] {
        let fatal = fatalProblems
        guard let last = fatal.last, let end = problems.lastIndex(of: last) else { return [] }
        // glibc checks all versions before it gives up.
        let checksOn = last.kind == .versionMissing
        // musl may name a hundred thousand libraries.
        let stopping = ProblemSet(fatal)
        return problems.enumerated().filter { index, problem in
            if stopping.contains(problem) { return true }
            switch problem.kind {
            case _ where problem.isFatal: return false
            // It would be told later, when the symbol is used.
            case .symbolMissing: return false
            case .versionsAbsent, .versionMissing: return index < end || checksOn
            default: return index < end
            }
        }.map(\.element)
    }

    /// Whether something that was asked for is not there.
    public var isIncomplete: Bool {
        nodes.contains {
            !$0.isOptional && ($0.status == .notFound || $0.status == .wrongArchitecture)
        }
    }
}
