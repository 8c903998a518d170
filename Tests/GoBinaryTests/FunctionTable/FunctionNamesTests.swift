import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

@Suite("Names of functions")
struct FunctionNamesTests {
    private func names(
        _ fixture: FunctionTableFixture, _ names: [String]
    ) throws -> FunctionNames? {
        let file = FileBytes(fixture.bytes)
        let table = try #require(FunctionTableReader(try Image(elf: file), in: file).read().value)
        return FunctionNames(names, in: table, of: file)
    }

    @Test("are found in every format", arguments: FunctionTableFixture.all)
    func functions(_ fixture: FunctionTableFixture) throws {
        let found = try #require(
            try names(fixture, ["time.LoadLocation", "main._Cfunc_…", "time.loadLocation"]))
        #expect(found.match("time.LoadLocation")?.name == "time.LoadLocation")
        #expect(found.match("main._Cfunc_…")?.name == "main._Cfunc_puts")
        #expect(found.match("time.loadLocation") == nil)
    }

    @Test("are found of inlined calls, since Go 1.16", arguments: FunctionTableFixture.all)
    func inlined(_ fixture: FunctionTableFixture) throws {
        let found = try #require(try names(fixture, ["main.greet"]))
        #expect((found.match("main.greet") != nil) == (fixture.format != .go1_2))
        guard let match = found.match("main.greet") else { return }
        let place = Int(match.offset.rawValue)
        #expect(fixture.bytes[place...].starts(with: Array("main.greet\0".utf8)))
    }

    @Test("are found behind the end of what is read at a time")
    func windows() throws {
        let many = (0..<5000).map { "example.com/package\($0).Function" }
        let fixture = FunctionTableFixture(
            .go1_20, is64Bit: true, isBig: false, .section,
            mentioned: many + [String(repeating: "x", count: 200_000), "plugin.Open"])
        let found = try #require(try names(fixture, many + ["plugin.Open"]))
        #expect(many.allSatisfy { found.match($0)?.name.text == $0 })
        #expect(found.match("plugin.Open") != nil)
    }
}
