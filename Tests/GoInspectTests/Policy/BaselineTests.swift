import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Baselines")
struct BaselineTests {
    private func baseline(_ text: String) throws(PolicyError) -> Baseline {
        try Baseline(FileBytes(Array(text.utf8)), path: "base.json")
    }

    @Test(
        "know a message again whatever counts, addresses and sizes are in it",
        arguments: [
            ("it has 103 functions", "it has # functions"), ("it ends at 0x9f10", "it ends at #"),
            ("it has 84.2 MB, more than 80MB", "it has # MB, more than #"),
            ("1,024 bytes: 0x10, 3.", "# bytes: #, #."),
            ("it needs glibc 2.34", "it needs glibc 2.34"),
            ("libssl.so.3 is missing", "libssl.so.3 is missing"),
            ("it was built by go1.25.3", "it was built by go1.25.3"), ("(12 of 13)", "(# of #)"),
            ("v0.22.0 is not >=v0.25", "v0.22.0 is not >=v0.25"), ("x86-64-v3", "x86-64-v3"),
            ("a  b", "a  b"), ("", ""), ("macOS 13 is needed", "macOS # is needed"),
        ])
    func numbers(_ message: String, _ expected: String) {
        #expect(message.withoutNumbers == expected)
    }

    @Test("are sorted, and have each finding once")
    func sorted() throws {
        let read = try baseline(
            """
            {"schemaVersion": 1, "findings": [
            {"file": "b", "rule": "r", "message": "m"},
            {"file": "a", "slice": "arm64", "rule": "r", "target": null, "message": "m"},
            {"file": "a", "rule": "r", "target": "debian:12", "message": "m"},
            {"file": "b", "rule": "r", "message": "m"}
            ]}
            """)
        #expect(read.entries.map(\.file) == ["a", "a", "b"])
        #expect(read.entries.map(\.slice) == [nil, "arm64", nil])
        #expect(read.contains(.init(file: "b", rule: "r", message: "m")))
        #expect(!read.contains(.init(file: "b", rule: "r", target: "debian:12", message: "m")))
    }

    private static let none =
        "1:1: this is no baseline: it has no list “findings” (--write-baseline makes one)"

    @Test(
        "say what is wrong with them",
        arguments: [
            ("{}", none), ("[]", none),
            ("{\"findings\": []}", "1:1: “schemaVersion” is not 1: a later goelf has written it"),
            (
                "{\"schemaVersion\": 2,\n \"findings\": []}",
                "1:19: “schemaVersion” is not 1: a later goelf has written it"
            ),
            (
                "{\"schemaVersion\": 1, \"findings\": [{\"file\": \"a\"}]}",
                "1:35: a finding has “file”, “rule” and “message”"
            ),
            (
                "{\"schemaVersion\": 1, \"findings\": [{\"file\": \"a\", \"rule\": \"r\", "
                    + "\"message\": \"m\", \"x\": 1}]}",
                "1:78: a finding has no key “x”"
            ),
            ("<<<<<<< HEAD", "1:1: wants a value here"),
        ])
    func mistakes(_ text: String, _ mistake: String) {
        var found: [String] = []
        do throws(PolicyError) { _ = try baseline(text) } catch {
            found = error.problems.map { problem in
                let place = problem.position.map { "\($0.line):\($0.column): " } ?? ""
                return place + problem.message
            }
        }
        #expect(found == [mistake])
    }

    @Test("what is known is left out, and what is new is told")
    func known() throws {
        var policy = Policy()
        try policy.add([.maxSize("1KB"), .require("go@>=1.99")])
        var expectations = Expectations(policy)
        let binary = "deps-amd64-go1.27"
        let path = try CheckedFile.binary(binary)
        let all = try HeldFile.image(binary, expectations).findings.filter { finding in
            Rule.ofPolicy.contains { $0.name == finding.rule }
        }
        #expect(all.map(\.rule) == ["go-version-required", "too-large"])
        let name = expectations.baselineName(of: path, in: "base.json")
        expectations.baseline = Baseline(
            [Baseline.Entry(all[1], file: name, slice: nil)], path: "base.json")
        let image = try HeldFile.image(binary, expectations)
        #expect(!image.findings.contains { $0.rule == "too-large" })
        #expect(image.findings.contains { $0.rule == "go-version-required" })
        #expect(image.ignored.map(\.cause) == [.baseline])
    }
}
