internal import ArgumentParser
internal import GoInspect
internal import GoReport

struct Targets: ParsableCommand, Runnable {
    static let configuration = CommandConfiguration(
        commandName: "targets", abstract: "List the systems that goelf knows by table.",
        usage: "goelf targets [OPTIONS] [NAME ...]",
        discussion: """
            A NAME is a target (debian:12), a family (debian, alpine, macos) or a C library \
            (glibc, musl); several may be joined by commas. With --verbose all that is known is \
            shown, with the pages where that is published.
            """)

    @Argument(
        help: "Targets, families or C libraries; all where none is named.",
        completion: .list(Target.Family.allCases.map(\.rawValue)))
    var name: [String] = []

    @OptionGroup var output: OutputOptions

    @Flag(name: .shortAndLong, help: "Show all that is known, with its sources.")
    var verbose = false

    mutating func validate() throws {
        do { _ = try Target.listed(name) } catch { throw ValidationError(error.description) }
    }

    func runToStatus() -> Int32 {
        let targets: [Target]
        do { targets = try Target.listed(name) } catch { return 2 }
        return Invocation.write(to: output.output, output.color) { out, usesColor in
            TargetReport(targets).write(
                output.isJSON ? .json : .text, isVerbose: verbose, usesColor: usesColor, to: out)
        }
    }
}

extension Target {
    /// The targets that are meant by names of targets, families and C libraries; all where there
    /// is none.
    static func listed(_ names: [String]) throws(UnknownTarget) -> [Target] {
        if names.isEmpty { return all }
        var targets: [Target] = []
        for name in names.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            let name = name.lowercased()
            let found = all.filter { $0.family.rawValue == name || $0.libc?.name ?? "" == name }
            targets += found.isEmpty ? try list(name) : found
        }
        var known: Set<String> = []
        return targets.filter { known.insert($0.name).inserted }
    }
}
