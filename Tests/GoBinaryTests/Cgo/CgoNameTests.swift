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
        let evidence = try evidence(of: fixture, calling: "net._cgo_cmalloc")
        #expect(evidence.verdict == .callsC)
        let package = evidence.packages.first { $0.path == "net" }
        #expect(package?.calls == ["malloc"])
        #expect(package?.evidence.map(\.detail) == ["net._cgo_cmalloc"])
    }

    @Test(
        "a C function may have a name of one letter",
        arguments: ["main._Cfunc_f", "main._C2func_f", "main._Cmacro_f"])
    func letter(_ name: String) throws {
        let fixture = try #require(FunctionTableFixture.all.first)
        let evidence = try evidence(of: fixture, calling: name)
        #expect(evidence.verdict == .callsC)
        #expect(evidence.packages.first { $0.path == "main" }?.calls == ["f"])
    }

    /// What is found where the one wrapper has another name, which is as long at most.
    private func evidence(
        of fixture: FunctionTableFixture, calling name: String
    ) throws -> CgoEvidence {
        let old = Array("main._Cfunc_puts".utf8)
        var bytes = fixture.bytes
        let start = try #require(
            bytes.indices.first { bytes[$0...].starts(with: old) && bytes[$0 + old.count] == 0 })
        let rest = [UInt8](repeating: 0, count: old.count - name.utf8.count)
        bytes.replaceSubrange(start..<(start + old.count), with: Array(name.utf8) + rest)
        let file = FileBytes(bytes)
        return CgoReader(try Image(elf: file), in: file).read()
    }
}
