import GoBinary
import ObjectFile
import TestSupport
import Testing

@Suite("Evidence of C code in real binaries")
struct CgoEvidenceTests {
    static let binaries = TestBinary.elf.filter {
        $0.go != nil && !$0.id.hasPrefix("archive")
    }

    @Test("the verdict follows from the recipe", arguments: binaries)
    func verdict(_ binary: TestBinary) throws {
        let expected: CgoEvidence.Verdict =
            switch binary.id.split(separator: "-").first {
            case "cgo", "plugin", "roots": .callsC
            case "netuser": binary.id.hasPrefix("netuser-cgo") ? .callsC : .none
            case "runtimecgo", "shared", "plugged": .runtimeOnly
            default: binary.args?.contains("-msan") == true ? .runtimeOnly : .none
            }
        #expect(try read(binary).verdict == expected)
    }

    @Test("the linker is Go's own or that of the C compiler", arguments: binaries)
    func linkMode(_ binary: TestBinary) throws {
        #expect(try read(binary).linkMode == (binary.isLinkedByC ? .external : .internal))
    }

    @Test("packages that call C are named with the functions that they call")
    func packages() throws {
        let packages = try read("netuser-cgo-amd64-go1.22").packages
        #expect(packages.map(\.path) == ["net", "os/user"])
        #expect(
            packages.first?.calls.map(\.text).sorted() == [
                "freeaddrinfo", "gai_strerror", "getaddrinfo",
            ])
        #expect(
            packages.last?.calls.map(\.text).sorted() == [
                "mygetpwuid_r", "sysconf",
            ])
    }

    @Test("every call rests on a function of the table")
    func evidence() throws {
        let package = try #require(try read("cgo-static-pie-amd64-go1.27").packages.first)
        #expect(package.path == "main")
        #expect(package.calls == ["root", "say"])
        #expect(package.evidence.map(\.detail) == ["main._Cfunc_root", "main._Cfunc_say"])
        #expect(package.evidence.allSatisfy { $0.source == "function table" && $0.offset != nil })
    }

    @Test("exports belong to the package of their unit")
    func exports() throws {
        let packages = try read("shared-amd64-go1.27").packages
        #expect(packages.map(\.path) == ["main"])
        #expect(packages.first?.exports == ["GoAdd"])
        #expect(packages.first?.calls == [])
    }

    @Test("imports stand under the library that defines them")
    func libraries() throws {
        let libraries = try read("cgo-gnu2.17-amd64-go1.27").libraries
        #expect(libraries.map(\.name?.text).contains("libc.so.6"))
        let libc = try #require(libraries.first { $0.name == "libc.so.6" })
        #expect(libc.symbols.contains { $0.name == "puts" && $0.version == "GLIBC_2.2.5" })
    }

    @Test("a program of C has no function table to tell")
    func noTable() throws {
        let evidence = try read("c-hello-dynamic-amd64")
        #expect(evidence.verdict == .unknown)
        #expect(evidence.linkMode == .unknown)
        #expect(evidence.diagnostics.isEmpty)
    }

    private func read(_ id: String) throws -> CgoEvidence {
        try read(try #require(TestBinary.all.first { $0.id == id }))
    }

    private func read(_ binary: TestBinary) throws -> CgoEvidence {
        let file = try FileBytes(path: binary.path)
        return CgoReader(try Image(elf: file), in: file).read()
    }
}
