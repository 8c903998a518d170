import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Files held against a policy")
struct PolicyHeldTests {
    private let deps = "deps-amd64-go1.27"

    private func expectations(
        _ text: String, path: String = ".goelf.json", today: String = "2026-11-22"
    ) throws -> Expectations {
        var expectations = Expectations(try HeldFile.policy(text, path: path))
        expectations.today = try CalendarDate(today)
        return expectations
    }

    @Test("without a policy no rule of this kind finds anything")
    func nothing() throws {
        let image = try HeldFile.image(deps, Expectations(Policy()))
        let names = Rule.ofPolicy.map(\.name)
        #expect(!image.findings.contains { names.contains($0.rule) } && image.ignored.isEmpty)
    }

    @Test("findings are as bad as it says, and left out where they are off")
    func severities() throws {
        let text = #"""
            {"maxSize": 1, "libraries": [], "settings": {"-trimpath": true},
             "severities": {"too-large": "note", "setting-required": "off"}}
            """#
        let image = try HeldFile.image(deps, expectations(text))
        let found = image.findings.filter { $0.rule == "too-large" }
        #expect(found.map(\.severity) == [.note])
        #expect(!image.findings.contains { $0.rule == "setting-required" })
        #expect(image.ignored.map(\.finding.rule) == ["setting-required"])
        #expect(image.ignored.map(\.cause) == [.off])
    }

    @Test(
        "a rule is ignored up to its last day, and told with the reason behind it",
        arguments: [("2026-11-22", true), ("2026-12-31", true), ("2027-01-01", false)])
    func ignores(_ today: String, _ isIgnored: Bool) throws {
        let text = #"""
            {"maxSize": 1,
             "ignore": [{"rule": "too-large", "reason": "icons", "until": "2026-12-31"},
                        {"rule": "too-large", "reason": "older", "until": "2026-01-31"}]}
            """#
        let image = try HeldFile.image(deps, expectations(text, today: today))
        let told = image.findings.first { $0.rule == "too-large" }
        #expect((told == nil) == isIgnored)
        if isIgnored {
            #expect(image.ignored.map(\.reason) == ["icons"])
            #expect(image.ignored.first?.until?.description == "2026-12-31")
        } else {
            let said = "it was ignored until 2026-12-31: icons"
            #expect(told?.evidence.last?.detail.text == said)
        }
    }

    @Test("what stops a start stops it, however it is told")
    func verdict() throws {
        let text = #"{"severities": {"wrong-machine": "off"}}"#
        let place = try #require(try Target.list("alpine:3.20").map { CheckPlace($0) }.first)
        let image = try HeldFile.image(
            "cgo-dynamic-amd64-go1.27",
            expectations(
                #"{"severities": {"glibc-on-musl": "off", "interpreter-missing": "off"}}"#),
            in: place)
        let verdict = try #require(image.verdicts?.first)
        #expect(verdict.runs == .no && verdict.findings.filter { $0.severity == .error }.isEmpty)
        #expect(image.ignored.contains { $0.finding.target == "alpine:3.20" })
        #expect(HeldFile.mistakes(text).isEmpty)
    }

    @Test("who wants it is part of what a finding rests on")
    func evidence() throws {
        let text = "{\n\"maxSize\": \"1KB\"\n}"
        let image = try HeldFile.image(deps, expectations(text, path: "conf/.goelf.json"))
        let finding = try #require(image.findings.first { $0.rule == "too-large" })
        #expect(finding.evidence.first?.source == "policy")
        let said = "conf/.goelf.json line 2: 1KB, 1000 bytes at most"
        #expect(finding.evidence.first?.detail.text == said)
    }

    @Test("what is said of some files replaces what all have, key by key")
    func overrides() throws {
        let text = #"""
            {"maxSize": 1, "require": {"go": ">=1.99", "example.com/preview": ">=v9"},
             "files": {"deps-*": {"maxSize": null, "require": {"go": null}},
                       "*-go1.27": {"settings": {"-race": true}},
                       "other/*": {"maxSize": 2}}}
            """#
        let rules = try HeldFile.image(deps, expectations(text)).findings.map(\.rule)
            .filter { name in Rule.ofPolicy.contains { $0.name == name } }
        #expect(rules == ["module-required", "setting-required"])
    }

    @Test("options add to the file, and hold over it")
    func options() throws {
        var policy = try HeldFile.policy(
            #"{"maxSize": 1, "forbid": ["runtime"], "files": {"*": {"maxSize": 2}}}"#)
        try policy.add([.maxSize("80MB"), .forbid("runtime/debug"), .ignore("setting-required")])
        try policy.add([.severity("forbidden-code=warning"), .require("go@>=1.99")])
        let findings = try HeldFile.image(deps, Expectations(policy)).findings.filter { finding in
            Rule.ofPolicy.contains { $0.name == finding.rule }
        }
        #expect(
            findings.map(\.rule) == ["go-version-required", "forbidden-code", "forbidden-code"])
        #expect(findings.map(\.severity) == [.error, .warning, .warning])
        #expect(findings.first?.evidence.first?.detail.text == "--require: Go >=go1.99")
    }

    @Test(
        "options that say nothing are refused",
        arguments: [
            (Policy.Option.require("go"), "“go” has no “@”: --require golang.org/x/net@>=v0.25"),
            (
                .require("net@v1"),
                "“net” is not go and no path of a module, such as golang.org/x/net"
            ),
            (
                .variable("main.version"),
                "“main.version” has no “=”: --expect-var main.version=1.2.3"
            ),
            (
                .variable("version=1"),
                "“version” is no variable: a package and a name: main.version"
            ),
            (.ignore("too-larg"), "there is no rule “too-larg”: did you mean too-large?"),
            (.severity("too-large=bad"), "“bad” is not a severity: error, warning, note, off"),
            (.goSum("gone.sum"), "cannot be opened: No such file or directory"),
        ])
    func noOptions(_ option: Policy.Option, _ message: String) {
        var policy = Policy()
        var found: String?
        do throws(PolicyError) { try policy.add([option]) } catch {
            found = error.problems.first?.message
        }
        #expect(found == message)
    }

    @Test("what only -ldflags says of a variable is a warning")
    func ldflags() throws {
        let found = try HeldFile.findings(deps, .variable("main.version=1.2.3*"))
            .first { $0.rule == "variable-unexpected" }
        #expect(found?.severity == .warning)
        #expect(found?.message == "only -ldflags says that main.version is 1.2.3*")
        let other = try HeldFile.findings(deps, .variable("main.version=1.3"))
            .first { $0.rule == "variable-unexpected" }
        #expect(other?.severity == .error)
        #expect(other?.message == "main.version was set to “1.2.3 \"quoted\"”, not 1.3")
    }

    @Test("a module that has no sum in the file cannot be compared")
    func noSum() throws {
        let scratch = try Scratch()
        let path = try scratch.file("go.sum", Data())
        let found = try HeldFile.findings(deps, .goSum(path)).filter { $0.rule == "sum-mismatch" }
        #expect(found.map(\.severity) == [.error, .warning, .error, .error, .error])
        #expect(
            found[1].message == "../local (devel) has no sum in the file that could be compared")
    }

    @Test("of a packed program nothing can be told, which is found")
    func packed() throws {
        let findings = try HeldFile.findings(
            "cgo-dynamic-amd64-go1.27", #"{"forbid": ["no/such"]}"#)
        #expect(!findings.contains { $0.rule == "forbidden-code" })
        let packed = try HeldFile.findings("c-packed-amd64", #"{"require": {"go": ">=1.1"}}"#)
        let message = "it is packed by UPX, so that Go >=go1.1 cannot be told"
        #expect(packed.contains { $0.message == message }, "\(packed.map(\.message))")
    }
}

@Suite("Names of files")
struct FileNameTests {
    @Test(
        "are seen from the folder of the policy",
        arguments: [
            ("dist/app", "", "/w", "dist/app"), ("./dist//app", "", "/w", "dist/app"),
            ("/w/dist/app", "", "/w", "dist/app"), ("app", "..", "/w/dist", "dist/app"),
            ("../app", "..", "/w/dist", "app"), ("../../app", "..", "/w/dist", "/app"),
            ("x/../app", "", "/w", "app"), ("/usr/bin/app", "", "/w", "/usr/bin/app"),
            ("app", "conf", "/w", "/w/app"), ("-", "", "/w", "-"), ("/app", "/", "/w", "app"),
        ])
    func names(_ path: String, _ folder: String, _ working: String, _ expected: String) {
        #expect(FileName(path, from: folder, in: working).path == expected)
    }

    @Test(
        "fit patterns, the last name alone where these have no slash",
        arguments: [
            ("dist/app", "app", true), ("dist/app", "dist/*", true), ("dist/app", "a*", true),
            ("dist/app", "dist", false), ("dist/app", "./dist/app", true),
            ("dist/a/app", "dist/*", true), ("dist/app", "*/app", true), ("dist/app", "x/*", false),
        ])
    func patterns(_ path: String, _ pattern: String, _ fits: Bool) {
        #expect(FileName(path, from: "", in: "/w").fits(pattern) == fits)
    }

    @Test(
        "have no versions in baselines",
        arguments: [
            ("dist/app_1.2.3_linux_amd64", "dist/app_*_linux_amd64"), ("app-v1.2.3", "app-*"),
            ("app_linux_amd64_v1/app", "app_linux_amd64_v1/app"), ("v1.2/app", "*/app"),
            ("app-1.2.3-rc.1", "app-*"), ("app-1.2.3-linux", "app-*-linux"),
            ("libfoo.so.1.2", "libfoo.so.*"), ("x86_64/app2", "x86_64/app2"),
            ("go1.22/app", "go1.22/app"), ("app_2026.11.22.bin", "app_*.bin"), ("1.0", "*"),
        ])
    func versions(_ path: String, _ expected: String) {
        #expect(FileName(path, from: "", in: "/w").withoutVersions == expected)
    }
}
