import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Targets that are nothing but a C library")
struct LibraryAloneTests {
    private func verdict(_ id: String, _ target: String) throws -> Verdict {
        try CheckedFile.verdict(
            try CheckedFile.binary(id), in: CheckPlace(try Target(named: target)))
    }

    @Test(
        "do not tell whether a loader is there that the tables do not know",
        arguments: [
            "c-hello-zig-ppc", "c-hello-zig-arm64be", "c-hello-zig-armbe", "c-hello-zig-amd64p32",
        ])
    func unknown(_ id: String) throws {
        let verdict = try verdict(id, "glibc:2.39")
        #expect(verdict.runs == .unknown)
        let finding = try #require(verdict.finding(.libraryUnknown))
        #expect(
            finding.message.hasSuffix(
                "may be there or not: nothing is known of glibc for such a processor, or with such "
                    + "conventions"))
        // That of another C library is certainly not there.
        #expect(try self.verdict(id, "musl:1.2.5").runs == .no)
    }

    @Test("tell what is known")
    func known() throws {
        #expect(try verdict("c-hello-zig-arm", "glibc:2.39").runs == .yes)
        #expect(try verdict("c-musl-dynamic-mips", "glibc:2.39").runs == .no)
        #expect(try verdict("c-musl-dynamic-mips", "musl:1.2.5").runs == .yes)
    }
}
