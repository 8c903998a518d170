import Foundation
import TestSupport
import Testing

@testable import goelf

@Suite("check with a policy or a baseline", .serialized)
struct PolicyTests {
    private let folder: Scratch
    private let deps = binary("deps-amd64-go1.27")

    init() throws { folder = try Scratch() }

    private func write(_ name: String, _ text: String) throws {
        try folder.file(name, Data(text.utf8))
    }

    private func check(_ arguments: String...) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(
            ["check", "--target", "scratch"] + arguments + [deps], in: folder)
    }

    @Test(
        "ends with 1 for what is wanted and not there, with 2 for what cannot be wanted",
        arguments: [
            (["--require", "go@>=1.26"], 0), (["--require", "go@>=1.28"], 1),
            (["--require", "go@new"], 2), (["--max-size", "80MB"], 0), (["--max-size", "1MB"], 1),
            (["--max-size", "huge"], 2), (["--forbid", "net/http/pprof"], 0),
            (["--forbid", "runtime/debug"], 1), (["--forbid", "a b"], 2),
            (["--expect-var", "main.version=9"], 1), (["--expect-var", "version"], 2),
            (["--go-sum", "gone.sum"], 2), (["--ignore", "too-larg"], 2),
            (["--max-size", "1MB", "--ignore", "too-large"], 0),
            (["--max-size", "1MB", "--severity", "too-large=warning"], 0),
            (["--max-size", "1MB", "--severity", "too-large=warning", "--fail-on", "warning"], 1),
            (["--policy", "gone.json"], 2), (["--policy", "x", "--no-policy"], 2),
            (["--baseline", "gone.json"], 2),
        ] as [([String], Int32)])
    func status(_ arguments: [String], _ status: Int32) throws {
        let outcome = try BuiltCommand.run(
            ["check", "--target", "scratch"] + arguments + [deps], in: folder)
        #expect(outcome.status == status, "\(outcome.text)\(outcome.errorText)")
        #expect((status == 2) == !outcome.errors.isEmpty)
        if status == 2 { #expect(outcome.output.isEmpty) }
    }

    @Test("takes the nearest policy upwards, and says which")
    func nearest() throws {
        try write(".goelf.json", "{\"maxSize\": 1, \"targets\": [\"alpine:3.20\"]}")
        try write("a/b/x", "")
        let line = #"cd a/b && "$goelf" check "$@""#
        let found = try BuiltCommand.shell(line, ["-v", deps], in: folder)
        #expect(found.status == 1 && found.text.contains("too-large"))
        #expect(found.text.contains("policy  ../../.goelf.json\n"))
        #expect(found.text.contains("alpine:3.20"))
        let none = try BuiltCommand.shell(line, ["--no-policy", "--json", deps], in: folder)
        #expect(none.status == 0 && none.text.contains("\"policy\":null"))
        try write("a/.goelf.json", "{}")
        let nearer = try BuiltCommand.shell(line, ["--json", deps], in: folder)
        #expect(nearer.status == 0 && nearer.text.contains("\"policy\":\"../.goelf.json\""))
        #expect(nearer.text.contains("\"target\":\"this system\""))
        let named = try BuiltCommand.shell(
            line, ["--policy", "../../.goelf.json", "--target", "scratch", "--json", deps],
            in: folder)
        #expect(named.status == 1 && named.text.contains("\"target\":\"scratch\""))
    }

    @Test("does not pass over a policy that is a link to nowhere")
    func dangling() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(".goelf.json"), withDestinationPath: "gone")
        let outcome = try BuiltCommand.run(["check", "/bin/true"], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errorText.contains(".goelf.json: cannot be opened"))
    }

    @Test("tells all mistakes with file, line and column, and checks nothing")
    func mistakes() throws {
        try write("p.json", "{\n  \"maxsize\": 1,\n  \"failOn\": \"bad\"\n}\n")
        let outcome = try check("--policy", "p.json")
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(
            outcome.errorText == """
                goelf: error: p.json:2:3: there is no key “maxsize”: did you mean maxSize? [policy]
                goelf: error: p.json:3:13: “bad” is not a severity: error, warning, note [policy]

                """)
        try write("p.json", "{\n  maxSize: 1 }")
        let syntax = try check("--policy", "p.json")
        #expect(
            syntax.errorText
                == "goelf: error: p.json:2:3: wants a name in quotes here [json.syntax]\n")
    }

    @Test("says what is left out, and why")
    func leftOut() throws {
        try write(
            "p.json",
            """
            {"maxSize": 1, "libraries": [], "failOn": "warning",
             "severities": {"vcs-modified": "off", "local-replace": "off"},
             "ignore": [{"rule": "too-large", "reason": "icons", "until": "2999-12-31"}]}
            """)
        let outcome = try check("--policy", "p.json")
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("ignored  too-large, once: icons (until 2999-12-31)\n"))
        let json = try check("--policy", "p.json", "--json")
        #expect(json.text.contains("\"ignored\":3}"))
        #expect(
            json.text.contains(
                "\"cause\":\"ignored\",\"reason\":\"icons\",\"until\":\"2999-12-31\"}"))
    }

    @Test("row 22: a baseline makes only what is new fail, and what has gone is said")
    func baseline() throws {
        let written = try checkSize("--max-size", "1MB", "--write-baseline", "base.json")
        #expect(written.status == 0 && written.text.contains("baseline  1 finding to base.json\n"))
        let known = try checkSize("--max-size", "1MB", "--baseline", "base.json")
        #expect(known.status == 0 && known.text.contains("known  1 finding of base.json\n"))
        #expect(!known.text.contains("too-large"))
        let new = try checkSize(
            "--max-size", "1MB", "--require", "go@>=1.28", "--baseline", "base.json")
        #expect(new.status == 1 && new.text.contains("error go-version-required"))
        let gone = try checkSize("--baseline", "base.json")
        #expect(gone.status == 0 && gone.text.contains("gone  too-large: it is larger than #"))
        let again = try checkSize("--baseline", "base.json", "--write-baseline", "base.json")
        #expect(again.status == 0 && again.text.contains("baseline  0 findings to base.json\n"))
        #expect(try text("base.json") == "{\"schemaVersion\":1,\"findings\":[]}\n")
    }

    /// With nothing found of a program but its size.
    private func checkSize(_ options: String...) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(
            ["check", "--target", "scratch"] + options + others + [deps], in: folder)
    }

    private let others = ["--ignore", "vcs-modified", "--ignore", "local-replace"]

    private func text(_ name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: folder.path(name)), encoding: .utf8)
    }

    @Test("a baseline has a line for each finding, and no versions of files")
    func lines() throws {
        let copy = try Data(contentsOf: URL(fileURLWithPath: deps))
        try folder.file("dist/app_1.2.3_linux", copy)
        let arguments = ["check", "--no-policy", "--target", "scratch", "--max-size", "1MB"]
        let written = try BuiltCommand.run(
            arguments + others + [
                "--ignore", "not-executable", "--write-baseline", "base.json", "./dist",
            ],
            in: folder)
        #expect(written.status == 0)
        #expect(
            try text("base.json") == """
                {"schemaVersion":1,"findings":[
                {"file":"dist/app_*_linux","rule":"too-large","message":"it is larger than #"}
                ]}

                """)
        try folder.file("dist/app_1.3.0_linux", copy)
        folder.remove(folder.path("dist/app_1.2.3_linux"))
        let line = #"cd dist && "$goelf" "$@" app_1.3.0_linux"#
        let known = try BuiltCommand.shell(
            line,
            arguments + others + ["--ignore", "not-executable", "--baseline", "../base.json"],
            in: folder)
        #expect(known.status == 0, "\(known.text)")
    }

    @Test("no baseline is written where a file cannot be read")
    func unreadable() throws {
        let outcome = try check("--write-baseline", "base.json", "gone")
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText.contains(
                "goelf: error: base.json: not written, as not all files could be read [baseline]\n")
        )
        #expect(try !folder.names().contains("base.json"))
    }

    @Test("row 8: drift of a module and a changed go.sum end with 1")
    func row8() throws {
        let drift = try check("--require", "example.com/preview@>=v1.0.0")
        #expect(drift.status == 1)
        #expect(drift.text.contains("example.com/preview v1.0.0-rc.1 is not >=v1.0.0"))
        let sums = """
            example.com/incompatible v2.1.0+incompatible h1:q2n1yuS81knyXNe+4/5FFsLD4mA7GrxtficKrRwNCFE=
            example.com/major/v2 v2.0.0-20240102030405-abcdefabcdef h1:V2L8BGqr7HFj2j1zWU/oZIKSAbC745+kTDRp0P8qP2g=
            example.com/fork v1.5.0 h1:zv63OxtD0dmD7w4gyYKF3VYoz9Qi50Io7gZQnIWpEnk=
            example.com/preview v1.0.0-rc.1 h1:r5+Yc+vmm5e5e9DnnUDTO7kpymaNxrqxgABjpRawIso=

            """
        try write("go.sum", sums)
        #expect(try check("--go-sum", "go.sum").status == 0)
        try write("go.sum", sums.replacingOccurrences(of: "r5+Yc", with: "r6+Yc"))
        let changed = try check("--go-sum", "go.sum")
        #expect(changed.status == 1)
        #expect(
            changed.text.contains("example.com/preview v1.0.0-rc.1 has another sum than go.sum"))
    }

    @Test("row 9: distroless/static and 80 MB in one line")
    func row9() throws {
        let arguments = ["check", "--target", "distroless/static", "--max-size", "80MB"]
        #expect(try BuiltCommand.run(arguments + [deps], in: folder).status == 0)
        let cgo = try BuiltCommand.run(
            arguments + [binary("cgo-dynamic-amd64-go1.27"), binary("tiny-pie-amd64-go1.27")],
            in: folder)
        #expect(cgo.status == 1 && !cgo.text.contains("too-large"))
    }

    @Test("row 10: the very version of Go, and no use of ReadBuildInfo, in a stripped program")
    func row10() throws {
        try write(
            "p.json",
            #"{"require": {"go": "==1.21.13"}, "forbid": ["runtime/debug.ReadBuildInfo"]}"#)
        let relies = binary("relies-amd64-go1.21")
        let outcome = try BuiltCommand.run(
            ["check", "--policy", "p.json", "--target", "scratch", relies], in: folder)
        #expect(outcome.status == 1)
        #expect(!outcome.text.contains("go-version-required"))
        #expect(
            outcome.text.contains(
                "error forbidden-code: runtime/debug.ReadBuildInfo is linked, which is forbidden"))
        let other = try check("--policy", "p.json")
        #expect(other.text.contains("it was built by go1.27.3, not ==go1.21.13"))
    }

    @Test("row 45: the value that -X left in the program")
    func row45() throws {
        let arguments = ["check", "--target", "scratch,debian:13", "--expect-var"]
        let program = binary("tiny-variable-s390x-go1.27")
        let good = try BuiltCommand.run(arguments + ["main.version=1.2.3", program], in: folder)
        #expect(!good.text.contains("variable-unexpected"))
        let bad = try BuiltCommand.run(arguments + ["main.version=1.2.4", program], in: folder)
        #expect(bad.status == 1)
        #expect(bad.text.contains("main.version is “1.2.3”, not 1.2.4"))
        let lost = try BuiltCommand.run(arguments + ["main.revision=1.2.3", program], in: folder)
        #expect(lost.status == 1 && lost.text.contains("main.revision cannot be told to be 1.2.3"))
    }

    @Test("row 36: sums of all that is shipped, and what is inside")
    func row36() throws {
        let program = try Data(contentsOf: URL(fileURLWithPath: deps))
        try folder.file("dist/app", program)
        try folder.file("dist/app.tar.gz", Data([0x1f, 0x8b, 8, 0]))
        let made = try BuiltCommand.shell("cd dist && sha256sum app app.tar.gz > SUMS", in: folder)
        #expect(made.status == 0)
        let arguments = [
            "check", "--target", "scratch", "--ignore", "not-executable", "--checksums",
            "dist/SUMS",
            "dist/app", "dist/app.tar.gz", "dist/SUMS",
        ]
        #expect(try BuiltCommand.run(arguments, in: folder).status == 0)
        let other = "0000000000000000000000000000000000000000000000000000000000000000"
        let list = try String(contentsOfFile: folder.path("dist/SUMS"), encoding: .utf8)
        try write("dist/SUMS", list + other + "  gone.tar.gz\n")
        let gone = try BuiltCommand.run(arguments, in: folder)
        let warning = "checksum-mismatch: it is in the list of checksums, and not there\n"
        #expect(gone.status == 0 && gone.errors.isEmpty)
        #expect(gone.text.contains("warning " + warning + "  in              dist/gone.tar.gz\n"))
        // Whoever names few files has the others all the same.
        #expect(!gone.text.contains("dist/app.tar.gz\n  "))
        #expect(try BuiltCommand.run(arguments + ["--fail-on", "warning"], in: folder).status == 1)
        let strict = arguments + ["--severity", "checksum-mismatch=error"]
        #expect(try BuiltCommand.run(strict, in: folder).status == 1)
        let json = try BuiltCommand.run(arguments + ["--json"], in: folder)
        let document = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
        let missing = document?["missing"] as? [[String: String]]
        #expect(
            missing == [["path": "dist/gone.tar.gz", "list": "dist/SUMS", "severity": "warning"]])
        try write("dist/SUMS", list)
        try folder.file("dist/app.tar.gz", Data([0x1f, 0x8b, 8, 1]))
        let archive = try BuiltCommand.run(arguments, in: folder)
        #expect(archive.status == 1)
        let said = "dist/app.tar.gz: its SHA-256 sum is not the one in dist/SUMS\n"
        #expect(archive.text.contains(said))
        try folder.file("dist/app", program + [0])
        let changed = try BuiltCommand.run(arguments, in: folder)
        #expect(changed.status == 1 && changed.text.contains("error checksum-mismatch"))
        try write("dist/SUMS", "sums\n")
        let broken = try BuiltCommand.run(arguments, in: folder)
        #expect(
            broken.status == 2 && broken.errorText.contains("goelf: error: dist/SUMS:1:1: a line"))
    }
}
