internal import ArgumentParser
internal import GoInspect
internal import GoReport
internal import ObjectFile

/// The command line as ArgumentParser reads it: help, completions, errors, and all that is not
/// plain.
///
/// Each command makes the same `Invocation` as the plain path.
struct Goelf: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "goelf",
        abstract: "Tell what a Go-built ELF or Mach-O binary is made of, and what it needs to run.",
        usage: """
            goelf FILE ...
            goelf COMMAND [OPTIONS] FILE ...
            """,
        discussion: """
            Without a command, each FILE is described on one screen. "-" is standard input; in a \
            folder every file below it is read.

            Exit status: 0 done, 1 a sound answer that is bad news, 2 wrong usage, an input that \
            cannot be read or is damaged, or an output that cannot be written.
            """,
        version: Report.version,
        subcommands: [
            Info.self, Deps.self, BuildInfo.self, Headers.self, Segments.self, Sections.self,
            Dynamic.self, Symbols.self, Versions.self, Notes.self,
            Signature.self, Relocations.self,
            Functions.self, Cgo.self, Check.self, Compare.self, SnapshotOf.self,
            Explain.self, Targets.self, Schema.self,
        ],
        defaultSubcommand: Info.self)

    /// Refuses `help WORD` where no command is called so; ArgumentParser would show the general
    /// help.
    static func checkHelp(_ arguments: ArraySlice<String>) throws {
        guard arguments.first == "help", let name = arguments.dropFirst().first,
            !name.hasPrefix("-"),
            !configuration.subcommands.contains(where: { $0.configuration.commandName == name })
        else { return }
        throw ValidationError("there is no command '\(name)'")
    }
}

/// A command that reads files.
protocol FileCommand: ParsableCommand, Runnable {
    var invocation: Invocation { get }
}

extension FileCommand {
    mutating func validate() throws { try checkCommon() }

    /// Refuses a command line without a file, though of an image it is known what is meant, and
    /// formats that the command does not write.
    func checkCommon() throws {
        let invocation = invocation
        let images = (invocation.places.map(\.settings) + [invocation.settings].compactMap { $0 })
            .filter { $0.image != nil }
        if invocation.paths.isEmpty, images.count > 1 {
            throw ValidationError("name a file: of several images not one can be meant")
        }
        if invocation.paths.isEmpty, images.isEmpty {
            throw ValidationError("Missing expected argument '<file> ...'")
        }
        let request = invocation.request
        if request.format == .go, request.topic != .buildinfo {
            throw ValidationError("--format go is of buildinfo alone")
        }
        if request.format == .dot || request.format == .mermaid, request.topic != .deps {
            throw ValidationError("--format \(request.format.rawValue) is of deps alone")
        }
    }

    func runToStatus() -> Int32 {
        var invocation = invocation
        invocation.places = invocation.places.ordered(as: CommandLine.arguments.dropFirst())
        return invocation.run()
    }
}

/// What all commands that read files have in common.
struct CommonOptions: ParsableArguments {
    @Argument(help: "Files to read; \"-\" is standard input.", completion: .file())
    var file: [ByteString] = []

    @Flag(help: "Write one JSON document; short for --format json.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Write text or json; buildinfo also go; deps also dot and mermaid.", valueName: "format"
        ))
    var format: FormatChoice?

    @Option(
        help: ArgumentHelp(
            "Show one slice of universal files: amd64, arm64, arm64e.", valueName: "name"))
    var arch: String?

    @Option(
        help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"),
        completion: .file())
    var output: ByteString?

    @Option(help: ArgumentHelp("Colour text: auto, always or never.", valueName: "when"))
    var color = Invocation.ColorChoice.auto

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Read up to so many files at the same time.", valueName: "number"))
    var jobs = 1

    @Flag(name: .shortAndLong, help: "Say nothing of files that are passed over.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Shorten nothing in text, and name what is only counted.")
    var verbose = false

    mutating func validate() throws {
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other")
        }
        try ValidationError.checkProcessor(arch)
        if jobs < 1 { throw ValidationError("--jobs takes a number from 1 up, not '\(jobs)'") }
    }

    func invocation(_ topic: Topic) -> Invocation {
        var invocation = Invocation(Request(topic), paths: file)
        invocation.request.format = json ? .json : format?.format ?? .text
        invocation.request.isQuiet = quiet
        invocation.request.isVerbose = verbose
        invocation.request.architecture = arch
        invocation.output = output
        invocation.color = color
        invocation.jobs = jobs
        return invocation
    }
}

/// A format by its name on the command line.
enum FormatChoice: String, CaseIterable, ExpressibleByArgument {
    case text, json, go, dot, mermaid

    var format: Format {
        switch self {
        case .text: .text
        case .json: .json
        case .go: .go
        case .dot: .dot
        case .mermaid: .mermaid
        }
    }
}

extension Invocation.ColorChoice: ExpressibleByArgument {}

extension Topic {
    /// The line that help says of the command.
    var abstract: String {
        switch self {
        case .info: "Describe a file on one screen."
        case .deps: "Show interpreter, libraries, search paths and versions needed."
        case .buildinfo: "Show Go version, modules and settings of the build."
        case .headers: "Show the file header, and load commands of Mach-O."
        case .segments: "Show the segments (program headers)."
        case .sections: "Show the sections."
        case .dynamic: "Show the dynamic section."
        case .symbols: "Show the symbols."
        case .versions: "Show the versions needed and defined."
        case .notes: "Show the notes."
        case .signature: "Show the code signature of Mach-O files, and check all pages."
        case .relocations: "Count the relocations by type."
        case .functions: "Show the functions of Go's function table, stripped or not."
        case .cgo: "Show what there is of C code, by package."
        case .check: "Tell whether files run in some places; if not, why, and what helps."
        }
    }

    /// How ArgumentParser knows the command.
    var configuration: CommandConfiguration {
        CommandConfiguration(commandName: rawValue, abstract: abstract, usage: usage)
    }

    /// One short line: help lists the options below it.
    var usage: String { "goelf \(rawValue) [OPTIONS] FILE ..." }
}
