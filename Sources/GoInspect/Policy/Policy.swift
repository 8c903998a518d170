public import ObjectFile

/// What a project wants of the files that it ships.
///
/// It is read from a file (`.goelf.json`), and options of the command line add to it.
public struct Policy: Sendable {
    /// How bad a finding is to be; `off` for one that is not to be told.
    public enum Level: String, CaseIterable, Hashable, Sendable {
        /// It fails the gate.
        case error
        /// It should be looked at.
        case warning
        /// It is worth knowing.
        case note
        /// It is left out.
        case off

        var severity: Diagnostic.Severity? { Diagnostic.Severity(rawValue: rawValue) }
    }

    /// A rule that is not to be told for a time.
    public struct Ignore: Hashable, Sendable {
        /// The rule's name.
        public let rule: String
        /// Why it may be ignored.
        public let reason: String
        /// The last day on which it is.
        public let until: CalendarDate
    }

    /// One thing that is wanted; nil stands for what is not wanted any more.
    enum Demand: Hashable, Sendable {
        case go(VersionConstraint?, Said)
        case module(String, VersionConstraint?, Said)
        case sums([GoSum], Said)
        case variable(String, String?, Said)
        case setting(String, String?, Said)
        case libraries([String]?, Said)
        case forbidden([ForbiddenName], Said)
        /// More of it.
        case alsoForbidden([ForbiddenName], Said)
        case size(ByteSize?, Said)
        case checksums(Checksums?, Said)
        case severity(String, Level)
        case ignore(Ignore)
    }

    /// Where something was said: `.goelf.json line 3`, or an option.
    struct Said: Hashable, Sendable {
        let text: String
    }

    /// What is wanted of files of some names alone.
    struct Override: Sendable {
        let pattern: String
        var demands: [Demand]
    }

    /// The file, as it is reached from the working directory, byte for byte; nil for options alone.
    public internal(set) var rawPath: ByteString?
    /// The same as a text.
    public var path: String? { rawPath?.text }
    /// The names of the places that files are checked for where no option names one.
    public internal(set) var targets: [String] = []
    /// The least severity that fails; nil where it does not say.
    public internal(set) var failsOn: Diagnostic.Severity?
    /// What is wanted of all files, in the order said: the later one holds.
    var demands: [Demand] = []
    /// What is wanted of some, which comes behind.
    var overrides: [Override] = []
    /// What options want, which comes behind all that.
    var options: [Demand] = []

    /// Makes a policy that wants nothing.
    public init() {}

    /// What is wanted of a file; `name` is its path seen from the folder of the policy.
    func demands(on name: FileName) -> Demands {
        var wanted = Demands()
        for demand in demands { wanted.add(demand) }
        for override in overrides where name.fits(override.pattern) {
            for demand in override.demands { wanted.add(demand) }
        }
        for demand in options { wanted.add(demand) }
        return wanted
    }
}

/// What is wanted of one file.
struct Demands: Sendable {
    /// Something wanted of a thing with a name.
    struct Wanted<Value: Sendable>: Sendable {
        let name: String
        let value: Value
        let said: Policy.Said
    }

    private(set) var go: (wanted: VersionConstraint, said: Policy.Said)?
    private(set) var modules: [Wanted<VersionConstraint>] = []
    private(set) var sums: (files: [GoSum], said: Policy.Said)?
    private(set) var variables: [Wanted<String>] = []
    private(set) var settings: [Wanted<String>] = []
    private(set) var libraries: (patterns: [String], said: Policy.Said)?
    private(set) var forbidden: [(code: ForbiddenName, said: Policy.Said)] = []
    private(set) var size: (most: ByteSize, said: Policy.Said)?
    private(set) var checksums: (list: Checksums, said: Policy.Said)?
    private(set) var levels: [String: Policy.Level] = [:]
    private(set) var ignores: [Policy.Ignore] = []

    init() {}

    mutating func add(_ demand: Policy.Demand) {
        switch demand {
        case .go(let wanted, let said): go = wanted.map { ($0, said) }
        case .module(let name, let wanted, let said): Self.set(&modules, name, wanted, said)
        case .sums(let files, let said): sums = files.isEmpty ? nil : (files, said)
        case .variable(let name, let wanted, let said): Self.set(&variables, name, wanted, said)
        case .setting(let name, let wanted, let said): Self.set(&settings, name, wanted, said)
        case .libraries(let patterns, let said): libraries = patterns.map { ($0, said) }
        case .forbidden(let code, let said): forbidden = code.map { ($0, said) }
        case .alsoForbidden(let code, let said): forbidden += code.map { ($0, said) }
        case .size(let most, let said): size = most.map { ($0, said) }
        case .checksums(let list, let said): checksums = list.map { ($0, said) }
        case .severity(let rule, let level): levels[rule] = level
        case .ignore(let ignore): ignores.append(ignore)
        }
    }

    /// Puts what is wanted of a name in the place of what was; it keeps its place in the list.
    private static func set<Value>(
        _ list: inout [Wanted<Value>], _ name: String, _ value: Value?, _ said: Policy.Said
    ) {
        let place = list.firstIndex { $0.name == name }
        guard let value else {
            if let place { list.remove(at: place) }
            return
        }
        let wanted = Wanted(name: name, value: value, said: said)
        if let place { list[place] = wanted } else { list.append(wanted) }
    }
}
