import GoBinary
import GoFixtures
import ObjectFile
import Testing

@Suite("Names of functions that say something of C")
struct CgoNameTests {
    // The Go compiler inlines `_Cfunc__CMalloc`: runc of Debian 12 has nothing else of the malloc
    // that os/user calls.
    @Test("the helper that allocates is a call of malloc", arguments: FunctionTableFixture.all)
    func allocation(_ fixture: FunctionTableFixture) throws {
        let name = Array("net._cgo_cmalloc".utf8)
        let old = Array("main._Cfunc_puts".utf8)
        var bytes = fixture.bytes
        let start = try #require(
            bytes.indices.first { bytes[$0...].starts(with: old) && bytes[$0 + old.count] == 0 })
        bytes.replaceSubrange(start..<(start + old.count), with: name)

        let file = FileBytes(bytes)
        let evidence = CgoReader(try Image(elf: file), in: file).read()
        #expect(evidence.verdict == .callsC)
        let package = evidence.packages.first { $0.path == "net" }
        #expect(package?.calls == ["malloc"])
        #expect(package?.evidence.map(\.detail) == ["net._cgo_cmalloc"])
    }
}
