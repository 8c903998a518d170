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

    // Run by qemu-aarch64 -cpu cortex-a72, which has Armv8.0, all of these die of an illegal
    // instruction; -cpu cortex-a76, which has 8.2, runs them.
    @Test(
        "is doubted where nothing asks it in time",
        arguments: [
            ("v9.0", "armv8.0-a", false), ("v8.1", "armv8.0-a", false), ("v8.0", "armv8.0-a", true),
            ("v9.0", "armv8.2-a", true), ("v9.0", nil, true),
        ])
    func unasked(_ level: String, _ processor: String?, _ runs: Bool) throws {
        let scratch = try Scratch()
        let path = try CheckedFile.changed("tiny-static-arm64-go1.27", in: scratch) {
            $0.replace(Array("GOARM64=v8.0".utf8), by: Array("GOARM64=\(level)".utf8))
        }
        let found = try CheckedFile.verdict(path, in: CheckedFile.place(processor: processor))
        #expect(found.runs == (runs ? .yes : .unknown))
        let finding = found.finding(.processorTooOld)
        #expect(finding?.message.contains("GOARM64=\(level)") == (runs ? nil : true))
        #expect(
            finding?.remedy == (runs ? nil : ["build for that processor: GOARM64=v8.0 go build"]))
    }

    @Test("of named systems is the least that they run on")
    func named() throws {
        let scratch = try Scratch()
        let path = try CheckedFile.changed("tiny-static-arm64-go1.27", in: scratch) {
            $0.replace(Array("GOARM64=v8.0".utf8), by: Array("GOARM64=v8.2".utf8))
        }
        let places = try Target.list("debian:12,amazonlinux:2023,scratch").map { CheckPlace($0) }
        let runs = try places.map { try CheckedFile.verdict(path, in: $0).runs }
        #expect(runs == [.unknown, .yes, .yes])
    }

    @Test("is told by a level of the file's own family alone")
    func otherFamily() throws {
        let id = try #require(Self.ofLevel3.first)
        let path = try CheckedFile.binary(id)
        let target = try Target(named: "debian:12")
        for (said, runs) in [("power9", Verdict.Runs.no), ("z15", .no), ("x86-64-v3", .yes)] {
            var settings = RunSettings()
            settings.processor = said
            let verdict = try CheckedFile.verdict(path, in: CheckPlace(target, settings))
            #expect(verdict.runs == runs, "\(said)")
        }
        let small = SmallPlace.glibc()
        var place = small
        place.settings.processor = "power9"
        #expect(try place.verdict(id).runs == small.verdict(id).runs)
    }

    @Test("is held against the processor that the place has")
    func others() throws {
        #expect(try verdict("tiny-static-ppc64le-go1.21", "power9").findings.isEmpty)
    }
}
