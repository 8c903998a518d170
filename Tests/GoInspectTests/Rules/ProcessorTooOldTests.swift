import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("A processor that is too old")
struct ProcessorTooOldTests {
    private func verdict(_ id: String, _ processor: String?) throws -> Verdict {
        try CheckedFile.verdict(
            try CheckedFile.binary(id), in: CheckedFile.place(processor: processor))
    }

    /// A program of Go's that was built with GOAMD64=v3.
    static var ofLevel3: [String] {
        TestBinary.elf.filter { $0.env?["GOAMD64"] == "v3" }.map(\.id)
    }

    // Word for word what qemu-x86_64 -cpu Nehalem showed, which has x86-64-v2.
    @Test("ends a program in Go's own words", arguments: ofLevel3)
    func level(_ id: String) throws {
        let found = try verdict(id, "x86-64-v2")
        let finding = try #require(found.finding(.processorTooOld))
        #expect(found.runs == .no)
        #expect(
            finding.predictedError == "This program can only be run on AMD64 processors with v3 "
                + "microarchitecture support.")
        #expect(finding.evidence.first?.source == "start-up code")
        #expect(finding.remedy == ["build for that processor: GOAMD64=v2 go build"])
        for processor in ["x86-64-v3", "x86-64-v4", nil] {
            let verdict = try verdict(id, processor)
            #expect(verdict.finding(.processorTooOld) == nil && verdict.runs == .yes)
        }
    }

    @Test("is none for a program of the lowest level, and of a processor without levels")
    func lowest() throws {
        #expect(!Self.ofLevel3.isEmpty)
        for id in [
            "tiny-static-amd64-go1.27", "tiny-static-amd64-go1.15", "tiny-static-arm64-go1.27",
        ] {
            #expect(try verdict(id, "x86-64-v1").findings.isEmpty)
        }
    }

    @Test("is held against the processor that the place has")
    func others() throws {
        #expect(try verdict("tiny-static-ppc64le-go1.21", "power9").findings.isEmpty)
    }
}
