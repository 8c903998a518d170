import TestSupport
import Testing

@testable import GoInspect

/// What is read of a place and of a program is kept for the next ones: that must show nowhere.
@Suite("Places that many files are checked for")
struct SharedPlaceTests {
    private static let targets = [
        "debian:11", "debian:12", "rhel:8", "rhel:9", "alpine:3.20", "wolfi",
        "distroless/base", "scratch", "glibc:2.31", "kernel:4.18",
    ]

    private func places() throws -> [CheckPlace] {
        try Self.targets.map { CheckPlace(try Target(named: $0)) }
    }

    private func verdicts(of path: String, in places: [CheckPlace]) -> [Verdict] {
        var verdicts: [Verdict] = []
        var inspection = Inspection(path: path, [.dependencies, .build], checking: places)
        inspection.forEachImage { image in
            verdicts += image.verdicts ?? []
            return true
        }
        return verdicts
    }

    @Test("say of each what they say of it alone", .timeLimit(.minutes(5)))
    func shared() throws {
        let places = try places()
        let files = TestBinary.elf.filter { $0.id.hasPrefix("cgo-") || $0.id.hasPrefix("c-") }
        #expect(files.count > 20)
        var mismatches = Mismatches()
        // Those that come later find what the others left; the second time, all do.
        for file in files + files {
            let together = verdicts(of: file.path, in: places)
            for (index, place) in try self.places().enumerated() {
                let alone = verdicts(of: file.path, in: [place])
                guard !alone.isEmpty else { continue }
                let message = "\(file.id) in \(place.name)"
                mismatches.compare(together[index].runs, alone[0].runs, message)
                mismatches.compare(together[index].findings, alone[0].findings, message)
            }
        }
        mismatches.expectNone()
    }
}
