import ArgumentParser
import Foundation
import GoFixtures
import GoReport
import TestSupport
import Testing

@testable import goelf

@Suite("check and explain", .serialized)
struct CheckTests {
    private let folder: Scratch

    init() throws {
        folder = try Scratch()
        let loader = FixtureLibrary.glibcLoader(directories: ["/lib/"])
        try folder.file("good/lib64/ld-linux-x86-64.so.2", Data(loader.bytes))
        try folder.file("good/lib/libx.so", Data(FixtureLibrary().bytes))
        try folder.file("bad/x", Data())
        try folder.file("dist/app", Data(FixtureLibrary.program(needed: ["libx.so"]).bytes))
        try folder.file("dist/checksums.txt", Data("0 app\n".utf8))
        try folder.file("dist/app.exe", Data("MZ".utf8) + Data(count: 100))
        for name in ["dist/app", "good/lib64/ld-linux-x86-64.so.2"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: folder.path(name))
        }
    }

    private func targets(_ arguments: [String]) throws -> [String] {
        let outcome = try BuiltCommand.run(["check", "--json"] + arguments, in: folder)
        let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        let file = (document?["files"] as? [[String: Any]])?.first
        let image = (file?["images"] as? [[String: Any]])?.first
        return (image?["verdicts"] as? [[String: Any]] ?? []).compactMap {
            ($0["target"] as? String)?.replacingOccurrences(of: folder.url.path + "/", with: "")
        }
    }

    @Test(
        "ends with 0 where all run, 1 where something is as bad as was said, 2 where nothing can be read",
        arguments: [
            (["--root", "good", "dist/app"], 0), (["--root", "bad", "dist/app"], 1),
            (["--root", "good", "--root", "bad", "dist/app"], 1),
            (["--root", "none", "dist/app"], 2), (["--root", "bad", "dist/app", "gone"], 2),
            (["--root", "good", "dist/checksums.txt", "dist/app.exe"], 0),
            (["--root", "good", "--json", "dist/app"], 0),
            (["--root", "bad", "--json", "dist/app"], 1),
            (["--target", "kernel:5.4", "dist/app"], 0),
            (["--target", "kernel:5.4", "--fail-on", "note", "dist/app"], 1),
            (["--target", "scratch", "dist/app"], 1), (["--target", "nowhere:1", "dist/app"], 2),
            (["--root", "good", "dist"], 0), (["--root", "bad", "dist"], 1),
        ] as [([String], Int32)])
    func status(_ arguments: [String], _ status: Int32) throws {
        let outcome = try BuiltCommand.run(["check"] + arguments, in: folder)
        #expect(outcome.status == status)
        #expect((status == 2) == !outcome.errors.isEmpty, "\(outcome.errorText)")
    }

    @Test("reads a pipe that the shell names as it reads standard input")
    func pipe() throws {
        let line = #"mkfifo pipe; cat dist/app >pipe & "$goelf" check --root good pipe"#
        let outcome = try BuiltCommand.shell(line, in: folder)
        #expect(outcome.errorText == "")
        #expect(outcome.text.contains("\npipe  yes\n"), "\(outcome.text)")
    }

    @Test("judges places in the order in which they are named")
    func order() throws {
        let named = [
            "--target", "scratch,debian:12", "dist/app", "--root", "bad", "--target=alpine:3.20",
            "--root=good",
        ]
        #expect(try targets(named) == ["scratch", "debian:12", "bad", "alpine:3.20", "good"])
        #expect(try targets(["dist/app", "--root", "bad", "--root", "bad"]) == ["bad"])
        #expect(try targets(["dist/app"]) == ["this system"])
    }

    @Test("says of other files what they are, and walks folders")
    func folders() throws {
        let named = try BuiltCommand.run(
            ["check", "--root", "good", "dist/app", "dist/app.exe"], in: folder)
        #expect(named.text.contains("dist/app.exe: the file is a Windows program (PE)"))
        let walked = try BuiltCommand.run(["check", "--root", "good", "dist"], in: folder)
        #expect(!walked.text.contains("checksums"))
        #expect(walked.text.contains("dist/app"))
        let quiet = try BuiltCommand.run(
            ["check", "-q", "--root", "good", "dist/app", "dist/app.exe"], in: folder)
        #expect(!quiet.text.contains("Windows"))
    }

    @Test("says what a file is of which go version -m says nothing, and not among what it prints")
    func foreignBuildInformation() throws {
        let arguments = ["buildinfo", "--format", "go", "dist/app.exe"]
        let outcome = try BuiltCommand.run(arguments, in: folder)
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
            outcome.errorText == "goelf: dist/app.exe: the file is a Windows program (PE), "
                + "which goelf does not read\n")
        let quiet = try BuiltCommand.run(arguments + ["-q"], in: folder)
        #expect(quiet.status == 1 && quiet.output.isEmpty && quiet.errors.isEmpty)
    }

    @Test("reads a program from standard input")
    func standardInput() throws {
        let outcome = try BuiltCommand.shell(
            #""$goelf" check --root good - < dist/app"#, in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("-  yes"))
    }

    @Test(
        "explains a rule, a text, or says that it does not",
        arguments: [
            (["glibc-too-old"], 0, "glibc-too-old (error)\n"),
            (["version `GLIBC_2.34' not found"], 0, "glibc-too-old (error)\n"),
            (["sh:", "1:", "./app:", "not", "found"], 0, "interpreter-missing (error)\n"),
            (["--list"], 0, "wrong-machine "), (["good morning"], 1, ""),
            (["glibc-to-old"], 1, ""),
        ] as [([String], Int32, String)])
    func explain(_ arguments: [String], _ status: Int32, _ start: String) throws {
        let outcome = try BuiltCommand.run(["explain"] + arguments, in: folder)
        #expect(outcome.status == status)
        #expect(outcome.text.hasPrefix(start))
        #expect(outcome.errors.isEmpty == (status == 0))
        #expect(outcome.text.split(separator: "\n").allSatisfy { $0.count <= 200 })
    }

    @Test("suggests a rule whose name is near")
    func near() throws {
        let outcome = try BuiltCommand.run(["explain", "glibc-to-old"], in: folder)
        #expect(outcome.errorText == "goelf: no rule explains this: did you mean glibc-too-old?\n")
        let pasted = try BuiltCommand.shell(
            #"echo 'exec /app: no such file or directory' | "$goelf" explain --json -"#,
            in: folder)
        let document = try JSONSerialization.jsonObject(with: pasted.output) as? [String: Any]
        let rules = document?["rules"] as? [[String: Any]]
        #expect(rules?.first?["name"] as? String == "interpreter-missing")
    }
}
