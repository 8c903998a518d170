import Foundation
import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Function table of real binaries")
struct FunctionTableTests {
    /// What `expect_functions.py` wrote.
    struct Expected: Decodable {
        let count: Int
        let sha256: String
    }

    static let binaries = TestBinary.elf.filter { $0.go != nil && expected($0) != nil }

    static func expected(_ binary: TestBinary) -> Expected? {
        let url = TestBinary.folder.appendingPathComponent("expected/functions/\(binary.id).json")
        do {
            return try JSONDecoder().decode(Expected.self, from: try Data(contentsOf: url))
        } catch {
            return nil
        }
    }

    @Test("there are binaries of every Go version from 1.15 on")
    func versions() {
        #expect(Self.binaries.count >= 50)
    }

    @Test("functions are those of Go's debug/gosym", arguments: binaries)
    func functions(_ binary: TestBinary) throws {
        let file = try FileBytes(path: binary.path)
        let table = try #require(try read(file))
        var functions = FunctionCursor(table, in: file)
        var digest = SHA256()
        var count = 0
        while let function = try functions.next() {
            digest.update(try Self.line(function, &functions).utf8)
            count += 1
        }
        let expected = try #require(Self.expected(binary))
        #expect(count == expected.count)
        #expect(digest.hexadecimal() == expected.sha256)
    }

    @Test("the format tells the range of Go versions", arguments: binaries)
    func range(_ binary: TestBinary) throws {
        let file = try FileBytes(path: binary.path)
        let table = try #require(try read(file))
        let minor = try #require(
            binary.go?.split(separator: ".").dropFirst().first.map(String.init))
        let expected =
            switch minor {
            case "15": ["1.2-1.15"]
            case "17": ["1.16-1.17"]
            case "19": ["1.18-1.19"]
            case "21", "22", "23", "24", "25": ["1.20-1.25"]
            default: ["1.26+", "1.20+"]
            }
        #expect(expected.contains(table.goVersionRange))
    }

    @Test(
        "tables without a section of their own are found",
        arguments: [
            "cgo-pie-amd64-go1.24", "cgo-pie-relr-amd64-go1.24", "shared-amd64-go1.24",
            "cgo-musl-static-pie-amd64-go1.24", "tiny-static-nosections-amd64-go1.27",
        ])
    func search(_ id: String) throws {
        let binary = try #require(Self.binaries.first { $0.id == id })
        let table = try #require(try read(FileBytes(path: binary.path)))
        #expect(table.source.way == .search)
        #expect(table.textStart != nil)
    }

    private func read(_ file: FileBytes) throws -> FunctionTable? {
        FunctionTableReader(try Image(elf: file), in: file).read().value
    }

    static func line(_ function: Function, _ functions: inout FunctionCursor) throws -> String {
        let name = ByteString(try functions.name(of: function)).text
        let entry = function.entry.rawValue
        var place = " 0"
        if function.size > 0, let file = try functions.file(of: function) {
            let line = try functions.line(of: function) ?? -1
            place = ByteString(try functions.fileName(at: file)).text + " \(line)"
        }
        let end = String(entry + function.size, radix: 16)
        return "\(String(entry, radix: 16)) \(end) \(name) \(place)\n"
    }
}
