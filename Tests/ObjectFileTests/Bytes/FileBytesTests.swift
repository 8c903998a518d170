import Foundation
import ObjectFile
import Testing
import TestSupport

@Suite("File bytes")
struct FileBytesTests {
    private static let part = FilePart("thing", .elfNote)

    private static func range(_ offset: UInt64, _ size: UInt64) throws -> FileRange {
        try #require(FileRange(offset: FileOffset(rawValue: offset), size: size))
    }

    private static func read(_ file: FileBytes, _ range: FileRange) throws -> [UInt8] {
        let bytes = try file.bytes(in: range, reading: part)
        return bytes.span.copied
    }

    /// A file of 20,000 bytes on disk and the same in memory.
    private static func both() throws -> (disk: FileBytes, memory: FileBytes, path: String) {
        let content = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("goelf-\(UUID().uuidString)").path
        try Data(content).write(to: URL(fileURLWithPath: path))
        return (try FileBytes(path: path), FileBytes(content), path)
    }

    @Test("a file on disk and the same in memory give the same bytes")
    func same() throws {
        let (disk, memory, path) = try Self.both()
        try FileManager.default.removeItem(atPath: path)
        #expect(disk.size == memory.size)
        // The first bytes are read when the file is opened: ranges inside, across and behind them.
        for (offset, size) in [
            (0, 1), (8000, 192), (8191, 2), (8192, 100), (19_999, 1), (20_000, 0),
        ]
            as [(UInt64, UInt64)]
        {
            let range = try Self.range(offset, size)
            #expect(try Self.read(disk, range) == (try Self.read(memory, range)))
        }
    }

    @Test("a range one byte past the end is the part's error, at the range's start")
    func past() throws {
        let (disk, memory, path) = try Self.both()
        try FileManager.default.removeItem(atPath: path)
        let error = ParseError(
            .elfNote, "ends at 0x4e21, past the end of the file (0x4e20)",
            at: FileOffset(rawValue: 19_990), in: "thing")
        for file in [disk, memory] {
            #expect(throws: error) { try Self.read(file, try Self.range(19_990, 11)) }
            #expect(throws: ParseError.self) { try Self.read(file, try Self.range(.max, 0)) }
        }
    }

    @Test("a slice numbers from 0, and slices of slices too")
    func slices() throws {
        let (disk, memory, path) = try Self.both()
        try FileManager.default.removeItem(atPath: path)
        for file in [disk, memory] {
            let outer = try #require(file.slice(try Self.range(8000, 1000)))
            let inner = try #require(outer.slice(try Self.range(100, 200)))
            #expect(inner.base.rawValue == 8100)
            #expect(
                try Self.read(inner, try Self.range(10, 150))
                    == (try Self.read(memory, try Self.range(8110, 150))))
            #expect(throws: ParseError.self) { try Self.read(inner, try Self.range(10, 191)) }
            let beyond = outer.slice(try Self.range(1, 1000)) == nil
            #expect(beyond)
        }
    }

    @Test("a file that became shorter is an error and no signal")
    func shrinks() throws {
        let (disk, _, path) = try Self.both()
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 15_000)
        let error = ParseError(
            .shrank, "became shorter while it was read: 1000 of 2000 bytes at 0x36b0",
            at: FileOffset(rawValue: 14000), in: "file")
        #expect(throws: error) { try Self.read(disk, try Self.range(14_000, 2000)) }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test("a missing file and a directory cannot be opened")
    func unopened() {
        let missing = ParseError(
            .open, "cannot be opened: No such file or directory", at: .start, in: "file")
        #expect(throws: missing) { try FileBytes(path: "/nonexistent/goelf") }
        let directory = ParseError(.directory, "is a folder", at: .start, in: "file")
        #expect(throws: directory) { try FileBytes(path: "/") }
    }

    @Test("a file without a size is read to its end, as far as the limit")
    func streams() throws {
        #expect(try FileBytes(path: "/dev/null").size == 0)
        var limits = Limits()
        limits.streamBytes = 1000
        let error = #expect(throws: ParseError.self) {
            try FileBytes(path: "/dev/zero", limits: limits)
        }
        #expect(error?.code == .limit)
        #expect(error?.offset.rawValue == 1000)
    }
}
