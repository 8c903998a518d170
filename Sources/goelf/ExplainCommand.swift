internal import ArgumentParser
internal import CSystemCalls
internal import GoInspect
internal import GoReport

struct Explain: ParsableCommand, Runnable {
    static let configuration = CommandConfiguration(
        commandName: RuleManual.command, abstract: "Explain a rule of check, or an error text.",
        usage: "goelf explain RULE | --list | TEXT ...",
        discussion: """
            TEXT is what a program, a shell or a loader has said, as it was: names of programs and \
            paths in it do not matter. It ends with 1 where no rule explains it.
            """)

    @Argument(help: "A rule's name, or an error text; \"-\" reads one from standard input.")
    var text: [String] = []

    @Flag(help: "List all rules.")
    var list = false

    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        if list, !text.isEmpty { throw ValidationError("--list names all rules, not some") }
        if !list, text.isEmpty { throw ValidationError("Missing expected argument '<text> ...'") }
    }

    func runToStatus() -> Int32 {
        if list { return write { $0.writeList(Rule.all) } }
        let words = text.joined(separator: " ")
        let asked = words == "-" ? StandardInput.text(most: 1 << 20) : words
        let rules = Rule(named: asked).map { [$0] } ?? Rule.explaining(asked)
        if rules.isEmpty, !output.isJSON { return Self.complain(of: asked) }
        let status = write { $0.write(rules) }
        return status == 0 && rules.isEmpty ? 1 : status
    }

    /// Returns the exit status.
    private func write(_ answer: (RuleManual) -> Int32) -> Int32 {
        Invocation.write(to: output.output, output.color) { out, usesColor in
            var request = Request(.check)
            request.format = output.isJSON ? .json : .text
            request.usesColor = usesColor
            return answer(RuleManual(request, to: out))
        }
    }

    private static func complain(of text: String) -> Int32 {
        var errors = ByteWriter { goelf_write(2, $0) }
        errors.write("goelf: no rule explains this")
        if let name = NearNames.of(text, among: Rule.all.map(\.name)).first {
            errors.write(": did you mean \(name)?")
        }
        errors.write("\n")
        errors.flush()
        return 1
    }
}

/// What comes on standard input, as a text.
enum StandardInput {
    static func text(most: Int) -> String {
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 14)
        while all.count < most {
            var target = part.mutableSpan
            let count = goelf_read(0, &target)
            guard count > 0 else { break }
            all += part[..<min(count, part.count)]
        }
        return String(decoding: all, as: UTF8.self)
    }
}
