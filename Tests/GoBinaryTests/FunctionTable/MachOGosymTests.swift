import Foundation
import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Function tables of Mach-O files by Go's own reader")
struct MachOGosymTests {
    static let binaries = [
        "tiny-darwin-dwarf-amd64-go1.15", "tiny-darwin-amd64-go1.22", "tiny-darwin-amd64-go1.27",
        "tiny-darwin-arm64-go1.27", "cgo-darwin-opcodes-arm64-go1.27",
        "cgo-darwin-chained-arm64-go1.27",
    ]

    @Test("functions are those of Go's debug/gosym", arguments: binaries)
    func functions(_ id: String) throws {
        let binary = try #require(TestBinary.all.first { $0.id == id })
        let expected = try #require(FunctionTableTests.expected(binary))
        let file = try FileBytes(path: binary.path)
        let table = try #require(
            FunctionTableReader(try Image(machO: file), in: file).read().value)
        var functions = FunctionCursor(table, in: file)
        var digest = SHA256()
        var count = 0
        while let function = try functions.next() {
            digest.update(try FunctionTableTests.line(function, &functions).utf8)
            count += 1
        }
        #expect(count == expected.count)
        #expect(digest.hexadecimal() == expected.sha256)
    }
}
