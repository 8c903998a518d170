import Foundation
import GoReport
import TestSupport
import Testing

@Suite("Help, mistakes and completions", .serialized)
struct HelpTests {
    private let folder: Scratch

    init() throws { folder = try Scratch() }

    @Test(
        "a mistake ends with 2 and words on standard error alone",
        arguments: [
            [], ["deps"], ["--nope"], ["deps", "--nope", "app"],
            ["deps", "--format", "xml", "app"],
            ["deps", "--format", "go", "app"], ["deps", "--json", "--format", "text", "app"],
            ["symbols", "--defined", "--undefined", "app"], ["symbols", "--type"],
            ["deps", "--color", "blue", "app"],
            ["deps", "--jobs", "0", "app"], ["-j", "-1", "app"], ["info", "--jobs", "x", "app"],
            ["schema", "nope"], ["help", "nope"],
            ["schema", "deps", "more"], ["targets", "debain:12"],
            ["targets", "--json", "--format", "text"], ["targets", "debian:12,"],
            ["deps", "--output"], ["deps", "--json=1", "app"], [""],
            ["explain"], ["explain", "--list", "x"], ["check", "--fail-on", "x", "app"],
            ["check", "--image", "a", "--image", "b"], ["check", "--root", "nowhere", "app"],
            ["compare"], ["compare", "app"], ["compare", "-", "-"], ["compare", "a", "b", "c"],
            ["compare", "--allow", "size", "a", "b"],
            ["compare", "--fail-on", "note", "--allow", "sizes", "a", "b"],
            ["compare", "--threshold", "much", "a", "b"], ["compare", "--target", "x", "a", "b"],
            ["compare", "nowhere", "a"], ["snapshot"], ["snapshot", "a", "b"],
            ["snapshot", "nowhere"],
        ])
    func mistake(_ arguments: [String]) throws {
        let outcome = try BuiltCommand.run(arguments, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.text.isEmpty)
        #expect(outcome.errorText.hasPrefix("goelf: error: "))
        #expect(outcome.errorText.hasSuffix("\n"))
    }

    @Test(
        "help is asked for in many ways, ends with 0 and fits a terminal",
        arguments: [["--help"], ["-h"], ["help"], ["help", "-h"]])
    func help(_ arguments: [String]) throws {
        let outcome = try BuiltCommand.run(arguments, in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        #expect(outcome.text.hasPrefix("OVERVIEW: Tell what a Go-built ELF or Mach-O binary"))
        #expect(outcome.text.contains("Exit status: 0 done, 1 a sound answer that is bad news"))
        for topic in Topic.allCases { #expect(outcome.text.contains("\n  \(topic.rawValue) ")) }
        #expect(outcome.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(
        "every command has help of its own",
        arguments: Topic.allCases.map(\.rawValue)
            + ["compare", "snapshot", "explain", "schema", "targets"])
    func commandHelp(_ name: String) throws {
        let outcome = try BuiltCommand.run([name, "--help"], in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        #expect(outcome.text.contains("USAGE: goelf \(name) "))
        #expect(outcome.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(try BuiltCommand.run(["help", name], in: folder).text == outcome.text)
    }

    @Test("the version is that of the documents")
    func version() throws {
        let outcome = try BuiltCommand.run(["--version"], in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.text == Report.version + "\n")
    }

    @Test(
        "each shell's completions are a script that it reads", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) throws {
        let outcome = try BuiltCommand.run(["--generate-completion-script", shell], in: folder)
        #expect(outcome.status == 0)
        for topic in Topic.allCases { #expect(outcome.text.contains(topic.rawValue)) }
        let script = try folder.file("completion", outcome.output)
        // Other shells may not be there; bash is a part of Debian.
        let line = "command -v \(shell) >/dev/null || exit 127; \(shell) -n \"$1\""
        let check = try BuiltCommand.shell(line, [script], in: folder)
        #expect(check.status == 0 || (check.status == 127 && shell != "bash"), "\(check.errorText)")
    }

    @Test("schemas are listed by name and printed")
    func schemas() throws {
        let list = try BuiltCommand.run(["schema"], in: folder)
        let names =
            Topic.allCases.map(\.rawValue)
            + ["compare", "snapshot", "explain", "targets", "policy", "baseline"]
        #expect(list.text == names.joined(separator: "\n") + "\n")
        let schema = try BuiltCommand.run(["schema", "deps"], in: folder)
        #expect(schema.status == 0)
        let object = try JSONSerialization.jsonObject(with: schema.output) as? [String: Any]
        #expect(object?["title"] as? String == "goelf deps --json")
    }
}

@Suite("The README's console", .serialized)
struct ReadmeConsoleTests {
    @Test("shows what the command prints")
    func console() throws {
        let folder = try Scratch()
        let root = TestBinary.folder.deletingLastPathComponent()
        let readme = try String(
            contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let parts = readme.components(separatedBy: "```console\n")
        try #require(parts.count == 2)
        let block = try #require(parts[1].components(separatedBy: "```\n").first)
        var printed = ""
        for line in block.split(separator: "\n") where line.hasPrefix("$ goelf ") {
            let arguments = line.dropFirst(8)
            let run = "cd '\(root.path)/TestBinaries/bin' && \"$goelf\" \(arguments)"
            let outcome = try BuiltCommand.shell(run, in: folder)
            #expect(outcome.status == 0)
            printed += (printed.isEmpty ? "" : "\n") + line + "\n" + outcome.text
        }
        #expect(printed == block)
        #expect(!printed.isEmpty)
    }

    @Test("names every command")
    func commands() throws {
        let root = TestBinary.folder.deletingLastPathComponent()
        let readme = try String(
            contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        for topic in Topic.allCases where topic != .info {
            #expect(readme.contains("| `goelf \(topic.rawValue) FILE…` |"))
        }
    }
}
