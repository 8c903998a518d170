import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

@Suite("Search for code")
struct CodeSearchTests {
    private func answer(
        _ binary: String, _ queries: CodeSearch.Query...
    ) throws -> CodeSearch.Answer {
        let file = try FileBytes(
            path: TestBinary.folder.appendingPathComponent("bin/\(binary)").path)
        let image = try Image(elf: file)
        let table = try #require(FunctionTableReader(image, in: file).read().value)
        return CodeSearch(queries, in: table).find(image, in: file)
    }

    private let tiny = "tiny-static-amd64-go1.27"

    @Test("finds packages, functions, methods and what is below a package")
    func find() throws {
        let answer = try answer(
            tiny, .name("runtime"), .name("runtime.mallocgc"), .name("runtime.(*mheap).alloc"),
            .tree("internal"), .tree("runtime"), .name("internal"), .name("runtime.mallocg"),
            .name("net/http"))
        let found = answer.matches.map { $0 != nil }
        #expect(found == [true, true, true, true, true, false, false, false])
        #expect(answer.isWhole && answer.error == nil)
        let tree = try #require(answer.matches[4])
        let package = try #require(answer.matches[0])
        #expect(tree.count > package.count && package.count > 1000)
        #expect(answer.matches[1]?.name.text == "runtime.mallocgc")
    }

    @Test("finds what was inlined wherever it is called, and says where")
    func inlined() throws {
        // None of these stands for itself in the program.
        let answer = try answer(tiny, .name("math/bits.TrailingZeros"), .name("math/bits.Len63"))
        let match = try #require(answer.matches[0])
        #expect(match.count == 0 && match.caller != nil && match.offset != nil)
        #expect(answer.matches[1] == nil && answer.isWhole)
    }

    @Test("knows that nothing was inlined where inlining was off")
    func noInlining() throws {
        let answer = try answer("relies-amd64-go1.21", .name("encoding/json"), .name("no/such"))
        #expect(answer.matches[0] != nil && answer.matches[1] == nil && answer.isWhole)
    }

    @Test("takes names of instances, closures and method values for those of their function")
    func kinds() throws {
        let answer = try answer(
            tiny, .name("internal/strconv.shortFloat"), .name("runtime.(*itabTableType).add"))
        #expect(answer.matches[0]?.name.starts(with: "internal/strconv.shortFloat[") == true)
        #expect(answer.matches[1] != nil)
        let closures = try self.answer("relies-amd64-go1.21", .name("sync.(*Pool).pinSlow"))
        #expect(closures.matches[0] != nil)
    }
}
