import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("A kernel that is too old")
struct KernelTooOldTests {
    /// A static program of a glibc that looks at the kernel's version, as until 2.35.
    private func program(_ scratch: Scratch, looks: Bool = true) throws -> String {
        var program = FixtureLibrary()
        program.type = 2
        program.hasDynamic = false
        program.notes = [.kernel(3, 2, 0)]
        program.constants = [looks ? "FATAL: kernel too old\n" : "FATAL: something else\n"]
        return try scratch.program("app", program.bytes)
    }

    // What qemu-x86_64 -r 3.1.0 showed of Debian 11's static busybox; with -r 3.2.0 it starts.
    @Test("ends a static program of an old glibc")
    func glibc() throws {
        let scratch = try Scratch()
        let path = try program(scratch)
        let verdict = try CheckedFile.verdict(path, in: CheckedFile.place(kernel: "3.1.0"))
        let finding = try #require(verdict.finding(.kernelTooOld))
        #expect(verdict.runs == .no && finding.predictedError == "FATAL: kernel too old")
        #expect(finding.evidence.first?.detail == "NT_GNU_ABI_TAG: Linux 3.2")
        for kernel in ["3.2.0", "6.1", nil] {
            let verdict = try CheckedFile.verdict(path, in: CheckedFile.place(kernel: kernel))
            #expect(verdict.findings.isEmpty)
        }
    }

    @Test("is not asked for by a glibc that does not look")
    func newer() throws {
        let scratch = try Scratch()
        let path = try program(scratch, looks: false)
        let verdict = try CheckedFile.verdict(path, in: CheckedFile.place(kernel: "2.6.32"))
        #expect(verdict.findings.isEmpty)
    }

    @Test(
        "is not supported by a newer Go, so that it cannot be told whether a program runs",
        arguments: [
            ("tiny-static-amd64-go1.27", "2.6.32", "3.1.9", "3.2"),
            ("tiny-static-amd64-go1.23", "2.6.23", "2.6.31", "2.6.32"),
            ("tiny-static-amd64-go1.15", "2.6.18", "2.6.22", "2.6.23"),
            ("tiny-static-loong64-go1.21", "4.19", "5.18", "5.19"),
            ("tiny-static-arm-go1.21", "2.6.32", "3.0", "3.1"),
        ])
    func go(_ id: String, _ old: String, _ last: String, _ first: String) throws {
        let path = try CheckedFile.binary(id)
        for kernel in [old, last] {
            let verdict = try CheckedFile.verdict(path, in: CheckedFile.place(kernel: kernel))
            let finding = try #require(verdict.finding(.kernelTooOld))
            #expect(verdict.runs == .unknown && finding.severity == .warning)
            #expect(finding.predictedError == nil)
        }
        let verdict = try CheckedFile.verdict(path, in: CheckedFile.place(kernel: first))
        #expect(verdict.runs == .yes && verdict.findings.isEmpty)
    }
}
