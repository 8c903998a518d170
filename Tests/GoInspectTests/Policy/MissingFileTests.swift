import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Files that a list of checksums names")
struct MissingFileTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The last names of what is missing.
    private func missing(
        _ lines: [String], besides read: [String] = [], _ options: Policy.Option...
    ) throws -> [String] {
        let sum = String(repeating: "1a", count: 32)
        let text = lines.map { "\(sum)  \($0)\n" }.joined()
        let path = try scratch.file("dist/sums.txt", Data(text.utf8))
        var policy = Policy()
        try policy.add([.checksums(path)] + options)
        let expectations = Expectations(policy)
        return expectations.missingFiles(besides: read.map(scratch.path)).map { file in
            file.path.split(separator: "/").last.map(String.init) ?? ""
        }
    }

    @Test("are told once where they are not there, in the order of the list")
    func order() throws {
        try scratch.file("dist/there", Data())
        #expect(try missing(["z", "there", "./a", "z"]) == ["z", "a"])
        #expect(try missing(["there", "sums.txt"]) == [])
    }

    @Test("are there where a file of their name was looked at, wherever it lies")
    func read() throws {
        #expect(try missing(["app", "b/tool"], besides: ["other/app"]) == ["tool"])
        // Of two of one last name, none is meant.
        #expect(try missing(["a/app", "b/app"], besides: ["other/app"]) == ["app", "app"])
    }

    @Test("are left out where the policy does not want to hear of them")
    func levels() throws {
        #expect(try missing(["gone"], .ignore("checksum-mismatch")) == [])
        #expect(try missing(["gone"], .severity("checksum-mismatch=error")) == ["gone"])
    }
}
