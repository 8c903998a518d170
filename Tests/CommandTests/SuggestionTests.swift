import TestSupport
import Testing

@Suite("A mistyped command")
struct SuggestionTests {
    private let folder: Scratch

    init() throws { folder = try Scratch() }

    private func hints(_ line: String) throws -> [Substring] {
        let outcome = try BuiltCommand.shell(line, in: folder)
        #expect(outcome.status == 2 && outcome.text.isEmpty)
        return outcome.errorText.split(separator: "\n").filter { $0.contains("did you mean") }
    }

    @Test(
        "is taken for the command that is nearest",
        arguments: [
            ("dpes", "deps"), ("dep", "deps"), ("depss", "deps"), ("inof", "info"),
            ("buildinof", "buildinfo"), ("bulidifno", "buildinfo"), ("section", "sections"),
            ("fucntions", "functions"), ("cg", "cgo"), ("shcema", "schema"), ("hepl", "help"),
            ("Deps", "deps"),
        ])
    func near(_ word: String, _ command: String) throws {
        let hint = "goelf: there is no file \(word): did you mean the command \(command)?"
        #expect(try hints("\"$goelf\" \(word) none") == [Substring(hint)])
        #expect(try hints("\"$goelf\" \(word) --color never none") == [Substring(hint)])
        #expect(try hints("\"$goelf\" \(word)") == [Substring(hint)])
    }

    @Test("is no word that is far from all commands, and none behind the first word")
    func far() throws {
        for line in [
            "absent", "absent dpes", "info dpes", "deps dpes", "--quiet dpes", "./dpes", "go1",
        ] {
            #expect(try hints("\"$goelf\" \(line)") == [], "\(line)")
        }
    }

    @Test("is no file that is there")
    func file() throws {
        let outcome = try BuiltCommand.shell(
            #"echo text >dpes; "$goelf" dpes none"#, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errorText.split(separator: "\n").count == 1)
    }
}
