import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

@Suite("One walk over a function table")
struct FunctionSurveyTests {
    @Test("tells facts and C what they find alone", arguments: FunctionTableFixture.all)
    func sameAsAlone(_ fixture: FunctionTableFixture) throws {
        let file = FileBytes(fixture.bytes)
        let image = try Image(elf: file)
        let table = FunctionTableReader(image, in: file).read()
        let survey = FunctionSurvey(table, of: image, in: file)
        let cgo = CgoReader(image, in: file, survey: survey).read()
        #expect(cgo == CgoReader(image, in: file).read())
        let facts = GoFactsReader(image, in: file, build: nil, survey: survey).read()
        let alone = GoFactsReader(image, in: file, build: nil).read()
        #expect(facts.facts == alone.facts && facts.diagnostics == alone.diagnostics)
    }

    @Test("shows each function with its package and size", arguments: FunctionTableFixture.all)
    func visits(_ fixture: FunctionTableFixture) throws {
        let file = FileBytes(fixture.bytes)
        let image = try Image(elf: file)
        let table = FunctionTableReader(image, in: file).read()
        var shown: [String] = []
        _ = FunctionSurvey(table, of: image, in: file) { name, length, _, size in
            shown.append("\(ByteString(name)) \(length) \(size)")
        }
        var listed: [String] = []
        let known = try #require(table.value)
        var functions = FunctionCursor(known, in: file)
        while let function = try functions.next() {
            let name = ByteString(try functions.name(of: function))
            let bytes = name.utf8
            let length = FunctionName(bytes.span, known.format).packageLength
            listed.append("\(name) \(length) \(function.size)")
        }
        #expect(shown == listed && !shown.isEmpty)
    }

    @Test("stops for C where it has too many functions, and goes on for facts")
    func limit() throws {
        let binary = try #require(TestBinary.all.first { $0.id == "netuser-cgo-amd64-go1.22" })
        let file = try FileBytes(path: binary.path)
        let image = try Image(elf: file)
        let table = FunctionTableReader(image, in: file).read()
        var limits = Limits()
        limits.cgoFunctions = 1
        let survey = FunctionSurvey(table, of: image, in: file, limits: limits)
        let cgo = CgoReader(image, in: file, limits: limits, survey: survey).read()
        #expect(cgo.diagnostics.map(\.code) == [.limit])
        #expect(survey.linked.isWhole)
        #expect(survey.linked.has(["net._C2func_getaddrinfo"]) == true)
    }
}
