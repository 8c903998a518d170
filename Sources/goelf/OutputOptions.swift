internal import ArgumentParser
internal import ObjectFile

/// How and where a command writes that is asked of no file.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Write one JSON document; short for --format json.")
    var json = false

    @Option(help: ArgumentHelp("Write text or json.", valueName: "format"))
    var format: PlainFormat?

    @Option(
        help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"),
        completion: .file())
    var output: ByteString?

    @Option(help: ArgumentHelp("Colour text: auto, always or never.", valueName: "when"))
    var color = Invocation.ColorChoice.auto

    mutating func validate() throws {
        if json, format == .text {
            throw ValidationError("--json and --format text contradict each other")
        }
    }

    /// Whether a document is wanted.
    var isJSON: Bool { json || format == .json }
}

/// A format by its name on the command line.
enum PlainFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}
