import Foundation
import GoInspect
import TestSupport
import Testing

@Suite("The README")
struct ReadmeTests {
    private func text(_ path: String) throws -> String {
        let root = TestBinary.folder.deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test("shows the library example as it is compiled here")
    func example() throws {
        let block = "```swift\n" + (try text("Tests/GoInspectTests/ReadmeExample.swift")) + "```\n"
        #expect(try text("README.md").contains(block))
    }

    @Test("has a word on each fact")
    func facts() throws {
        let path = TestBinary.folder.appendingPathComponent("bin/relies-amd64-go1.21").path
        var names: [String] = []
        var inspection = Inspection(path: path, [.build])
        inspection.forEachImage { report in
            names = report.goFacts().facts.map(\.name)
            return true
        }
        let readme = try text("README.md")
        #expect(names.count > 40)
        for name in names { #expect(readme.contains("`\(name)`"), "\(name)") }
    }

    @Test("has a policy that goelf takes, with each key that a page explains")
    func policy() throws {
        let readme = try text("README.md")
        let start = try #require(readme.range(of: "```jsonc\n"))
        let end = try #require(readme.range(of: "```\n", range: start.upperBound..<readme.endIndex))
        let example = String(readme[start.upperBound..<end.lowerBound])
        let mistakes = HeldFile.mistakes(example)
        // There is no go.sum beside it.
        let own = mistakes.filter { !$0.contains("go.sum cannot be opened") }
        #expect(own == [] && mistakes.count == 1)
        let page = try text("Documentation/policy.md")
        for key in PolicyKey.allCases {
            #expect(page.contains("\n| `\(key.rawValue)` | "), "\(key.rawValue)")
            #expect(page.contains(" | `\(key.example)` |\n"), "\(key.rawValue)")
            let isOptional = [.schema, .failOn, .checksums].contains(key)
            #expect(example.contains("\"\(key.rawValue)\": ") != isOptional, "\(key.rawValue)")
        }
    }

    @Test("has an example that tells what it says")
    func exampleRuns() {
        let folder = TestBinary.folder.appendingPathComponent("bin")
        #expect(
            describe(folder.appendingPathComponent("cgo-dynamic-amd64-go1.27").path)
                == ["x86_64: dynamic, glibc floor 2.34, go1.27.3"])
        #expect(
            describe(folder.appendingPathComponent("missing").path)
                == ["error: file cannot be opened: No such file or directory [file.open]"])
    }
}
