public import GoInspect
public import ObjectFile

/// What is printed of each file: one topic a command.
public enum Topic: String, CaseIterable, Hashable, Sendable {
    /// One screen: what the file is.
    case info
    /// What it needs to start.
    case deps
    /// What Go wrote of the build.
    case buildinfo
    /// The file header.
    case headers
    /// The segments.
    case segments
    /// The sections.
    case sections
    /// The dynamic section.
    case dynamic
    /// The symbols.
    case symbols
    /// The versions needed and defined.
    case versions
    /// The notes.
    case notes
    /// The code signature, and whether the file is as it was signed.
    case signature
    /// The relocations, counted.
    case relocations
    /// The functions of Go's function table.
    case functions
    /// What there is of C code.
    case cgo
    /// Whether it runs in some places.
    case check
}

/// How a report is written.
public enum Format: String, CaseIterable, Hashable, Sendable {
    /// For people.
    case text
    /// For programs: one document a run.
    case json
    /// What `go version -m` prints; of build information alone.
    case go
    /// The graph of resolved dependencies for Graphviz; of `deps` alone.
    case dot
    /// The same for Mermaid.
    case mermaid
}

/// How resolved dependencies are shown in text.
public enum TreeForm: Hashable, Sendable {
    /// As a tree.
    case tree
    /// As `ldd` lists them.
    case list
    /// Why a library of that name is needed.
    case reason(String)
}

/// Which symbols are printed.
public struct SymbolFilter: Hashable, Sendable {
    /// Those of the dynamic table alone.
    public var dynamicOnly = false
    /// Those that are defined here, or those that are not; all where nil.
    public var isDefined: Bool?
    /// Those of a type, by its name with or without `STT_`, in any case; all where nil.
    public var type: String?
    /// Those whose name fits a pattern with `*`, `?` and `[…]`; all where nil.
    public var name: String?

    /// Makes a filter that lets all through.
    public init() {}

    /// The names of types without what they begin with, in lower case: of ELF, then of Mach-O.
    public static var types: [String] {
        ELF.SymbolType.allNames.map { $0.dropFirst(4).lowercased() }
            + MachO.Symbol.typeNames.map { $0.dropFirst(2).lowercased() }
    }

    /// Whether a type has a name, with or without `STT_` or `N_` and in any case; numbers are names
    /// of types that have no other.
    public static func isType(_ name: String) -> Bool {
        let plain = name.uppercased()
        return plain.hasPrefix("0X") || types.contains(plain.lowercased())
            || ELF.SymbolType.allNames.contains(plain)
            || MachO.Symbol.typeNames.contains(plain)
    }
}

/// Which functions are printed, and what of them.
public struct FunctionFilter: Hashable, Sendable {
    /// Whether functions are added up by package.
    public var groupsPackages = false
    /// Those of packages whose path fits a pattern with `*`, `?` and `[…]`; all where nil.
    public var package: String?
    /// Those that run before `main.main` alone, in the order in which they do.
    public var initsOnly = false
    /// Whether the calls are printed that the compiler inlined into each.
    public var showsInlined = false

    /// Makes a filter that lets all through.
    public init() {}
}

/// What is printed, and how.
public struct Request: Hashable, Sendable {
    /// What is printed of each file.
    public var topic: Topic
    /// How it is written.
    public var format = Format.text
    /// Whether text has colours.
    public var usesColor = false
    /// Whether text says more.
    public var isVerbose = false
    /// Whether text leaves out notes on files that are passed over.
    public var isQuiet = false
    /// The processor whose slice of a universal file is printed; all slices where nil.
    public var architecture: String?
    /// Which symbols are printed.
    public var symbols = SymbolFilter()
    /// Which functions are printed.
    public var functions = FunctionFilter()
    /// Whether build information is looked for in the data segments too.
    public var scansData = false
    /// Whether build information comes with what the program itself shows.
    public var wantsFacts = false
    /// How the dependencies are shown that a loader would find; nil where none is asked.
    public var tree: TreeForm?
    /// The names of the places that files are checked for, in their order.
    public var targets: [String] = []
    /// The least severity of a finding for which `check` ends with 1.
    public var failsOn = Diagnostic.Severity.error
    /// Where `check` writes what it finds as a baseline; nil where it does not.
    public var writesBaseline: String?
    /// The string variables whose values come with build information.
    public var variables: [String] = []

    /// Makes a request with the usual settings.
    public init(_ topic: Topic) { self.topic = topic }

    /// What has to be found out of a file to print it.
    public var questions: Questions {
        var questions: Questions =
            switch topic {
            case .info: .findings
            case .deps: .dependencies
            case .buildinfo: .build
            case .check: [.dependencies, .build]
            default: []
            }
        if scansData { questions.insert(.buildAnywhere) }
        if format == .go { questions.insert(.buildAsGo) }
        return questions
    }
}
