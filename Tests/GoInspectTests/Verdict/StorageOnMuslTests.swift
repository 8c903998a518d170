import TestSupport
import Testing

@testable import GoInspect

@Suite("Libraries of Go under musl")
struct StorageOnMuslTests {
    // musl 1.2.5 lists what each of them needs with status 0, and its dlopen refuses these two.
    @Test(
        "are neither a yes nor a no, as dlopen refuses their thread-local storage",
        arguments: ["shared-amd64-go1.27", "plugged-amd64-go1.27"])
    func opened(_ id: String) throws {
        let place = CheckPlace(try Target(named: "alpine:3.20"))
        let verdict = try CheckedFile.verdict(try CheckedFile.binary(id), in: place)
        #expect(verdict.runs == .unknown)
        let finding = try #require(verdict.finding(.libraryUnknown))
        #expect(finding.message.contains("initial-exec TLS resolves to dynamic definition"))
    }

    @Test("are a yes where they have none")
    func plain() throws {
        let place = CheckPlace(try Target(named: "alpine:3.20"))
        let path = try CheckedFile.binary("c-versions-amd64")
        #expect(try CheckedFile.verdict(path, in: place).runs == .yes)
    }
}
