import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Files that are sound and no programs")
struct NotProgramTests {
    private func finding(_ id: String, in place: SmallPlace) throws -> Finding {
        let verdict = try place.verdict(id)
        #expect(verdict.runs == .no)
        #expect(verdict.finding(.damagedProgram) == nil)
        return try #require(verdict.finding(.notProgram))
    }

    @Test(
        "are called what they are, of both formats alike",
        arguments: [
            ("c-hello-object-amd64", "it is an object, which has still to be linked"),
            ("macho-object-amd64", "it is an object, which has still to be linked"),
            ("c-hello-debug-amd64", "it is debug information, without the code"),
        ])
    func kinds(_ id: String, _ message: String) throws {
        var place = SmallPlace.glibc()
        place.system = nil
        let finding = try finding(id, in: place)
        #expect(finding.severity == .error && finding.message == message)
        #expect(finding.predictedError == "Exec format error")
        #expect(finding.remedy.count == 1)
    }

    /// A copy of a static program in which no code is left, as objcopy --only-keep-debug makes it.
    private func withoutCode(_ id: String, in scratch: Scratch) throws -> String {
        try CheckedFile.changed(id, in: scratch) { bytes in
            for index in 0..<Int(bytes[56]) {
                let place = 64 + 56 * index
                // PT_LOAD with PF_X; its first page stays, which has the header.
                guard bytes[place] == 1, bytes[place + 4] & 1 == 1 else { continue }
                for byte in 0..<8 { bytes[place + 32 + byte] = byte == 1 ? 0x10 : 0 }
            }
        }
    }

    // What such a file of Go 1.27 came to on Linux.
    @Test("end at once where a static program's code is left out")
    func staticProgram() throws {
        let scratch = try Scratch()
        let path = try withoutCode("tiny-static-amd64-go1.27", in: scratch)
        let verdict = try CheckedFile.verdict(path, in: CheckedFile.place())
        let finding = try #require(verdict.finding(.notProgram))
        #expect(verdict.runs == .no)
        #expect(finding.predictedError == "Segmentation fault")
    }

    // glibc's dlopen said so of a library's debug information.
    @Test("are refused by the loader where they were libraries")
    func library() throws {
        let scratch = try Scratch()
        let path = try CheckedFile.changed("c-hello-debug-amd64", in: scratch) { bytes in
            for index in 0..<Int(bytes[56]) where bytes[64 + 56 * index] == 3 {
                bytes[64 + 56 * index] = 0
            }
        }
        let verdict = try CheckedFile.verdict(path, in: CheckedFile.place())
        let finding = try #require(verdict.finding(.notProgram))
        #expect(finding.predictedError?.hasSuffix(": object file has no dynamic section") == true)
        let musl = SmallPlace.musl().place()
        #expect(
            try CheckedFile.verdict(path, in: musl).finding(.notProgram)?.predictedError == nil)
    }
}
