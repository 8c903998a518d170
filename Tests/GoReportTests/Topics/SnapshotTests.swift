import Foundation
import GoInspect
import GoReport
import ObjectFile
import TestSupport
import Testing

@Suite("Keeping a snapshot")
struct SnapshotTests {
    private func kept(
        _ name: String, _ settings: (inout FileSnapshot.Options) -> Void = { _ in }
    ) throws -> (file: FileSnapshot, text: String) {
        var options = FileSnapshot.Options()
        settings(&options)
        let path = TestBinary.folder.appendingPathComponent("bin/" + name).path
        let file = FileSnapshot(path: path, options)
        let (output, errors) = (KeptOutput(), KeptOutput())
        var request = CompareRequest()
        request.format = .json
        var message = errors.writer
        var report = CompareReport(request, to: output.writer)
        report.write(file, &message)
        #expect(report.status == 0)
        return (file, output.text)
    }

    private func read(_ text: String) -> FileSnapshot {
        FileSnapshot(FileBytes(Array(text.utf8)), path: "base.json")
    }

    @Test(
        "keeps all that compare needs",
        arguments: [
            "netuser-cgo-amd64-go1.22", "deps-amd64-go1.27", "tiny-darwin-universal-first-go1.22",
            "c-hello-dynamic-386", "c-versions-s390x", "cgo-darwin-chained-arm64-go1.27",
        ])
    func whole(_ name: String) throws {
        let (file, text) = try kept(name) { $0.keepsSymbols = true }
        let again = read(text)
        #expect(again.error == nil)
        #expect(again.isKept)
        #expect(again.images == file.images)
        #expect(again.size == file.size && again.digest == file.digest)
        #expect(Comparison(again, file).isEqual)
    }

    @Test("stands for the file, so that the same is said of both")
    func instead() throws {
        let new = try ComparedFiles.snapshot("netuser-nocgo-amd64-go1.22")
        let (file, text) = try kept("netuser-cgo-amd64-go1.22")
        let (one, other) = (Comparison(read(text), new), Comparison(file, new))
        #expect(one.differences == other.differences)
        #expect(one.summary == other.summary)
    }

    @Test("is small without functions, and says then what it cannot tell")
    func small() throws {
        let (_, text) = try kept("netuser-cgo-amd64-go1.22") { $0.keepsFunctions = false }
        #expect(text.utf8.count < 12_000)
        let new = try ComparedFiles.snapshot("netuser-nocgo-amd64-go1.22")
        let found = Comparison(read(text), new)
        #expect(found.limits.contains { $0.hasPrefix("which functions came and went") })
        #expect(found.differences.contains { $0.kind == "package-removed" })
    }

    @Test("is refused with the place where it is damaged")
    func damaged() throws {
        let (_, text) = try kept("c-hello-dynamic-386")
        let cases = [
            (String(text.prefix(1000)), "(line 1, column 1001)"),
            (text.replacingOccurrences(of: "\"libc\":\"glibc\"", with: "\"libc\":1"), "“libc”"),
            (text.replacingOccurrences(of: "\"runpath\":[]", with: "\"runpath\":[1]"), "“runpath”"),
            (text.replacingOccurrences(of: "\"soname\":null,", with: ""), "no member “soname”"),
            (
                text.replacingOccurrences(of: "\"schemaVersion\":1", with: "\"schemaVersion\":2"),
                "schema version 2"
            ),
            (text.replacingOccurrences(of: "\"snapshot\",", with: "\"deps\","), "no snapshot"),
            (
                text.replacingOccurrences(of: "\"package\":0", with: "\"package\":9"),
                "package that is none"
            ),
        ]
        for (text, words) in cases {
            let file = read(text)
            #expect(file.images.isEmpty)
            #expect(file.error?.message.contains(words) == true, "\(words)")
        }
    }

    @Test("is refused where it is no snapshot at all")
    func other() {
        #expect(read("{}").error?.message.contains("is no snapshot") == true)
        #expect(read("{").error?.code == .json)
        #expect(read("words").error?.code == .format)
    }
}
