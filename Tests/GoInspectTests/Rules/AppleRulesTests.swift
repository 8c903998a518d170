import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

/// What dyld and the kernel of macOS make of programs; the words are those of reports.
@Suite("A program on macOS")
struct AppleRulesTests {
    private func verdict(_ path: String, macOS: String?) throws -> Verdict {
        try CheckedFile.verdict(path, in: CheckedFile.place(.macOS, macOS: macOS))
    }

    @Test("without LC_UUID is refused by macOS 26 where its SDK is as new")
    func uuid() throws {
        let scratch = try Scratch()
        // LC_UUID becomes a command that says nothing of note.
        let path = try CheckedFile.changed("tiny-darwin-amd64-go1.27", in: scratch) {
            $0.retype(command: 0x1b, to: 0x2a)
        }
        let verdict = try verdict(path, macOS: "26")
        let finding = try #require(verdict.finding(.machoNoUUID))
        #expect(verdict.runs == .no)
        #expect(
            finding.predictedError == "dyld: missing LC_UUID load command in "
                + "/usr/local/bin/tiny-darwin-amd64-go1.27\n"
                + "dyld: missing LC_UUID load command")
        #expect(try self.verdict(path, macOS: "15").finding(.machoNoUUID)?.severity == .warning)
        #expect(try self.verdict(path, macOS: "14").finding(.machoNoUUID) == nil)
        #expect(try self.verdict(path, macOS: nil).finding(.machoNoUUID) == nil)
        let whole = try CheckedFile.binary("tiny-darwin-amd64-go1.27")
        #expect(try self.verdict(whole, macOS: "26").finding(.machoNoUUID) == nil)
    }

    @Test("without LC_UUID starts where its SDK is older, and may be kept from the local network")
    func olderSDK() throws {
        let verdict = try verdict(
            try CheckedFile.binary("tiny-darwin-amd64-go1.22"), macOS: "26")
        let finding = try #require(verdict.finding(.machoNoUUID))
        #expect(finding.severity == .warning && verdict.runs == .yes)
        #expect(finding.remedy.first == "build with Go 1.24 or later")
    }

    @Test("for arm64 is killed where it is not signed")
    func unsigned() throws {
        let scratch = try Scratch()
        let path = try CheckedFile.changed("tiny-darwin-arm64-go1.27", in: scratch) {
            $0.retype(command: 0x1d, to: 0x2e)
        }
        let verdict = try verdict(path, macOS: "14")
        #expect(verdict.runs == .no)
        #expect(verdict.finding(.machoUnsigned)?.predictedError == "Killed: 9")
        for id in ["tiny-darwin-arm64-go1.27", "tiny-darwin-amd64-go1.22"] {
            let other = try self.verdict(try CheckedFile.binary(id), macOS: "14")
            #expect(other.finding(.machoUnsigned) == nil && other.runs == .yes)
        }
    }

    @Test("for arm64 is killed where it was changed after it was signed")
    func damaged() throws {
        let scratch = try Scratch()
        let path = try CheckedFile.changed("tiny-darwin-arm64-go1.27", in: scratch) {
            $0[0x1800] ^= 1
        }
        let verdict = try verdict(path, macOS: "14")
        let finding = try #require(verdict.finding(.machoSignatureDamaged))
        #expect(verdict.runs == .no && finding.predictedError == "Killed: 9")
        #expect(finding.message.hasPrefix("1 of "))
        #expect(finding.evidence.first?.offset == FileOffset(rawValue: 0x1000))
        let whole = try CheckedFile.binary("tiny-darwin-arm64-go1.27")
        #expect(try self.verdict(whole, macOS: "14").finding(.machoSignatureDamaged) == nil)
    }

    @Test("for x86_64 runs though it was changed, and that is told")
    func damagedIntel() throws {
        let scratch = try Scratch()
        let path = try CheckedFile.changed("macho-hello-amd64", in: scratch) { $0[0x900] ^= 1 }
        let verdict = try verdict(path, macOS: "14")
        let finding = verdict.finding(.machoSignatureDamaged)
        #expect(finding == nil || finding?.severity == .warning)
        #expect(finding?.predictedError == nil)
    }

    @Test("that imports what the system does not have yet does not start")
    func symbol() throws {
        let scratch = try Scratch()
        let path = try CheckedFile.changed("tiny-darwin-amd64-go1.22", in: scratch) {
            $0.replace(Array("_munmap".utf8) + [0], by: Array("_preadv".utf8) + [0])
        }
        let verdict = try verdict(path, macOS: "10.15")
        let finding = try #require(verdict.finding(.macosTooOld))
        #expect(verdict.runs == .no)
        #expect(
            finding.predictedError == """
                dyld: Symbol not found: _preadv
                  Referenced from: /usr/local/bin/tiny-darwin-amd64-go1.22
                  Expected in: /usr/lib/libSystem.B.dylib
                 in /usr/local/bin/tiny-darwin-amd64-go1.22
                """)
        #expect(try self.verdict(path, macOS: "11").finding(.macosTooOld) == nil)
    }

    @Test(
        "that Go does not support any more may run or not",
        arguments: [
            ("tiny-darwin-arm64-go1.27", "12", "13"),
            ("tiny-darwin-amd64-go1.22", "10.14", "10.15"),
            ("tiny-darwin-dwarf-amd64-go1.15", "10.11", "10.12"),
        ])
    func unsupported(_ id: String, _ old: String, _ first: String) throws {
        let path = try CheckedFile.binary(id)
        let verdict = try verdict(path, macOS: old)
        #expect(verdict.finding(.macosTooOld)?.severity == .warning && verdict.runs == .unknown)
        let other = try self.verdict(path, macOS: first)
        #expect(other.finding(.macosTooOld) == nil && other.runs == .yes)
    }

    @Test("is told of nothing in places of other systems")
    func linux() throws {
        let path = try CheckedFile.binary("tiny-darwin-amd64-go1.22")
        let verdict = try CheckedFile.verdict(path, in: CheckedFile.place(.linux))
        #expect(!verdict.findings.contains { $0.rule.hasPrefix("mac") })
    }
}
