import Foundation
import GoReport
import ObjectFile
import TestSupport
import Testing

@Suite("What is said of builds that should be equal")
struct ReproductionReportTests {
    private struct Written {
        let text: String
        let errors: String
        let status: Int32

        init(
            _ old: (path: String, bytes: [UInt8]), _ new: (path: String, bytes: [UInt8]),
            _ format: Format = .text
        ) {
            var request = CompareRequest()
            request.format = format
            let (output, errors) = (KeptOutput(), KeptOutput())
            var message = errors.writer
            var report = ReproductionReport(request, to: output.writer)
            report.write(
                .init(old.path, .success(FileBytes(old.bytes))),
                .init(new.path, .success(FileBytes(new.bytes))), &message)
            (text, self.errors, status) = (output.text, errors.text, report.status)
        }
    }

    private func data(_ name: String) throws -> Data {
        try Data(contentsOf: TestBinary.folder.appendingPathComponent("bin/" + name))
    }

    /// A build of the bundled program in another folder, with another version: as many bytes as before.
    private func build(_ folder: String, _ version: String, _ identity: UInt8) throws -> [UInt8] {
        var bytes = try data("tiny-variable-pie-amd64-go1.27")
        for (old, new) in [("/tmp/goelf-testbinaries", folder), ("1.2.3", version)] {
            try #require(old.utf8.count == new.utf8.count)
            var place = bytes.startIndex
            while let found = bytes.range(of: Data(old.utf8), in: place..<bytes.endIndex) {
                bytes.replaceSubrange(found, with: Data(new.utf8))
                place = found.upperBound
            }
        }
        // The header of Go's note: its type, and whose it is.
        let note = try #require(bytes.range(of: Data([4, 0, 0, 0, 0x47, 0x6f, 0, 0])))
        bytes[note.upperBound] = identity
        return Array(bytes)
    }

    @Test("stands in the README as it is")
    func readme() throws {
        let written = Written(
            ("monday/app", try build("/home/jane/work/project", "1.2.3", 0x61)),
            ("tuesday/app", try build("/builds/42/work/project", "1.2.4", 0x62)))
        #expect(written.status == 1)
        #expect(written.errors.isEmpty)
        let readme = try String(
            contentsOf: TestBinary.folder.deletingLastPathComponent()
                .appendingPathComponent("README.md"), encoding: .utf8)
        let command = "$ goelf compare --reproducible monday/app tuesday/app\n"
        let part = try #require(readme.components(separatedBy: command).last)
        #expect(part.components(separatedBy: "```").first == written.text)
    }

    @Test("names the file that something could not be read of")
    func sides() throws {
        let sound = Array(try data("c-hello-pie-amd64"))
        var damaged = sound
        // `e_shoff`
        damaged.replaceSubrange(40..<48, with: [0, 0, 0, 0x70, 0, 0, 0, 0])
        let first = Written(("old", damaged), ("new", sound))
        #expect(first.status == 2)
        #expect(first.errors.hasPrefix("goelf: error: old: "))
        #expect(!first.errors.contains("error: new: "))
        let second = Written(("old", sound), ("new", damaged))
        #expect(second.status == 2)
        #expect(second.errors.hasPrefix("goelf: error: new: "))
        #expect(!second.errors.contains("error: old: "))
    }

    @Test(
        "refuses what is no build",
        arguments: ["", "hello\n", "\u{1}\u{2}\u{3}", #"{"tool": {"name": "goelf"}}"#])
    func refused(_ text: String) throws {
        let sound = Array(try data("c-hello-pie-amd64"))
        for other in [sound, Array(text.utf8)] {
            let written = Written(("old", Array(text.utf8)), ("new", other))
            #expect(written.status == 2)
            #expect(written.text.isEmpty)
            #expect(written.errors.hasPrefix("goelf: error: old: "))
        }
    }

    @Test("has what could not be read with its file in JSON, too")
    func sidesInJSON() throws {
        let sound = Array(try data("c-hello-pie-amd64"))
        var damaged = sound
        damaged.replaceSubrange(40..<48, with: [0, 0, 0, 0x70, 0, 0, 0, 0])
        let written = Written(("old", damaged), ("new", sound), .json)
        let root = try JSONSerialization.jsonObject(with: Data(written.text.utf8))
        let document = try #require(root as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        let counts = files.map { ($0["diagnostics"] as? [Any])?.count }
        #expect(counts[0] ?? 0 > 0 && counts[1] == 0)
        #expect(files.allSatisfy { $0["sha256"] is NSNull })
        let comparison = try #require(document["comparison"] as? [String: Any])
        #expect((comparison["notCompared"] as? [String])?.isEmpty == false)
    }
}
