import Foundation
import GoReport
import Synchronization
import TestSupport
import Testing

@testable import goelf

@Suite("Several files at the same time", .serialized)
struct JobsTests {
    private let folder: Scratch
    /// All test binaries, and among them what is damaged, missing, foreign or a folder.
    private let files: [String]

    init() throws {
        folder = try Scratch()
        let binaries = try FileManager.default.contentsOfDirectory(
            atPath: TestBinary.folder.appendingPathComponent("bin").path
        ).sorted().map { binary($0) }
        let program = try Data(contentsOf: URL(fileURLWithPath: binary("c-hello-dynamic-amd64")))
        for name in ["dist/b", "dist/a/z", "dist/c"] { _ = try folder.file(name, program) }
        _ = try folder.file("dist/checksums.txt", Data("x\n".utf8))
        _ = try folder.file("texts/readme", Data("x\n".utf8))
        _ = try folder.file("notes.txt", Data("hello\n".utf8))
        _ = try folder.file("cut", program.prefix(3000))
        _ = try folder.file("short", program.prefix(40))
        let others = ["missing", "dist", "cut", "notes.txt", "texts", "short", "-", "dist/a"]
        var files = ["notes.txt", "short"]
        for (index, path) in binaries.enumerated() {
            files.append(path)
            if index % 16 == 5 { files.append(others[index / 16 % others.count]) }
        }
        self.files = files
    }

    private func run(
        _ arguments: [String], _ files: [String], jobs: Int
    ) throws -> BuiltCommand.Outcome {
        try BuiltCommand.run(
            arguments + ["--jobs", "\(jobs)"] + files, input: binary("c-versions-amd64"),
            in: folder)
    }

    @Test(
        "do not change what comes out",
        arguments: [
            "info", "info --quiet", "info --json", "deps", "deps --verbose", "deps --json",
            "buildinfo --format go", "buildinfo --json", "headers", "versions --json",
            "check --target debian:12,alpine", "check --target debian:12 --json --fail-on note",
        ])
    func same(_ line: String) throws { try compare(line, files) }

    @Test(
        "do not change what comes out of what takes long",
        arguments: [
            "deps --tree", "deps --format dot", "cgo --arch arm64", "functions --packages",
            "functions --json", "symbols", "symbols --json",
            "check --root / --verbose --fail-on warning --ignore too-large",
        ])
    func sameOfSome(_ line: String) throws {
        let some = stride(from: 0, to: files.count, by: 9).map { files[$0] }
        try compare(line, ["missing", "dist"] + some + ["short"])
    }

    private func compare(_ line: String, _ files: [String]) throws {
        let arguments = line.split(separator: " ").map { String($0) }
        let expected = try run(arguments, files, jobs: 1)
        #expect(!expected.output.isEmpty && !expected.errors.isEmpty)
        for jobs in [2, 7] {
            let outcome = try run(arguments, files, jobs: jobs)
            #expect(outcome.status == expected.status)
            #expect(outcome.output == expected.output, "\(jobs) jobs")
            #expect(outcome.errorText == expected.errorText, "\(jobs) jobs")
        }
    }

    @Test("do not change statuses, baselines and files that are written")
    func written() throws {
        let good = [binary("c-versions-amd64"), binary("c-hello-dynamic-amd64")]
        let check = ["check", "--target", "debian:12,scratch", "--no-policy"]
        for jobs in ["1", "2", "7"] {
            let base = check + ["-j", jobs, "--write-baseline", "base-\(jobs)"]
            #expect(try BuiltCommand.run(base + good, in: folder).status == 0)
            let known = check + ["-j", jobs, "--baseline", "base-1", "--output", "out-\(jobs)"]
            #expect(try BuiltCommand.run(known + good, in: folder).status == 0)
            #expect(try BuiltCommand.run(check + ["-j", jobs] + good, in: folder).status == 1)
            let missing = check + ["-j", jobs, "missing"] + good
            #expect(try BuiltCommand.run(missing, in: folder).status == 2)
            let base1 = try Data(contentsOf: folder.url.appendingPathComponent("base-1"))
            let out1 = try Data(contentsOf: folder.url.appendingPathComponent("out-1"))
            for (name, first) in [("base", base1), ("out", out1)] {
                let url = folder.url.appendingPathComponent("\(name)-\(jobs)")
                #expect(try Data(contentsOf: url) == first)
            }
        }
    }

