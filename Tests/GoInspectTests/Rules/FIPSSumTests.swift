import GoBinary
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("The sum of cryptographic code")
struct FIPSSumTests {
    static let id = "fips-amd64-go1.27"

    /// A copy of the program in which a byte of its sum is another one.
    private func broken(_ scratch: Scratch) throws -> String {
        let file = try FileBytes(path: try CheckedFile.binary(Self.id))
        let reader = FIPSInformationReader(try Image(elf: file), in: file)
        let sum = try #require(reader.read().value).sum
        return try CheckedFile.changed(Self.id, in: scratch) {
            $0.replace(sum, by: [sum[0] ^ 1] + sum.dropFirst())
        }
    }

    private func verdict(_ path: String, _ variables: [String: String] = [:]) throws -> Verdict {
        try CheckedFile.verdict(path, in: CheckedFile.place(variables: variables))
    }

    // What the changed program printed when it was run with that environment.
    @Test("ends the program where the mode is on")
    func on() throws {
        let scratch = try Scratch()
        let verdict = try verdict(try broken(scratch), ["GODEBUG": "x=1,fips140=on"])
        let finding = try #require(verdict.finding(.fipsSum))
        #expect(verdict.runs == .no)
        #expect(finding.predictedError == "panic: fips140: verification mismatch")
    }

    @Test("is of no matter where it holds")
    func sound() throws {
        let path = try CheckedFile.binary(Self.id)
        for value in ["fips140=on", "fips140=only", "fips140=off", ""] {
            #expect(try verdict(path, ["GODEBUG": value]).findings.isEmpty)
        }
    }

    @Test("is only told of where the mode is off")
    func off() throws {
        let scratch = try Scratch()
        let verdict = try verdict(try broken(scratch), ["GODEBUG": "fips140=off"])
        #expect(verdict.runs == .yes)
        #expect(verdict.finding(.fipsSum).map { $0.severity == .note } ?? true)
    }
}
