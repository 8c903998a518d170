import Foundation
import GoFixtures
import TestSupport
import Testing

@Suite("The commands compare and snapshot")
struct CompareCommandTests {
    private let folder: Scratch
    private let old = TestBinary.folder.appendingPathComponent("bin/netuser-cgo-amd64-go1.22").path
    private let new = TestBinary.folder.appendingPathComponent("bin/netuser-nocgo-amd64-go1.22")
        .path

    init() throws { folder = try Scratch() }

    @Test("are a gate of a pipeline: status 0, 1 and 2")
    func gate() throws {
        func status(_ arguments: String...) throws -> Int32 {
            try BuiltCommand.run(["compare"] + arguments, in: folder).status
        }
        #expect(try status(old, new) == 0)
        #expect(try status("--fail-on", "warning", old, new) == 0)
        #expect(try status("--fail-on", "warning", new, old) == 1)
        let losses = "linkage,libraries,floor,content"
        #expect(try status("--fail-on", "warning", "--allow", losses, new, old) == 0)
        #expect(try status("--fail-on", "note", "--allow", losses, new, old) == 1)
        #expect(try status("--fail-on", "error", "--target", "alpine:3.20", new, old) == 1)
        #expect(try status("--fail-on", "note", new, new) == 0)
        #expect(try status(old, folder.path("missing")) == 2)
    }

    @Test("see code that changed beside a build ID that may change")
    func content() throws {
        let program = TestBinary.folder.appendingPathComponent("bin/tiny-darwin-amd64-go1.27")
        let whole = try Data(contentsOf: program)
        let mark = try #require(whole.range(of: Data("Go build ID: \"".utf8)))
        let name = whole[mark.upperBound..<(mark.upperBound + 20)]
        var renamed = whole
        while let place = renamed.range(of: name) {
            renamed.replaceSubrange(place, with: Data(repeating: UInt8(ascii: "x"), count: 20))
        }
        let another = try folder.file("renamed", renamed)
        // The first instructions of Go's code, behind the build ID.
        renamed[mark.upperBound + 400] ^= 1
        let other = try folder.file("changed", renamed)
        let gate = ["compare", "--fail-on", "note", "--allow", "build-id", program.path]
        #expect(try BuiltCommand.run(gate + [another], in: folder).status == 0)
        let outcome = try BuiltCommand.run(gate + [other], in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("nothing of note differs, but some bytes do"))
    }

    @Test("write over nothing that they read")
    func overInput() throws {
        let file = try folder.file("app", Data(contentsOf: URL(fileURLWithPath: new)))
        for arguments in [
            ["compare", "--output", file, old, file], ["snapshot", "--output", file, file],
            ["deps", "--output", file, file], ["check", "--write-baseline", file, file],
        ] {
            let outcome = try BuiltCommand.run(arguments, in: folder)
            #expect(outcome.status == 2)
            #expect(outcome.errorText.contains("it is one of the files that are read"))
            #expect(FileManager.default.contentsEqual(atPath: file, andPath: new))
        }
    }

    @Test("keep a baseline that stands for the file (by hand, row 22)")
    func baseline() throws {
        let base = folder.path("base.json")
        let kept = try BuiltCommand.run(
            ["snapshot", "--functions", "--output", base, old], in: folder)
        #expect(kept.status == 0 && kept.output.isEmpty && kept.errors.isEmpty)
        let direct = try BuiltCommand.run(["compare", old, new], in: folder).text
        let byBase = try BuiltCommand.run(["compare", base, new], in: folder).text
        let lines = direct.split(separator: "\n").dropFirst()
        #expect(byBase.split(separator: "\n").dropFirst().elementsEqual(lines))
        let same = try BuiltCommand.run(["compare", "--fail-on", "note", base, old], in: folder)
        #expect(same.status == 0)
        #expect(same.text.contains(": equal\n"))
    }

    @Test("read one of both from standard input")
    func standardInput() throws {
        let outcome = try BuiltCommand.run(["compare", "-", new], input: old, in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("NEW needs no loader and no library any more"))
        let same = try BuiltCommand.run(["compare", new, "-"], input: new, in: folder)
        #expect(same.text.contains(": equal\n"))
    }

    @Test("list what can be allowed where a name is wrong")
    func names() throws {
        let outcome = try BuiltCommand.run(
            ["compare", "--fail-on", "note", "--allow", "buildid", old, new], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errorText.contains("no area or kind of differences 'buildid'"))
        #expect(outcome.errorText.contains("\nsize: file-size, section-size"))
        #expect(outcome.errorText.contains("build-id"))
    }

    @Test("write a document though one file cannot be read")
    func damaged() throws {
        let damaged = try folder.file("damaged", Data("{\"tool\": 1}".utf8))
        let outcome = try BuiltCommand.run(["compare", "--json", damaged, new], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errorText.contains("is no snapshot that goelf wrote"))
        let object = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        #expect(object?["comparison"] is NSNull)
        #expect((object?["files"] as? [Any])?.count == 2)
    }
}
