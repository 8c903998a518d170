import Foundation
import GoInspect
import ObjectFile
import TestSupport
import Testing

@Suite("The articles")
struct ArticleTests {
    private static let articles = ["InspectABinary", "GateARelease", "WriteARule"]

    private func text(_ path: String) throws -> String {
        let root = TestBinary.folder.deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private func binary(_ name: String) -> String {
        TestBinary.folder.appendingPathComponent("bin/" + name).path
    }

    @Test("show code that is compiled here, and no other", arguments: articles)
    func snippets(_ name: String) throws {
        let article = try text("Sources/GoInspect/GoInspect.docc/\(name).md")
        let blocks = article.components(separatedBy: "```swift\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        #expect(blocks == [try text("Tests/GoInspectTests/Articles/\(name).swift")])
    }

    @Test("are listed on the front page, each of them")
    func frontPage() throws {
        let page = try text("Sources/GoInspect/GoInspect.docc/GoInspect.md")
        for name in Self.articles { #expect(page.contains("- <doc:\(name)>"), "\(name)") }
    }

    @Test("tell of a file what the example says")
    func inspects() {
        #expect(
            inspect(binary("cgo-dynamic-amd64-go1.27")) == [
                "x86_64 dynamic", "built by go1.27.3, CGO_ENABLED=1", "needs libm.so.6",
                "needs libc.so.6", "needs glibc 2.34 or later", "C code: calls-c",
            ])
    }

    @Test("refuse a release that does not run everywhere, or is too large")
    func gates() throws {
        let bytes = FileBytes(Array(#"{"maxSize": "1KB", /* small */}"#.utf8))
        let policy = try Policy(bytes, path: ".goelf.json")
        let paths = [binary("tiny-static-amd64-go1.27"), binary("cgo-dynamic-amd64-go1.27")]
        #expect(try gate(paths, on: "debian:12,scratch", policy: Policy()).count == 1)
        let reasons = try gate(paths, on: "debian:12,scratch", policy: policy)
        #expect(reasons.filter { $0.hasPrefix("too-large") }.count == 2)
        #expect(reasons.filter { $0.hasPrefix("interpreter-missing on scratch") }.count == 1)
    }

    @Test(
        "find with a rule of one's own what it looks for",
        arguments: [
            ("tiny-static-amd64-go1.27", []), ("tiny-static-amd64-go1.22", ["our-go"]),
            ("cgo-dynamic-amd64-go1.19", ["our-go", "our-c"]), ("c-hello-pie-amd64", []),
        ])
    func ownRule(_ name: String, _ rules: [String]) {
        var found: [String] = []
        var inspection = Inspection(path: binary(name), [.build])
        inspection.forEachImage { report in
            found += builtAsWeDo(report).map(\.rule)
            return true
        }
        #expect(found == rules)
    }
}
