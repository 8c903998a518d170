public import ObjectFile

/// One thing that can be wrong with a file, or with a file in a place: its manual page, and how it is
/// found.
///
/// Each has a file of its own, named as the rule is; ``all`` is the one list.
public struct Rule: Sendable {
    /// When what a rule finds does its harm.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The program does not start.
        case start
        /// It starts, and fails later for what a place has not.
        case running
        /// It was not built as what is released should be, in any place.
        case build
        /// It lacks what makes faults harder to exploit, in any place.
        case hardening
        /// It is not as the project that ships it wants it.
        case policy
    }

    /// How it is found; nothing but the situation counts.
    enum Search: Sendable {
        /// In one place after the other.
        case inPlace(@Sendable (Situation) -> [Finding])
        /// Of the file alone, once for all places.
        case inFile(@Sendable (FileSituation) -> [Finding])
    }

    /// Words with hyphens, which stay as they are.
    public let name: String
    /// When it does harm.
    public let kind: Kind
    /// What it is about, in one line.
    public let title: String
    /// What is wrong, in plain sentences.
    public let what: String
    /// Why it is.
    public let why: String
    /// The texts that people see, word for word but for parts that vary, which are names in braces.
    public let errors: [String]
    /// What helps; a finding has those that fit the file.
    public let remedies: [String]
    /// A command, and what it says.
    public let example: String
    /// How bad it is where nothing else is said.
    public let severity: Diagnostic.Severity
    /// How it is found.
    let search: Search
    /// Whether it tells of nothing but what kernel and loader complain of under its name, so that it
    /// need not be asked where they do not.
    let isOfProblems: Bool
    /// Whether it can find anything of a file in whatever place: asked once, before all places.
    let concerns: @Sendable (FileSituation) -> Bool
    /// Whether it asks for nothing but structure and build information, so that one screen on a
    /// file can tell it, too.
    let isQuick: Bool

    /// Makes a rule about a file in a place.
    init(
        name: String, kind: Kind = .start, title: String, what: String, why: String,
        errors: [String], remedies: [String], example: String,
        severity: Diagnostic.Severity = .error, isOfProblems: Bool = false,
        concerning concerns: @escaping @Sendable (FileSituation) -> Bool = { _ in true },
        find: @escaping @Sendable (Situation) -> [Finding]
    ) {
        self.name = name
        self.kind = kind
        self.title = title
        self.what = what
        self.why = why
        self.errors = errors
        self.remedies = remedies
        self.example = example
        self.severity = severity
        search = .inPlace(find)
        self.isOfProblems = isOfProblems
        self.concerns = concerns
        isQuick = false
    }

    /// Makes a rule about a file alone.
    init(
        name: String, kind: Kind, title: String, what: String, why: String, errors: [String] = [],
        remedies: [String], example: String, severity: Diagnostic.Severity, isQuick: Bool = false,
        findInFile: @escaping @Sendable (FileSituation) -> [Finding]
    ) {
        self.name = name
        self.kind = kind
        self.title = title
        self.what = what
        self.why = why
        self.errors = errors
        self.remedies = remedies
        self.example = example
        self.severity = severity
        search = .inFile(findInFile)
        isOfProblems = false
        concerns = { _ in true }
        self.isQuick = isQuick
    }

    /// All rules: kind by kind, those of starts in the order in which kernel, loader and program
    /// would come upon them.
    public static let all = ofStart + ofRunning + ofBuild + ofHardening + ofPolicy

    /// The rule of a name; nil where there is none.
    public init?(named name: String) {
        guard let rule = Self.all.first(where: { $0.name == name }) else { return nil }
        self = rule
    }
}

extension Rule {
    /// What it finds in a place; nothing where it is about files alone.
    func find(_ situation: Situation) -> [Finding] {
        if case .inPlace(let find) = search { find(situation) } else { [] }
    }

    /// What it finds of a file; nothing where it is about places.
    func find(_ situation: FileSituation) -> [Finding] {
        if case .inFile(let find) = search { find(situation) } else { [] }
    }
}
