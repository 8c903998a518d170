internal import ArgumentParser
internal import CSystemCalls
internal import GoInspect
internal import GoReport

struct Targets: ParsableCommand, Runnable {
    static let configuration = CommandConfiguration(
        commandName: "targets", abstract: "List the systems that goelf knows by table.",
        usage: "goelf targets [OPTIONS] [NAME ...]",
        discussion: """
            A NAME is a target (debian:12), a family (debian, alpine, macos) or a C library \
            (glibc, musl); several may be joined by commas. With --verbose all that is known is \
            shown, with the pages that state it.
            """)

    @Argument(
        help: "Targets, families or C libraries; all where none is named.",
        completion: .list(Target.Family.allCases.map(\.rawValue)))
    var name: [String] = []

    @Flag(help: "Write one JSON document; short for --format json.")
    var json = false

    @Option(help: ArgumentHelp("Write text or json.", valueName: "format"))
    var format: TargetFormat?

    @Option(
        help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("Colour text: auto, always or never.", valueName: "when"))
    var color = Invocation.ColorChoice.auto

    @Flag(name: .shortAndLong, help: "Show all that is known, with its sources.")
    var verbose = false

    mutating func validate() throws {
        if json, format == .text {
            throw ValidationError("--json and --format text contradict each other")
        }
        do { _ = try Target.listed(name) } catch { throw ValidationError(error.description) }
    }

    func runToStatus() -> Int32 {
        let targets: [Target]
        do { targets = try Target.listed(name) } catch { return 2 }
        return Invocation.write(to: output, color) { out, usesColor in
            TargetReport(targets).write(
                json || format == .json ? .json : .text, isVerbose: verbose, usesColor: usesColor,
                to: out)
        }
    }
}

/// A format by its name on the command line.
enum TargetFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

extension Target {
    /// The targets that are meant by names of targets, families and C libraries; all where there
    /// is none.
    static func listed(_ names: [String]) throws(UnknownTarget) -> [Target] {
        if names.isEmpty { return all }
        var targets: [Target] = []
        for name in names.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            let found = all.filter { $0.family.rawValue == name || $0.libc?.name ?? "" == name }
            targets += found.isEmpty ? try list(String(name)) : found
        }
        var known: Set<String> = []
        return targets.filter { known.insert($0.name).inserted }
    }
}
