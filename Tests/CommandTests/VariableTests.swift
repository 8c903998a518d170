import Foundation
import GoReport
import TestSupport
import Testing

@Suite("buildinfo with variables and facts")
struct VariableTests {
    private let folder: Scratch

    init() throws { folder = try Scratch() }

    private func binary(_ id: String) -> String {
        TestBinary.folder.appendingPathComponent("bin/" + id).path
    }

    @Test(
        "ends with 1 where the value of a variable cannot be told",
        arguments: [
            ("tiny-variable-s390x-go1.27", "main.version", 0),
            ("tiny-variable-s390x-go1.27", "main.nothing", 1),
            ("tiny-pie-amd64-go1.27", "main.version", 1), ("c-hello-pie-amd64", "main.version", 1),
        ] as [(String, String, Int32)])
    func status(_ id: String, _ name: String, _ status: Int32) throws {
        for format in ["text", "json"] {
            let arguments = ["buildinfo", "--var", name, "--format", format, binary(id)]
            let outcome = try BuiltCommand.run(arguments, in: folder)
            #expect(outcome.status == status)
            #expect(outcome.errorText.isEmpty)
        }
    }

    @Test("ends with 1 where a file that was named is no program")
    func foreign() throws {
        let line = #"echo text >text; "$goelf" buildinfo --var main.version text"#
        #expect(try BuiltCommand.shell(line, in: folder).status == 1)
    }

    @Test("shows a value between quotes")
    func text() throws {
        let arguments = [
            "buildinfo", "--var", "main.version", binary("tiny-variable-s390x-go1.27"),
        ]
        let outcome = try BuiltCommand.run(arguments, in: folder)
        #expect(outcome.text.hasSuffix("  main.version    \"1.2.3\"\n"))
    }

    @Test(
        "has nothing of it in what Go prints", arguments: [["--facts"], ["--var", "main.version"]])
    func go(_ options: [String]) throws {
        let arguments = ["buildinfo", "--format", "go"] + options + [binary("relies-amd64-go1.21")]
        #expect(try BuiltCommand.run(arguments, in: folder).status == 2)
    }

    @Test("has facts only where they are asked for")
    func facts() throws {
        let path = binary("relies-amd64-go1.21")
        let plain = try BuiltCommand.run(["buildinfo", "--json", path], in: folder)
        #expect(!plain.text.contains("\"facts\""))
        let asked = try BuiltCommand.run(["buildinfo", "--facts", "--json", path], in: folder)
        #expect(asked.text.contains("{\"name\":\"time-zones\",\"value\":true,"))
    }
}
