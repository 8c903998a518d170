internal import GoInspect
internal import GoReport
internal import ObjectFile

/// What one run of the command is asked to do.
///
/// Plain command lines are read here, without ArgumentParser: it takes longer to start than all the
/// rest of a run. Whatever is unusual, mistakes included, is left to ArgumentParser, which makes the
/// same value; a test holds both readings together.
struct Invocation: Hashable, Sendable {
    /// When text has colours.
    enum ColorChoice: String, CaseIterable, Hashable, Sendable {
        case auto, always, never
    }

    /// What is printed, and how; colours are settled when it runs.
    var request: Request
    /// The files in the order given; `-` is standard input.
    var paths: [ByteString]
    /// Where output goes, nil for standard output.
    var output: ByteString?
    /// When text has colours.
    var color = ColorChoice.auto
    /// How many files are read at the same time.
    var jobs = 1
    /// Where and how the files would be started; nil where that is not asked.
    var settings: RunSettings?
    /// The places that files are checked for; empty where that is not asked.
    var places: [CheckChoice] = []
    /// The program that opens plugins in these places; nil where none is meant.
    var host: ByteString?
    /// What else files are held against; nil where nothing is.
    var held: HeldAgainst?

    init(_ request: Request, paths: [ByteString]) {
        self.request = request
        self.paths = paths
    }

    /// Reads `[COMMAND] [--json] [--quiet] [--verbose] [--jobs N] FILE…`, `buildinfo --facts`,
    /// `deps --tree`, `deps --list` and `check --target NAMES`; nil for anything else.
    init?(plain arguments: ArraySlice<String>) {
        guard let first = arguments.first, !Self.otherWords.contains(first) else { return nil }
        let topic = Topic(rawValue: first)
        if topic == .check {
            self.init(plainCheck: arguments.dropFirst())
            return
        }
        self.init(Request(topic ?? .info), paths: [])
        var rest = topic == nil ? arguments : arguments.dropFirst()
        while let argument = rest.popFirst() {
            switch argument {
            case "--json": request.format = .json
            case "--quiet", "-q": request.isQuiet = true
            case "--verbose", "-v": request.isVerbose = true
            case "--facts" where topic == .buildinfo: request.wantsFacts = true
            case "--jobs", "-j": if !takesJobs(from: &rest) { return nil }
            // Both together are a mistake.
            case "--tree" where topic == .deps && request.tree != .list: resolves(.tree)
            case "--list" where topic == .deps && request.tree != .tree: resolves(.list)
            default: if !add(plainPath: argument) { return nil }
            }
        }
        if paths.isEmpty { return nil }
    }

    /// Reads what stands behind `check`, where targets are named and no other place.
    private init?(plainCheck arguments: ArraySlice<String>) {
        self.init(Request(.check), paths: [])
        held = HeldAgainst()
        var rest = arguments
        while let argument = rest.popFirst() {
            switch argument {
            case "--json": request.format = .json
            case "--quiet", "-q": request.isQuiet = true
            case "--verbose", "-v": request.isVerbose = true
            case "--jobs", "-j": if !takesJobs(from: &rest) { return nil }
            case "--target":
                // An unknown one is a mistake.
                guard let names = rest.popFirst(), (try? Target.list(names)) != nil else {
                    return nil
                }
                places.append(
                    CheckChoice(option: "--target", targets: names, settings: RunSettings()))
            default: if !add(plainPath: argument) { return nil }
            }
        }
        if paths.isEmpty || places.isEmpty { return nil }
    }

    /// Adds a file; returns false for what is none, and for a name that Swift may have repaired.
    private mutating func add(plainPath argument: String) -> Bool {
        let isOption = argument.utf8.first == UInt8(ascii: "-") && argument != "-"
        if argument.isEmpty || isOption || argument.hasReplacement { return false }
        paths.append(ByteString(argument))
        return true
    }

    /// Takes the number of jobs; returns whether there is one.
    private mutating func takesJobs(from arguments: inout ArraySlice<String>) -> Bool {
        guard let count = arguments.popFirst().flatMap({ Int($0) }), count > 0 else { return false }
        jobs = count
        return true
    }

    /// Asks for the dependencies that a loader would find on the running system.
    private mutating func resolves(_ form: TreeForm) {
        request.tree = form
        var run = RunSettings()
        run.addOwnEnvironment()
        settings = run
    }

    /// First words that name commands of which ArgumentParser takes care.
    static let otherWords = [
        "help", "schema", "targets", RuleManual.command, CompareReport.command,
        CompareReport.snapshotCommand,
    ]
}
