import Foundation
import GoFixtures
import GoInspect
import ObjectFile
import TestSupport
import Testing

@testable import GoReport

@Suite("What check says")
struct CheckTopicTests {
    /// Roots called old, new and bare, and programs beside them.
    static func scratch() throws -> Scratch {
        let scratch = try Scratch()
        for (root, versions) in [("old", ["GLIBC_2.2.5"]), ("new", ["GLIBC_2.2.5", "GLIBC_2.34"])] {
            let loader = FixtureLibrary.glibcLoader(directories: ["/lib/"])
            try scratch.file("\(root)/lib64/ld-linux-x86-64.so.2", Data(loader.bytes))
            var libc = FixtureLibrary(soname: "libc.so.6")
            libc.definedVersions = versions
            if root == "new" { libc.symbols = [.defined("pthread_create", version: "GLIBC_2.34")] }
            try scratch.file("\(root)/lib/libc.so.6", Data(libc.bytes))
        }
        try scratch.file("bare/etc/hostname", Data())
        var app = FixtureLibrary.program(needed: ["libc.so.6"])
        app.neededVersions = [.init("GLIBC_2.34", of: "libc.so.6")]
        app.symbols = [.wanted("pthread_create", version: "GLIBC_2.34", of: "libc.so.6")]
        app.stackFlags = 6
        try scratch.file("app", Data(app.bytes))
        var tool = FixtureLibrary.program(needed: ["libc.so.6", "liba.so"])
        tool.neededVersions = app.neededVersions
        tool.symbols = app.symbols
        tool.stackFlags = 6
        try scratch.file("tool", Data(tool.bytes))
        try scratch.file("notes.txt", Data("sums\n".utf8))
        let programs = ["app", "tool"] + ["old", "new"].map { $0 + "/lib64/ld-linux-x86-64.so.2" }
        for name in programs {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: scratch.path(name))
        }
        return scratch
    }

    private static func report(
        _ files: [String], in roots: [String], of folder: Scratch? = nil,
        _ change: (inout Request) -> Void = { _ in }
    ) throws -> (text: String, errors: String, status: Int32) {
        let scratch = try folder ?? scratch()
        let places = try roots.map { root in
            var settings = RunSettings()
            settings.root = scratch.path(root)
            settings.processor = "x86-64-v1"
            return try CheckPlace(settings)
        }
        var request = Request(.check)
        request.targets = places.map(\.name)
        change(&request)
        let (out, errors) = (Collected(), Collected())
        var report = Report(
            request, to: ByteWriter { out.take($0) }, errors: ByteWriter { errors.take($0) })
        report.begin()
        for file in files {
            var inspection = Inspection(
                path: scratch.path(file), request.questions, checking: places)
            report.add(&inspection)
        }
        report.end()
        func text(_ collected: Collected) -> String {
            String(decoding: collected.bytes, as: UTF8.self)
                .replacingOccurrences(of: scratch.url.path, with: "R")
        }
        return (text(out), text(errors), report.status)
    }

    @Test("a matrix, then each cause once, with what helps")
    func matrix() throws {
        let answer = try Self.report(["app", "tool", "notes.txt"], in: ["new", "old", "bare"])
        #expect(answer.status == 1)
        #expect(answer.errors.isEmpty)
        let home = "/usr/local/bin"
        #expect(
            answer.text.replacingOccurrences(of: #" +\n"#, with: "\n", options: .regularExpression)
                .replacingOccurrences(of: #"  +"#, with: "  ", options: .regularExpression) == """
                    R/notes.txt: the file is text
                      new  old  bare
                    R/app  yes  no  no
                    R/tool  no  no  no

                    error glibc-too-old: it needs glibc 2.34
                      file  R/app  in old
                      file  R/tool  in old
                      it says  \(home)/app: /lib/libc.so.6: version `GLIBC_2.34' not found (required by \
                    \(home)/app)
                      remedy  build it on the oldest system that it has to run on, or for its glibc: \
                    zig cc -target x86_64-linux-gnu.2.17
                      remedy  link it with -static

                    error interpreter-missing: its loader /lib64/ld-linux-x86-64.so.2 is not there
                      file  R/app  in bare
                      file  R/tool  in bare
                      it says  No such file or directory
                      remedy  link it with -static

                    error library-missing: liba.so is not found
                      file  R/tool  in new, old
                      it says  \(home)/tool: error while loading shared libraries: liba.so: cannot \
                    open shared object file: No such file or directory
                      remedy  install the package that has liba.so
                      remedy  link it with -static

                    """)
    }

    @Test("columns stand below each other, and answers have colours")
    func columns() throws {
        let answer = try Self.report(["app"], in: ["new", "old"]) { $0.usesColor = true }
        let lines = answer.text.split(separator: "\n")
        #expect(lines[0].contains("\u{1b}[2mnew\u{1b}[0m"))
        #expect(lines[1].contains("\u{1b}[32myes\u{1b}[0m"))
        #expect(lines[1].contains("\u{1b}[31mno\u{1b}[0m"))
    }

    @Test("a name that is spelt with escapes moves no column")
    func oddName() throws {
        let scratch = try Self.scratch()
        try scratch.file("a\nb", try Data(contentsOf: URL(fileURLWithPath: scratch.path("app"))))
        let answer = try Self.report(["app", "a\nb"], in: ["new", "old"], of: scratch)
        let lines = answer.text.split(separator: "\n").prefix(3)
        #expect(lines.last?.hasPrefix(#"R/a\u{a}b  "#) == true, "\(lines)")
        let columns = lines.map { line in
            line.utf8.indices.filter { line.utf8[$0] != 32 }.last.map {
                line.utf8.distance(from: line.startIndex, to: $0)
            }
        }
        #expect(columns[1] == columns[2], "\(lines)")
    }

    @Test("many places are lists")
    func lists() throws {
        let answer = try Self.report(
            ["app"], in: [String](repeating: "new", count: 20) + ["bare"])
        let lines = answer.text.split(separator: "\n")
        #expect(lines[0] == "R/app")
        #expect(lines[1].hasPrefix("  yes  new, new"))
        #expect(lines[2] == "  no   bare")
    }

    @Test("verbose tells what it rests on")
    func verbose() throws {
        let answer = try Self.report(["app"], in: ["old"]) { $0.isVerbose = true }
        #expect(answer.text.contains("/lib/libc.so.6: defines no version newer than GLIBC_2.2.5"))
    }

    @Test("JSON has a verdict for each place, findings and a summary")
    func json() throws {
        let answer = try Self.report(["app", "tool", "notes.txt"], in: ["new", "old", "bare"]) {
            $0.format = .json
        }
        #expect(answer.status == 1)
        let document =
            try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any]
        let files = try #require(document?["files"] as? [[String: Any]])
        let image = try #require((files[0]["images"] as? [[String: Any]])?.first)
        let verdicts = try #require(image["verdicts"] as? [[String: Any]])
        #expect(verdicts.map { $0["target"] as? String } == ["R/new", "R/old", "R/bare"])
        #expect(verdicts.map { $0["runs"] as? String } == ["yes", "no", "no"])
        let finding = try #require((verdicts[1]["findings"] as? [[String: Any]])?.first)
        #expect(finding["rule"] as? String == "glibc-too-old")
        #expect(finding["severity"] as? String == "error")
        #expect(finding["target"] as? String == "R/old")
        #expect(
            finding["predictedError"] as? String
                == "/usr/local/bin/app: /lib/libc.so.6: version `GLIBC_2.34' not found "
                + "(required by /usr/local/bin/app)")
        #expect((finding["evidence"] as? [[String: Any]])?.isEmpty == false)
        #expect((finding["remedy"] as? [String])?.isEmpty == false)
        #expect((files[2]["images"] as? [Any])?.isEmpty == true)
        #expect((files[2]["diagnostics"] as? [[String: Any]])?.count == 1)
        let summary = try #require(document?["summary"] as? [String: Int])
        #expect(
            summary == [
                "files": 2, "yes": 1, "no": 5, "unknown": 0, "errors": 6, "warnings": 0, "notes": 6,
                "ignored": 0,
            ])
    }

    @Test("the status follows the severity that was named")
    func status() throws {
        #expect(try Self.report(["app"], in: ["new"]).status == 0)
        #expect(try Self.report(["app"], in: ["new", "old"]).status == 1)
        #expect(try Self.report(["gone", "app"], in: ["old"]).status == 2)
        #expect(try Self.report(["notes.txt"], in: ["old"]).status == 0)
    }
}
