internal import CSystemCalls
internal import GoInspect
internal import GoReport
internal import ObjectFile

/// What was meant by a first word that is neither a command nor a file.
struct Suggestion {
    private static let commands = Topic.allCases.map(\.rawValue) + Invocation.otherWords

    /// The command whose name is nearest to the word; nil where none is near.
    ///
    /// Two slips of the finger are the most that count, and fewer than half of the name.
    static func command(for word: String) -> String? {
        NearNames.of(word, among: commands).first
    }
}

extension Invocation {
    /// Asks whether a command was meant by the first word, if it leads to no file.
    func suggestCommand() {
        guard request.topic == .info, let path = paths.first, PathKind(path) == .nothing,
            let word = CommandLine.arguments.dropFirst().first, path.equals(word),
            let command = Suggestion.command(for: word)
        else { return }
        var errors = ByteWriter { goelf_write(2, $0) }
        errors.write("goelf: there is no file ")
        errors.write(safe: word)
        errors.write(": did you mean the command \(command)?\n")
        errors.flush()
    }
}
