public import ObjectFile

/// One thing that can be wrong with a file in a place: its manual page, and how it is found.
///
/// Each has a file of its own, named as the rule is; ``all`` is the one list.
public struct Rule: Sendable {
    /// Words with hyphens, which stay as they are.
    public let name: String
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
    /// What is found of it; nothing but the situation counts.
    let find: @Sendable (Situation) -> [Finding]

    init(
        name: String, title: String, what: String, why: String, errors: [String],
        remedies: [String], example: String, severity: Diagnostic.Severity = .error,
        find: @escaping @Sendable (Situation) -> [Finding]
    ) {
        self.name = name
        self.title = title
        self.what = what
        self.why = why
        self.errors = errors
        self.remedies = remedies
        self.example = example
        self.severity = severity
        self.find = find
    }

    /// All rules, in the order in which kernel, loader and program would come upon them.
    public static let all: [Rule] = [
        .wrongMachine, .notExecutable, .damagedProgram, .pageSize, .interpreterMissing,
        .glibcOnMusl, .muslOnGlibc, .libraryMissing, .libresolvOnMusl, .libraryWrongMachine,
        .libraryDamaged, .glibcTooOld, .libraryTooOld, .versionsAbsent, .relrUndeclared,
        .processorTooOld, .kernelTooOld, .macosTooOld, .machoNoUUID, .machoUnsigned,
        .machoSignatureDamaged, .symbolMissing, .fipsSum, .pluginMismatch, .libraryUnknown,
    ]

    /// The rule of a name; nil where there is none.
    public init?(named name: String) {
        guard let rule = Self.all.first(where: { $0.name == name }) else { return nil }
        self = rule
    }
}
