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
            try Goelf.checkHelp(arguments)
            var command = try Goelf.parseAsRoot(ArgumentBytes.ofProcess.texts)
            if let runnable = command as? any Runnable { end(runnable.runToStatus()) }
            // One of ArgumentParser's own: it throws the help that was asked for.
            try command.run()
            end(0)
        } catch {
            end(say(error))
        }
    }

    /// Writes help and the version to standard output, mistakes in the command line to standard
    /// error; returns the exit status.
    private static func say(_ error: any Error) -> Int32 {
        let isMistake = Goelf.exitCode(for: error) != .success
        let message = Goelf.fullMessage(for: error).startingAsGoelf
        let text = message.isEmpty || message.hasSuffix("\n") ? message : message + "\n"
        var writer = ByteWriter { goelf_write(isMistake ? 2 : 1, $0) == 0 ? 0 : 1 }
        writer.write(text)
        writer.flush()
        return isMistake || writer.failure != 0 ? 2 : 0
    }
}

extension String {
    /// A message of ArgumentParser in the form that all errors of goelf have.
    fileprivate var startingAsGoelf: String {
        hasPrefix("Error: ") ? "goelf: error: " + dropFirst(7) : self
    }
}

/// A command that has been read from the command line.
protocol Runnable {
    /// Runs it; returns the exit status.
    func runToStatus() -> Int32
}

/// Ends the process at once: nothing is left to clean up.
func end(_ status: Int32) -> Never { goelf_exit(status) }
