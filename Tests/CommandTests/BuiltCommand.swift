import Foundation
import TestSupport

/// The command as it was built beside these tests, run as a process.
struct BuiltCommand {
    /// What a run came to.
    struct Outcome {
        /// The exit status, negative where a signal ended the run.
        let status: Int32
        let output: Data
        let errors: Data

        var text: String { String(decoding: output, as: UTF8.self) }
        var errorText: String { String(decoding: errors, as: UTF8.self) }
    }

    /// The executable, beside that of the tests.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("goelf").path

    /// Runs the command with arguments.
    static func run(
        _ arguments: [String], input: String = "/dev/null", in folder: Scratch
    ) throws -> Outcome {
        try shell(#""$goelf" "$@""#, arguments, input: input, in: folder)
    }

    /// Runs a line of shell in which `"$goelf"` is the command and `"$@"` are arguments.
    static func shell(
        _ line: String, _ arguments: [String] = [], input: String = "/dev/null",
        in folder: Scratch
    ) throws -> Outcome {
        let output = folder.path("stdout-\(UUID().uuidString)")
        let errors = folder.path("stderr-\(UUID().uuidString)")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line, "sh"] + arguments
        process.environment = ["goelf": path, "PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        process.currentDirectoryURL = folder.url
        for file in [output, errors] { try Data().write(to: URL(fileURLWithPath: file)) }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: input))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        process.waitUntilExit()
        let status = process.terminationStatus
        defer {
            folder.remove(output)
            folder.remove(errors)
        }
        return Outcome(
            status: process.terminationReason == .exit ? status : -status,
            output: try Data(contentsOf: URL(fileURLWithPath: output)),
            errors: try Data(contentsOf: URL(fileURLWithPath: errors)))
    }
}

/// The path of a binary of TestBinaries.
func binary(_ id: String) -> String {
    TestBinary.folder.appendingPathComponent("bin/\(id)").path
}
