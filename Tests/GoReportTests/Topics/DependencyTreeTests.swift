import Foundation
import GoFixtures
import GoInspect
import GoReport
import ObjectFile
import TestSupport
import Testing

@Suite("What is said of a tree of libraries")
struct DependencyTreeTests {
    /// A root with a program that needs some libraries, one of which is not there.
    private static func root(_ change: (inout FixtureLibrary) -> Void = { _ in }) throws -> Scratch
    {
        let scratch = try Scratch()
        let loader = FixtureLibrary.glibcLoader(directories: ["/lib/"])
        try scratch.file("lib64/ld-linux-x86-64.so.2", Data(loader.bytes))
        var program = FixtureLibrary.program(needed: ["liba.so", "libb.so"])
        program.runpath = "/r"
        change(&program)
        try scratch.file("app", Data(program.bytes))
        try scratch.file("r/liba.so", Data(FixtureLibrary(needed: ["libb.so", "libc2.so"]).bytes))
        try scratch.file("lib/libb.so", Data(FixtureLibrary(needed: ["liba.so"]).bytes))
        try scratch.file("lib/libc2.so", Data(FixtureLibrary(needed: ["libd.so"]).bytes))
        for name in ["app", "lib64/ld-linux-x86-64.so.2"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: scratch.path(name))
        }
        return scratch
    }

    private static func report(
        _ scratch: Scratch, _ form: TreeForm = .tree, _ format: Format = .text,
        isVerbose: Bool = false
    ) throws -> (text: String, status: Int32) {
        var settings = RunSettings()
        settings.root = scratch.url.path
        settings.processor = "x86-64-v1"
        var request = Request(.deps)
        request.format = format
        request.tree = form
        request.isVerbose = isVerbose
        let report = try WrittenReport(request) {
            Inspection(path: "/app", $0, in: try RunPlace(settings))
        }
        // Both together, as on a terminal.
        let text = (report.text + report.errors)
            .replacingOccurrences(of: scratch.url.path, with: "ROOT")
        return (text, report.status)
    }

    @Test("the tree has each library once, the missing ones with where they were looked for")
    func tree() throws {
        let answer = try Self.report(Self.root())
        #expect(answer.status == 1)
        #expect(
            answer.text == """
                /app: dynamically linked against glibc, as glibc loads it in ROOT
                ├─ /lib64/ld-linux-x86-64.so.2  interpreter
                ├─ liba.so => /r/liba.so  runpath, also libb.so
                │  └─ libc2.so => /lib/libc2.so  default
                │     └─ libd.so  not found
                └─ libb.so => /lib/libb.so  default, also liba.so
                  libd.so, which libc2.so needs, is not in
                    default          /lib/libd.so
                  it does not start, status 127:
                    /app: error while loading shared libraries: libd.so: cannot open shared \
                object file: No such file or directory

                """)
    }

    @Test("the list is that of ldd")
    func list() throws {
        let answer = try Self.report(Self.root(), .list)
        #expect(answer.status == 1)
        #expect(
            answer.text == """
                \tliba.so => /r/liba.so
                \tlibb.so => /lib/libb.so
                \tlibc2.so => /lib/libc2.so
                \tlibd.so => not found
                \t/lib64/ld-linux-x86-64.so.2

                """)
    }

    @Test("a reason names everybody who needs a library, by way of whom")
    func reason() throws {
        let scratch = try Self.root()
        let answer = try Self.report(scratch, .reason("d"))
        #expect(
            answer.text == """
                /app: libd.so  not found
                  /app → liba.so → libc2.so → libd.so
                    default          /lib/libd.so

                """)
        let other = try Self.report(scratch, .reason("libb.so"))
        #expect(
            other.text == """
                /app: libb.so => /lib/libb.so  default
                  /app → libb.so
                  /app → liba.so → libb.so

                """)
        let none = try Self.report(scratch, .reason("libz"))
        #expect(none.text.hasSuffix("does not need libz\n"))
        #expect(none.status == 1)
    }

    @Test("a graph is well formed whatever names are in it")
    func graphs() throws {
        let scratch = try Self.root {
            $0.needed = ["a\"b\\", "c]\n", "\u{1b}[31m"]
        }
        let dot = try Self.report(scratch, .tree, .dot).text
        #expect(dot.hasPrefix("digraph \"/app\" {\n"))
        #expect(dot.contains("label=\"a\\\"b\\\\\", color=red, style=dashed];"))
        #expect(dot.hasSuffix("}\n"))
        let mermaid = try Self.report(scratch, .tree, .mermaid).text
        #expect(mermaid.contains("[\"a#quot;b"))
        #expect(mermaid.contains("class n2,n3,n4 missing\n"))
        for text in [dot, mermaid] {
            #expect(!text.contains("\u{1b}"))
            #expect(!text.contains("c]\n\""))
        }
    }

    @Test("JSON has nodes, problems and the verdict")
    func json() throws {
        let answer = try Self.report(Self.root(), .tree, .json)
        #expect(answer.status == 1)
        let document =
            try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any]
        let file = try #require((document?["files"] as? [[String: Any]])?.first)
        let image = try #require((file["images"] as? [[String: Any]])?.first)
        let tree = try #require(image["tree"] as? [String: Any])
        #expect(tree["loader"] as? String == "glibc")
        #expect(tree["starts"] as? Bool == false)
        #expect(tree["exitStatus"] as? Int == 127)
        let nodes = try #require(tree["nodes"] as? [[String: Any]])
        #expect(nodes.map { $0["id"] as? Int } == [0, 1, 2, 3, 4, 5])
        #expect(nodes.map { $0["status"] as? String }.last == "not-found")
        #expect(nodes[2]["foundBy"] as? String == "runpath")
        #expect(nodes[2]["foundIn"] as? String == "/r")
        #expect(nodes[5]["searched"] as? [String] == ["/lib/libd.so"])
        let problems = try #require(tree["problems"] as? [[String: Any]])
        #expect(problems.map { $0["text"] as? String } == [tree["predictedError"] as? String])
    }

    @Test("what starts is no reason for a status but 0")
    func sound() throws {
        let scratch = try Self.root { $0.needed = [] }
        let answer = try Self.report(scratch)
        #expect(answer.status == 0)
        #expect(!answer.text.contains("does not start"))
        #expect(try Self.report(scratch, .list).text == "\t/lib64/ld-linux-x86-64.so.2\n")
    }

    @Test("a chain of many libraries is shown in lines that do not grow", .timeLimit(.minutes(1)))
    func deep() throws {
        let scratch = try Self.root { $0.needed = ["l0.so"] }
        for number in 0..<300 {
            let library = FixtureLibrary(needed: ["l\(number + 1).so", "l0.so"])
            try scratch.file("lib/l\(number).so", Data(library.bytes))
        }
        let lines = try Self.report(scratch).text.split(separator: "\n")
        #expect(lines.count > 300)
        #expect(lines.allSatisfy { $0.utf8.count < 300 })
        let reasons = try Self.report(scratch, .reason("l0.so")).text
        #expect(reasons.split(separator: "\n").allSatisfy { $0.utf8.count < 1000 })
    }
}
