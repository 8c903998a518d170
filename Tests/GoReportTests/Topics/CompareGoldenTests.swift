import Foundation
import GoInspect
import GoReport
import ObjectFile
import TestSupport
import Testing

@Suite("What compare says of builds of one program")
struct CompareGoldenTests {
    private static let pairs: [(name: String, old: String, new: String)] = [
        ("cgo-off", "netuser-cgo-amd64-go1.22", "netuser-nocgo-amd64-go1.22"),
        ("cgo-on", "netuser-tags-amd64-go1.22", "netuser-cgo-amd64-go1.22"),
        ("same-by-tags", "netuser-nocgo-amd64-go1.22", "netuser-tags-amd64-go1.22"),
        ("glibc-to-musl", "cgo-dynamic-amd64-go1.27", "cgo-musl-amd64-go1.27"),
        ("glibc-newer", "cgo-gnu2.17-amd64-go1.27", "cgo-gnu2.39-amd64-go1.27"),
        ("glibc-static", "cgo-dynamic-amd64-go1.27", "cgo-static-amd64-go1.27"),
        ("musl-static", "cgo-musl-amd64-go1.27", "cgo-musl-static-amd64-go1.27"),
        ("go-newer", "cgo-dynamic-amd64-go1.19", "cgo-dynamic-amd64-go1.27"),
        ("go-older", "tiny-static-amd64-go1.27", "tiny-static-amd64-go1.22"),
        ("modules", "deps-amd64-go1.19", "deps-amd64-go1.27"),
        ("pie-to-static", "tiny-pie-amd64-go1.27", "tiny-static-amd64-go1.27"),
        ("processors", "tiny-darwin-amd64-go1.27", "tiny-darwin-arm64-go1.27"),
        ("systems", "tiny-static-amd64-go1.27", "tiny-darwin-amd64-go1.27"),
        (
            "universal", "tiny-darwin-universal-first-go1.22",
            "tiny-darwin-universal-second-go1.27"
        ),
        ("plain-c", "c-hello-dynamic-amd64", "c-hello-pie-amd64"),
    ]

    @Test("is what was written down, as text and as JSON", arguments: pairs.map(\.name))
    func golden(_ name: String) throws {
        let pair = try #require(Self.pairs.first { $0.name == name })
        let folder = TestBinary.folder.appendingPathComponent("expected/compare")
        for (format, ending) in [(Format.text, "txt"), (.json, "json")] {
            let written = try ComparedFiles(pair.old, pair.new, format)
            let file = folder.appendingPathComponent("\(name).\(ending)")
            #expect(written.status == 0)
            #expect(try written.text == String(contentsOf: file, encoding: .utf8))
        }
    }

    @Test("stands in the README as it is")
    func readme() throws {
        let folder = TestBinary.folder
        let readme = try String(
            contentsOf: folder.deletingLastPathComponent().appendingPathComponent("README.md"),
            encoding: .utf8)
        let part = try #require(readme.components(separatedBy: "$ goelf compare netuser").last)
        let block = try #require(part.components(separatedBy: "```").first)
        let said = block.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        let golden = try String(
            contentsOf: folder.appendingPathComponent("expected/compare/cgo-off.txt"),
            encoding: .utf8)
        #expect(said.count > 10)
        #expect(golden.hasPrefix(said.joined(separator: "\n")))
    }

    @Test("fits one screen where it matters", arguments: pairs.map(\.name))
    func firstScreen(_ name: String) throws {
        let pair = try #require(Self.pairs.first { $0.name == name })
        let text = try ComparedFiles(pair.old, pair.new, .text).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.prefix { !$0.isEmpty }
        #expect((2...12).contains(first.count))
    }
}

/// What comparing two of the test binaries writes.
struct ComparedFiles {
    let text: String
    let errors: String
    let status: Int32

    init(
        _ old: String, _ new: String, _ format: Format,
        _ settings: (inout CompareRequest, inout FileSnapshot.Options) -> Void = { _, _ in }
    ) throws {
        var request = CompareRequest()
        request.format = format
        var options = FileSnapshot.Options()
        settings(&request, &options)
        var both = (try Self.snapshot(old, options), try Self.snapshot(new, options))
        if both.0.size == both.1.size {
            both = (
                try Self.snapshot(old, options, takesDigest: true),
                try Self.snapshot(new, options, takesDigest: true)
            )
        }
        try self.init(both.0, both.1, request)
    }

    /// Compares what was read already.
    init(_ old: FileSnapshot, _ new: FileSnapshot, _ request: CompareRequest) throws {
        let (output, errors) = (KeptOutput(), KeptOutput())
        var message = errors.writer
        var report = CompareReport(request, to: output.writer)
        report.write(old, new, &message)
        text = output.text
        self.errors = errors.text
        status = report.status
    }

    /// The snapshot of a test binary, by its name alone; as the command takes it of files that
    /// are not of one size.
    static func snapshot(
        _ name: String, _ options: FileSnapshot.Options = FileSnapshot.Options(),
        takesDigest: Bool = false
    ) throws -> FileSnapshot {
        var options = options
        options.takesDigest = takesDigest
        let path = TestBinary.folder.appendingPathComponent("bin/" + name).path
        return FileSnapshot(try FileBytes(path: path), path: name, options)
    }
}

/// Keeps what is written to it.
final class KeptOutput {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    var writer: GoReport.ByteWriter {
        GoReport.ByteWriter { [self] in
            bytes += $0.copied
            return 0
        }
    }
}
