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

    @Flag(help: "Write one JSON document.")
    var json = false

    @Option(help: ArgumentHelp("Colour text: auto, always or never.", valueName: "when"))
    var color = Invocation.ColorChoice.auto

    mutating func validate() throws {
        if list, !text.isEmpty { throw ValidationError("--list names all rules, not some") }
        if !list, text.isEmpty { throw ValidationError("Missing expected argument '<text> ...'") }
    }

    func runToStatus() -> Int32 {
        var request = Request(.check)
        request.format = json ? .json : .text
        request.usesColor = color.isOn(1)
        let manual = RuleManual(request, to: ByteWriter { goelf_write(1, $0) })
        if list { return manual.writeList(Rule.all) == 0 ? 0 : 2 }
        let words = text.joined(separator: " ")
        let asked = words == "-" ? StandardInput.text(most: 1 << 20) : words
        let rules = Rule(named: asked).map { [$0] } ?? Rule.explaining(asked)
        if rules.isEmpty, !json { return Self.complain(of: asked) }
        return manual.write(rules) != 0 ? 2 : rules.isEmpty ? 1 : 0
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
