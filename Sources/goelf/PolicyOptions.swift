internal import ArgumentParser
internal import GoInspect
internal import ObjectFile

/// What a project wants of its files, and what it knows of them.
struct PolicyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The policy; if not said, the nearest .goelf.json upwards.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var policy: ByteString?

    @Flag(help: "Look for no policy.")
    var noPolicy = false

    @Option(
        help: ArgumentHelp(
            "A version of Go or of a module: go@>=1.26, golang.org/x/net@>=v0.25; may be repeated.",
            valueName: "name@version"))
    var require: [String] = []

    @Option(
        help: ArgumentHelp(
            "Compare the sums of modules with those of a go.sum; may be repeated.",
            valueName: "file"),
        completion: .file())
    var goSum: [ByteString] = []

    @Option(
        help: ArgumentHelp(
            "Compare the files with their SHA-256 sums, as sha256sum lists them.",
            valueName: "file"),
        completion: .file())
    var checksums: ByteString?

    @Option(help: ArgumentHelp("The largest size: 80MB, 64MiB.", valueName: "size"))
    var maxSize: String?

    @Option(
        help: ArgumentHelp(
            "The value of a string variable, or a pattern: main.version=1.2.3; may be repeated.",
            valueName: "name=value"))
    var expectVar: [String] = []

    @Option(
        help: ArgumentHelp(
            "A package or a function that must not be linked; may be repeated.", valueName: "name"))
    var forbid: [String] = []

    @Option(
        help: ArgumentHelp("A rule to leave out; may be repeated.", valueName: "rule"),
        completion: .list(Rule.all.map(\.name)))
    var ignore: [String] = []

    @Option(
        help: ArgumentHelp(
            "How bad a rule's findings are: error, warning, note, off; may be repeated.",
            valueName: "rule=severity"))
    var severity: [String] = []

    @Option(
        help: ArgumentHelp("Leave out what is known; tell what has gone.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var baseline: ByteString?

    @Option(
        help: ArgumentHelp(
            "Write what is found, whole or not at all, to leave it out later.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var writeBaseline: ByteString?

    mutating func validate() throws {
        if noPolicy, policy != nil {
            throw ValidationError("--policy and --no-policy contradict each other")
        }
        for option in options {
            // Files are read when it runs.
            if option.readsFile { continue }
            var policy = Policy()
            do { try policy.add([option]) } catch {
                throw ValidationError(error.problems.first?.message ?? "")
            }
        }
    }

    private var options: [Policy.Option] {
        var options = require.map { Policy.Option.require($0) }
        options += goSum.map { .goSum($0) }
        options += checksums.map { [.checksums($0)] } ?? []
        options += maxSize.map { [.maxSize($0)] } ?? []
        options += expectVar.map { .variable($0) }
        options += forbid.map { .forbid($0) }
        // That a rule is left out holds over how bad it is.
        options += severity.map { .severity($0) } + ignore.map { .ignore($0) }
        return options
    }

    func held(_ failsOn: Diagnostic.Severity?, _ settings: RunSettings) -> HeldAgainst {
        var held = HeldAgainst()
        held.source = noPolicy ? .none : policy.map { .file($0) } ?? .nearest
        held.options = options
        held.baseline = baseline
        held.writesBaseline = writeBaseline
        held.failsOn = failsOn
        held.settings = settings
        return held
    }
}