    @Test("may be many, and more than there are files")
    func many() throws {
        let path = binary("c-freestanding-library-amd64")
        let program = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in 0..<1000 { _ = try folder.file("many/\(index)", program) }
        let expected = try BuiltCommand.run(["info", "--json", "many"], in: folder)
        #expect(expected.status == 0)
        for jobs in ["64", "1000000"] {
            for paths in [["many"], (0..<1000).map { "many/\($0)" }.sorted()] {
                let outcome = try BuiltCommand.run(
                    ["info", "--json", "--jobs", jobs] + paths, in: folder)
                #expect(outcome.status == 0)
                #expect(outcome.output == expected.output)
            }
        }
        let one = try BuiltCommand.run(["deps", "-j", "64", "many/0"], in: folder)
        #expect(one.output == (try BuiltCommand.run(["deps", "many/0"], in: folder).output))
        #expect(one.status == 0)
    }

    @Test("end as one does where the output cannot be written, or nobody wants it")
    func unwritable() throws {
        let large = [String](repeating: binary("tiny-static-amd64-go1.27"), count: 6)
        let full = #""$goelf" symbols -j 4 "$@" missing >/dev/full"#
        let outcome = try BuiltCommand.shell(full, large, in: folder)
        #expect(outcome.status == 2)
        let lines = outcome.errorText.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasSuffix(" [file.open]") == true)
        #expect(lines.last?.hasSuffix(" [output.write]") == true)
        let pipe = #"{ "$goelf" symbols -j 4 "$@"; echo "status $?" >&2; } | head -c 10"#
        let cut = try BuiltCommand.shell(pipe, large, in: folder)
        #expect(cut.output.count == 10)
        #expect(["status 0\n", "status 141\n"].contains(cut.errorText))
        let line = #"trap '' XFSZ; ulimit -f 8; "$goelf" symbols -j 4 --output out "$@""#
        #expect(try BuiltCommand.shell(line, large, in: folder).status == 2)
        #expect(try !folder.names().contains("out"))
    }
}

@Suite("Parts of a report")
struct OrderedPartsTests {
    /// What was written so far.
    private final class Output: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

        func parts(keeping most: Int) -> OrderedParts {
            let report = Report(
                Request(.deps),
                to: ByteWriter { new in
                    for index in 0..<new.count { self.bytes.withLock { $0.append(new[index]) } }
                    return 0
                }, errors: ByteWriter { _ in 0 })
            return OrderedParts(report, keeping: most)
        }
    }

    private func write(_ text: String, _ parts: OrderedParts, _ part: Int) -> Int32 {
        parts.write(Array(text.utf8).span, isError: false, of: part)
    }

    @Test("come out in their order, whenever they are made")
    func order() {
        let output = Output()
        let parts = output.parts(keeping: 1000)
        _ = write("c", parts, 2)
        parts.end(2) { _ in }
        _ = write("b", parts, 1)
        _ = write("a", parts, 0)
        parts.end(0) { $0.addNote("folder", "is empty") }
        _ = write("B", parts, 1)
        parts.end(1) { _ in }
        let status = parts.answer(behind: 3) { report in
            report.end()
            return 7
        }
        #expect(status == 7)
        #expect(output.text == "afolder: is empty\nbBc")
    }

    @Test("wait for their turn where too much would be kept")
    func bounded() async throws {
        let output = Output()
        let parts = output.parts(keeping: 3)
        let progress = Progress()
        let started = Threads.start {
            for _ in 0..<100 {
                _ = parts.write([98, 98].span, isError: false, of: 1)
                progress.advance()
            }
            parts.end(1) { _ in }
        }
        try #require(started)
        try await Task.sleep(for: .milliseconds(100))
        #expect(progress.count <= 1)
        _ = write("a", parts, 0)
        parts.end(0) { _ in }
        _ = parts.answer(behind: 2) { report in
            report.end()
            return 0
        }
        #expect(output.text == "a" + String(repeating: "b", count: 200))
    }

    private final class Progress: Sendable {
        private let steps = Mutex(0)
        var count: Int { steps.withLock { $0 } }
        func advance() { steps.withLock { $0 += 1 } }
    }
}
