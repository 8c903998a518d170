import ObjectFile
import Testing
import TestSupport

@Suite("String cursor")
struct StringCursorTests {
    private static let part = FilePart("names", .elfStrings)

    private static func cursor(
        _ bytes: [UInt8], from start: UInt64 = 0, size: UInt64? = nil, _ limits: Limits = Limits(),
        window: UInt64 = 4096
    ) throws -> StringCursor {
        let range = try #require(
            FileRange(
                offset: FileOffset(rawValue: start), size: size ?? UInt64(bytes.count) - start))
        return StringCursor(FileBytes(bytes), range, limits, reading: part, window: window)
    }

    @Test("names start anywhere, also inside another, in any order")
    func order() throws {
        var cursor = try Self.cursor(Array("\0name\0other\0".utf8))
        #expect(try cursor.text(at: 6) == "other")
        #expect(try cursor.text(at: 1) == "name")
        #expect(try cursor.text(at: 3) == "me")
        #expect(try cursor.text(at: 0) == "")
        #expect(try cursor.text(at: 5) == "")
    }

    @Test("a name outside the table, or without an end in it, is an error with its place")
    func damage() throws {
        var cursor = try Self.cursor(Array("xx\0one\0two".utf8), from: 2)
        #expect(try cursor.text(at: 1) == "one")
        let outside = ParseError(
            .elfStrings, "has 8 bytes, and a name is said to start at 0x8",
            at: FileOffset(rawValue: 2), in: "names")
        #expect(throws: outside) { try cursor.text(at: 8) }
        #expect(throws: ParseError.self) { try cursor.text(at: .max) }
        let endless = ParseError(
            .elfStrings, "ends inside its last name", at: FileOffset(rawValue: 7), in: "names")
        #expect(throws: endless) { try cursor.text(at: 5) }
        #expect(try cursor.text(at: 1) == "one")
    }

    @Test("a table that goes on past the file ends with it")
    func clamped() throws {
        var cursor = try Self.cursor(Array("\0ab\0c".utf8), size: 1000)
        #expect(try cursor.text(at: 1) == "ab")
        #expect(throws: ParseError.self) { try cursor.text(at: 4) }
    }

    @Test("names of a large table are the same by windows", arguments: [1, 7, 4096] as [UInt64])
    func windows(window: UInt64) throws {
        var table = StringTable()
        let names = (0..<9000).map { "name\($0)" + String(repeating: "x", count: $0 % 40) }
        let offsets = names.map { table.add($0) }
        try #require(table.bytes.count > 1 << 16)
        var cursor = try Self.cursor(table.bytes, window: window)
        var wrong = 0
        for (name, offset) in zip(names, offsets)
        where try cursor.text(at: UInt64(offset)).text != name {
            wrong += 1
        }
        for index in stride(from: 8999, to: 0, by: -97)
        where try cursor.text(at: UInt64(offsets[index])).text != names[index] {
            wrong += 1
        }
        #expect(wrong == 0)
    }

    @Test("names longer than a limit, or together than any file needs, are refused")
    func limits() throws {
        var limits = Limits()
        limits.nameBytes = 3
        var cursor = try Self.cursor(Array("\0abc\0abcd\0".utf8), limits)
        #expect(try cursor.text(at: 1) == "abc")
        let long = ParseError(
            .limit, "has a name of more than 3 bytes", at: FileOffset(rawValue: 5), in: "names")
        #expect(throws: long) { try cursor.text(at: 5) }
        // One name over and over: the sum has a bound.
        let name = [UInt8](repeating: 0x61, count: 60_000)
        var repeated = try Self.cursor(name + [0])
        let error = #expect(throws: ParseError.self) {
            for _ in 0..<100 { _ = try repeated.text(at: 0) }
        }
        #expect(error?.code == .limit)
    }
}
