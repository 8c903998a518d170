internal import ArgumentParser
internal import CSystemCalls
internal import GoReport

struct Schema: ParsableCommand, Runnable {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of a command's JSON.",
        discussion: "Without a name it lists the names, which are those of the commands.")

    @Argument(help: "A command's name.", completion: .list(JSONSchema.names))
    var name: String?

    mutating func validate() throws {
        if let name, JSONSchema.text(name) == nil {
            throw ValidationError(
                "there is no schema '\(name)'; there are "
                    + JSONSchema.names.joined(separator: ", "))
        }
    }

    func runToStatus() -> Int32 {
        let text = name.flatMap { JSONSchema.text($0) } ?? JSONSchema.names.joined(separator: "\n")
        var out = ByteWriter { goelf_write(1, $0) }
        out.write(text + "\n")
        out.flush()
        return out.failure == 0 ? 0 : 2
    }
}
