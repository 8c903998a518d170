internal import ArgumentParser
internal import CSystemCalls
internal import GoInspect
internal import GoReport
internal import ObjectFile

struct SnapshotOf: ParsableCommand, Runnable {
    static let configuration = CommandConfiguration(
        commandName: CompareReport.snapshotCommand,
        abstract: "Write what compare needs of a build, to be kept without it.",
        usage: "goelf snapshot [OPTIONS] FILE > base.json",
        discussion: """
            What is written is JSON, and small enough for a repository: goelf compare base.json \
            FILE tells later what differs. Functions are kept by package; with --functions by name, \
            too, without which compare cannot tell which of them came or went.
            """)

    @Argument(help: "The file; \"-\" is standard input.", completion: .file())
    var file: ByteString

    @Flag(help: "Also keep the name and size of every function.")
    var functions = false

    @Flag(help: "Also keep the names of the full symbol table.")
    var symbols = false

    @Option(
        help: ArgumentHelp(
            "Keep where it runs of these systems: debian:12, alpine:3.20,scratch, all; may be repeated.",
            valueName: "name"))
    var target: [String] = []

    @Option(
        help: ArgumentHelp(
            "Keep one slice of universal files: amd64, arm64, arm64e.", valueName: "name"))
    var arch: String?

    @Option(
        help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"),
        completion: .file())
    var output: ByteString?

    @Flag(help: ArgumentHelp("Write JSON, as is done without it.", visibility: .hidden))
    var json = false

    mutating func validate() throws {
        if file.isEmpty { throw ValidationError("a file has no name") }
        try ValidationError.checkProcessor(arch)
        for names in target {
            do { _ = try Target.list(names) } catch { throw ValidationError(error.description) }
        }
    }

    func runToStatus() -> Int32 {
        var options = FileSnapshot.Options()
        options.keepsFunctions = functions
        options.keepsSymbols = symbols
        options.slice = arch
        options.places = CompareScope.places(target)
        let snapshot = FileSnapshot(path: file, options)
        var errors = ByteWriter { goelf_write(2, $0) }
        var status: Int32 = 0
        var request = CompareRequest()
        request.format = .json
        guard snapshot.error == nil else {
            // A baseline that is there already stays as it is.
            var report = CompareReport(request, to: ByteWriter { _ in 0 })
            report.write(snapshot, &errors)
            return report.status
        }
        let failure = Invocation.write(to: output, .never, reading: [snapshot.rawPath]) { out, _ in
            var report = CompareReport(request, to: out)
            report.write(snapshot, &errors)
            status = report.status
            return report.failure
        }
        errors.flush()
        return failure != 0 ? failure : status
    }
}
