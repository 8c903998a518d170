import Foundation
import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Calls that the compiler inlined")
struct InlineTreeTests {
    /// What `expect_inlined.py` wrote.
    struct Expected: Decodable {
        let count: Int
        let sha256: String
    }

    static let binaries = TestBinary.elf.filter { expected($0) != nil }

    static func expected(_ binary: TestBinary) -> Expected? {
        let url = TestBinary.folder.appendingPathComponent("expected/inlined/\(binary.id).json")
        do {
            return try JSONDecoder().decode(Expected.self, from: try Data(contentsOf: url))
        } catch {
            return nil
        }
    }

    @Test("both layouts, both byte orders and relocated programs are covered")
    func covered() {
        #expect(Self.binaries.count == 10)
    }

    @Test("calls are those that DWARF has of the same program", arguments: binaries)
    func calls(_ binary: TestBinary) throws {
        let expected = try #require(Self.expected(binary))
        let lines = try chains(FileBytes(path: binary.path))
        var digest = SHA256()
        for line in lines.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            digest.update(line.utf8)
        }
        #expect(lines.count == expected.count)
        #expect(digest.hexadecimal() == expected.sha256)
    }

    /// One line a chain of calls, as the judge writes them.
    private func chains(_ file: FileBytes) throws -> Set<String> {
        let image = try Image(elf: file)
        let table = try #require(FunctionTableReader(image, in: file).read().value)
        var trees = try #require(try InlineTreeReader(table, image, in: file))
        var functions = FunctionCursor(table, in: file)
        var lines: Set<String> = []
        while let function = try functions.next() {
            let calls = try trees.calls(in: function)
            for index in calls.indices {
                let chain = self.chain(calls, index)
                // Those in line 1 the compiler made up.
                guard chain.first?.line != 1 else { continue }
                let entry = String(function.entry.rawValue, radix: 16)
                let texts = chain.map { " \($0.line ?? -1)>\($0.name.text)" }
                lines.insert(entry + texts.joined() + "\n")
            }
        }
        return lines
    }

    private func chain(_ calls: [InlinedCall], _ index: Int) -> [InlinedCall] {
        var chain: [InlinedCall] = []
        var next: Int? = index
        while let number = next, chain.count <= calls.count {
            chain.insert(calls[number], at: 0)
            next = calls[number].parent
        }
        return chain
    }
}
