internal import ArgumentParser
internal import CSystemCalls
internal import GoReport

/// The command.
///
/// Its entry is not async: the static runtime would take 5 ms to end.
@main enum Main {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        if let plain = Invocation(plain: arguments) { end(plain.run()) }
        do {
            let command = try Goelf.parseAsRoot(Array(arguments))
            guard let runnable = command as? any Runnable else { throw CleanExit.helpRequest() }
            end(runnable.runToStatus())
        } catch {
            end(say(error))
        }
    }

    /// Writes help and the version to standard output, mistakes in the command line to standard
    /// error; returns the exit status.
    private static func say(_ error: any Error) -> Int32 {
        let message = Goelf.fullMessage(for: error)
        let isMistake = Goelf.exitCode(for: error) != .success
        let text = message.isEmpty || message.hasSuffix("\n") ? message : message + "\n"
        var writer = ByteWriter { goelf_write(isMistake ? 2 : 1, $0) == 0 ? 0 : 1 }
        writer.write(text)
        writer.flush()
        return isMistake || writer.failure != 0 ? 2 : 0
    }
}

/// A command that has been read from the command line.
protocol Runnable {
    /// Runs it; returns the exit status.
    func runToStatus() -> Int32
}

/// Ends the process at once: nothing is left to clean up.
func end(_ status: Int32) -> Never { goelf_exit(status) }
