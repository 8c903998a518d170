internal import ArgumentParser
internal import CSystemCalls
internal import GoInspect
internal import GoReport
internal import ObjectFile

struct Compare: ParsableCommand, Runnable {
    static let configuration = CommandConfiguration(
        commandName: CompareReport.command,
        abstract: "Tell what differs between two builds, and what it means.",
        usage: "goelf compare [OPTIONS] OLD NEW",
        discussion: """
            OLD and NEW are programs or libraries, or what goelf snapshot wrote of them; one may be \
            "-". What matters comes first, in sentences; then area by area what is behind it. \
            Whatever differs, it ends with 0, unless --fail-on says from which severity on it is to \
            end with 1.
            """)

    @Argument(help: "The older build, or its snapshot.", completion: .file())
    var old: ByteString

    @Argument(help: "The newer build, or its snapshot.", completion: .file())
    var new: ByteString

    @OptionGroup var output: OutputOptions

    @OptionGroup(title: "What is compared") var scope: CompareScope

    @OptionGroup(title: "As a gate") var gate: CompareGate

    @Flag(
        help: "Tell why two builds that should be the same bytes are not; end with 1 then.")
    var reproducible = false

    @Flag(name: .shortAndLong, help: "Shorten nothing in text.")
    var verbose = false

    mutating func validate() throws {
        if old.equals("-"), new.equals("-") {
            throw ValidationError("only one of both can be \"-\"")
        }
        if old.isEmpty || new.isEmpty { throw ValidationError("a file has no name") }
        if reproducible { try checkReproducible() }
    }

    func runToStatus() -> Int32 {
        var request = CompareRequest()
        request.isVerbose = verbose
        request.format = output.isJSON ? .json : .text
        if reproducible { return ReproductionReport.run(request, old, new, output) }
        request.failsOn = gate.failOn?.severity
        request.allowed = gate.allowed
        request.comparison = scope.comparison
        request.comparison.looksAtBytes = !gate.allowed.isEmpty
        let found = FileSnapshot.both(old, new, scope.snapshots)
        return CompareReport.run(request, found.old, found.new, output)
    }
}

/// What is compared, and how closely.
struct CompareScope: ParsableArguments {
    @Flag(help: "Compare the names of the symbol tables, too, and list all that differ.")
    var symbols = false

    @Flag(help: "List every function that is new, gone or of another size.")
    var functions = false

    @Option(
        help: ArgumentHelp(
            "Leave out sizes that differ by less: 4096, 64k, 2%. Text does so below 1% if not said.",
            valueName: "size"))
    var threshold: ThresholdChoice?

    @Option(
        help: ArgumentHelp(
            "Tell where both run of these systems: debian:12, alpine:3.20,scratch, all; may be repeated.",
            valueName: "name"))
    var target: [String] = []

    @Option(
        help: ArgumentHelp(
            "Compare one slice of universal files: amd64, arm64, arm64e.", valueName: "name"))
    var arch: String?

    mutating func validate() throws {
        try ValidationError.checkProcessor(arch)
        for names in target {
            do { _ = try Target.list(names) } catch { throw ValidationError(error.description) }
        }
    }

    /// What is taken of each file.
    var snapshots: FileSnapshot.Options {
        var options = FileSnapshot.Options()
        options.keepsSymbols = symbols
        options.slice = arch
        options.places = Self.places(target)
        return options
    }

    /// How they are compared.
    var comparison: Comparison.Options {
        var options = Comparison.Options()
        options.listsFunctions = functions
        options.listsSymbols = symbols
        options.threshold = threshold?.threshold
        options.places = Self.places(target)?.map(\.name) ?? []
        return options
    }

    /// The places that were named, each once; nil where none was.
    static func places(_ names: [String]) -> [CheckPlace]? {
        guard !names.isEmpty else { return nil }
        var known: Set<String> = []
        // A target that is none was refused when the command line was read.
        let targets = names.flatMap { names in
            do { return try Target.list(names) } catch { return [] }
        }
        return targets.filter { known.insert($0.name).inserted }.map { CheckPlace($0) }
    }
}

/// What makes comparing a gate.
struct CompareGate: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "End with 1 where something differs that is as bad: error, warning, note.",
            valueName: "severity"))
    var failOn: SeverityChoice?

    @Option(
        help: ArgumentHelp(
            "Areas or kinds of differences that --fail-on lets pass: size,build-id,vcs; may be repeated.",
            valueName: "names"))
    var allow: [String] = []

    mutating func validate() throws {
        if failOn == nil, !allow.isEmpty { throw ValidationError("--allow goes with --fail-on") }
        for name in allowed where !Difference.isKnown(name) {
            let all = Difference.kinds.map {
                $0.area.rawValue + ": " + $0.kinds.joined(separator: ", ")
            }
            throw ValidationError(
                "there is no area or kind of differences '\(name)'; there are\n"
                    + all.joined(separator: "\n"))
        }
    }

    /// All that is let pass.
    var allowed: Set<String> {
        Set(
            allow.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map(
                String.init))
    }
}

/// A threshold as it is spelt on the command line.
struct ThresholdChoice: ExpressibleByArgument {
    let threshold: Comparison.Threshold

    init?(argument: String) {
        guard let threshold = Comparison.Threshold(argument) else { return nil }
        self.threshold = threshold
    }
}

extension CompareReport {
    /// Compares and writes; returns the exit status.
    static func run(
        _ request: CompareRequest, _ old: FileSnapshot, _ new: FileSnapshot, _ output: OutputOptions
    ) -> Int32 {
        var errors = ByteWriter { goelf_write(2, $0) }
        var status: Int32 = 0
        let failure = Invocation.write(
            to: output.output, output.color, reading: [old.rawPath, new.rawPath]
        ) { out, usesColor in
            var request = request
            request.usesColor = usesColor
            var report = CompareReport(request, to: out)
            report.write(old, new, &errors)
            status = report.status
            return report.failure
        }
        errors.flush()
        return failure != 0 ? failure : status
    }
}
