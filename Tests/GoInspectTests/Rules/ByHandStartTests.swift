import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// Rows of the list of what people find out by hand stand in the names of the tests.
@Suite("What is done by hand elsewhere, before the start")
struct ByHandStartTests {
    @Test("row 9: a PIE that needs no library starts nowhere without a loader")
    func pie() throws {
        let verdict = try SmallPlace.empty.verdict("tiny-pie-amd64-go1.27")
        #expect(verdict.runs == .no)
        #expect(verdict.findings.map(\.rule) == ["interpreter-missing"])
        #expect(verdict.predictedError == "No such file or directory")
        #expect(try SmallPlace.empty.verdict("tiny-static-amd64-go1.27").runs == .yes)
    }

    @Test("row 38: the oldest kernel is that of the C library, and that of Go")
    func kernel() throws {
        let scratch = try Scratch()
        var program = FixtureLibrary()
        program.type = 2
        program.hasDynamic = false
        program.notes = [.kernel(3, 2, 0)]
        program.constants = ["FATAL: kernel too old\n"]
        let path = try scratch.program("app", program.bytes)
        let old = CheckedFile.place(kernel: "2.6.32")
        #expect(try CheckedFile.verdict(path, in: old).predictedError == "FATAL: kernel too old")
        let go = try CheckedFile.verdict(
            try CheckedFile.binary("tiny-static-amd64-go1.27"), in: old)
        #expect(
            go.findings.first?.message.hasPrefix("Go 1.27 supports Linux 3.2 and later") == true)
    }

    @Test(
        "row 41: an external link needs a loader and a C library, an internal one may need neither")
    func linkMode() throws {
        for (id, runs) in [
            ("runtimecgo-internal-amd64-go1.27", Verdict.Runs.no),
            ("cgo-dynamic-amd64-go1.27", .no), ("cgo-static-amd64-go1.27", .yes),
            ("tiny-static-amd64-go1.27", .yes),
        ] {
            #expect(try SmallPlace.empty.verdict(id).runs == runs, "\(id)")
        }
    }
}
