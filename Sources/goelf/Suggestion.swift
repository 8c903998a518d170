internal import CSystemCalls
internal import GoReport

/// What was meant by a first word that is neither a command nor a file.
struct Suggestion {
    private static let commands = Topic.allCases.map(\.rawValue) + Invocation.otherWords

    /// The command whose name is nearest to the word; nil where none is near.
    ///
    /// Two slips of the finger are the most that count, and fewer than half of the name.
    static func command(for word: String) -> String? {
        let typed = Array(word.utf8.prefix(20))
        let near = commands.map { (name: $0, slips: slips(typed, Array($0.utf8))) }
            .filter { $0.slips <= min(2, $0.name.utf8.count / 2) }
        return near.min { $0.slips < $1.slips }?.name
    }

    /// How many letters have to be put in, left out, replaced or swapped with the next one to make
    /// one word of the other.
    private static func slips(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var rows = [Array(0...b.count)]
        for (i, letter) in a.enumerated() {
            var row = [i + 1]
            for (j, other) in b.enumerated() {
                let last = rows[i]
                var least = min(last[j] + (letter == other ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}

extension Invocation {
    /// Asks whether a command was meant by the first word, if it leads to no file.
    func suggestCommand() {
        guard request.topic == .info, let word = paths.first,
            CommandLine.arguments.dropFirst().first == word, PathKind(word) == .nothing,
            let command = Suggestion.command(for: word)
        else { return }
        var errors = ByteWriter { goelf_write(2, $0) }
        errors.write("goelf: there is no file ")
        errors.write(safe: word)
        errors.write(": did you mean the command \(command)?\n")
        errors.flush()
    }
}
