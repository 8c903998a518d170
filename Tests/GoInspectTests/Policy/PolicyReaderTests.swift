import Foundation
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Policies")
struct PolicyReaderTests {
    @Test("have an example of each key that they take", arguments: PolicyKey.allCases)
    func examples(_ key: PolicyKey) throws {
        #expect(!key.meaning.isEmpty && key.meaning.hasSuffix("."))
        if key == .goSum || key == .checksums { return }
        #expect(HeldFile.mistakes("{\"\(key.rawValue)\": \(key.example)}") == [])
    }

    @Test("a key of files stands there, and no other does", arguments: PolicyKey.allCases)
    func keysOfFiles(_ key: PolicyKey) throws {
        if key == .goSum || key == .checksums { return }
        let text = "{\"files\": {\"dist/*\": {\"\(key.rawValue)\": \(key.example)}}}"
        let mistakes = HeldFile.mistakes(text)
        #expect(mistakes.isEmpty == key.isOfFiles, "\(mistakes)")
        if !key.isOfFiles {
            #expect(mistakes.first?.contains("“\(key.rawValue)” does not belong here") == true)
        }
    }

    @Test("take comments and commas behind last values")
    func comments() throws {
        let policy = try HeldFile.policy(
            """
            // what we ship
            {
              "targets": ["debian:12", /* the old one */ "debian:11,alpine:3.20",],
              "failOn": "warning", // not notes
            }
            """)
        #expect(policy.targets == ["debian:12", "debian:11,alpine:3.20"])
        #expect(policy.failsOn == .warning && policy.path == ".goelf.json")
    }

    @Test(
        "say where they are wrong, and what is allowed there",
        arguments: [
            ("", "1:1: wants a value here"),
            ("{\n \"maxSize\" 1}", "2:12: wants “:” here"),
            ("[]", "1:1: a policy is an object: {\"targets\": [\"debian:12\"]}"),
            ("{\"target\": []}", "1:2: there is no key “target”: did you mean targets?"),
            (
                "{\"nothing\": []}",
                "1:2: there is no key “nothing”; there are $schema, targets, failOn, severities, "
                    + "ignore, libraries, forbid, require, goSum, checksums, variables, settings, maxSize, files"
            ),
            ("{\"$schema\": 1}", "1:13: wants the place of the schema here, as a text in quotes"),
            (
                "{\"targets\": \"debian:12\"}",
                "1:13: wants a list of places, such as [\"debian:12\", \"alpine\"]"
            ),
            (
                "{\"targets\": [\n  \"debian:12\", \"debain:11\"]}",
                "2:16: there is no target 'debain:11': did you mean debian:11?"
            ),
            ("{\"targets\": [1]}", "1:14: wants the name of a place here, as a text in quotes"),
            ("{\"failOn\": \"off\"}", "1:12: “off” is not a severity: error, warning, note"),
            ("{\"severities\": []}", "1:16: wants an object here: rules with severities"),
            (
                "{\"severities\": {\"too-larg\": \"off\"}}",
                "1:17: there is no rule “too-larg”: did you mean too-large?"
            ),
            (
                "{\"severities\": {\"x\": \"off\"}}",
                "1:17: there is no rule “x”: goelf explain --list names them"
            ),
            (
                "{\"severities\": {\"too-large\": \"fatal\"}}",
                "1:30: “fatal” is not a severity: error, warning, note, off"
            ),
            (
                "{\"ignore\": [{\"rule\": \"too-large\", \"reason\": \"r\", \"until\": \"2027-02-29\"}]}",
                "1:59: “2027-02-29” is no day: year, month and day, such as \"2027-01-31\""
            ),
            (
                "{\"ignore\": [{\"rule\": \"too-large\", \"reason\": \"r\"}]}",
                "1:13: what is ignored has “until”, too: "
                    + "{\"rule\": \"…\", \"reason\": \"…\", \"until\": \"2027-01-31\"}"
            ),
            (
                "{\"ignore\": [{\"rul\": \"too-large\", \"reason\": \"r\", \"until\": \"2027-02-28\"}]}",
                "1:14: there is no key “rul”: did you mean rule?"
            ),
            (
                "{\"libraries\": \"libc.so.6\"}",
                "1:15: wants a list of libraries, such as [\"libc.so.6\"]"
            ),
            ("{\"libraries\": [1]}", "1:16: wants the name of a library here, as a text in quotes"),
            (
                "{\"forbid\": [\"net http\"]}",
                "1:13: “net http” is no package or function: a name such as \"net/http/pprof\", "
                    + "\"example.com/old/...\" or \"runtime/debug.ReadBuildInfo\""
            ),
            (
                "{\"require\": {\"go\": \"1.26.x\"}}",
                "1:20: “1.26.x” is no version of Go: a version with >=, >, <=, <, == or != in "
                    + "front, such as \">=1.26\" or \"==1.26.3\""
            ),
            (
                "{\"require\": {\"go\": \"==1.26\"}}",
                "1:20: “1.26” is the language, which no release is called: ==1.26.0 is the first one"
            ),
            (
                "{\"require\": {\"golang.org/x/net\": \"^0.25\"}}",
                "1:34: “^0.25” is no version of a module: a version with >=, >, <=, <, == or != in "
                    + "front, such as \">=v0.25\" or \">=v0.25 <v1\""
            ),
            (
                "{\"require\": {\"net\": \"v1\"}}",
                "1:14: “net” is not go and no path of a module, such as golang.org/x/net"
            ),
            (
                "{\"require\": {\"go\": 1.26}}",
                "1:20: wants a version, such as \">=1.26\" here, as a text in quotes"
            ),
            (
                "{\"goSum\": \"gone/go.sum\"}",
                "1:11: gone/go.sum cannot be opened: No such file or directory"
            ),
            (
                "{\"checksums\": [\"x\"]}",
                "1:15: wants the path of a list of checksums here, as a text in quotes"
            ),
            (
                "{\"checksums\": \"gone.txt\"}",
                "1:15: gone.txt cannot be opened: No such file or directory"
            ),
            (
                "{\"goSum\": 1}",
                "1:11: wants the path of a go.sum, or a list of such here, as a text in quotes"
            ),
            (
                "{\"variables\": {\"version\": \"1\"}}",
                "1:16: “version” is no variable: a package and a name, such as \"main.version\""
            ),
            (
                "{\"variables\": {\"main.version\": 1}}",
                "1:32: wants the value, a text or a pattern here, as a text in quotes"
            ),
            (
                "{\"settings\": {\"-race\": []}}",
                "1:24: wants the value of a build setting here: a text, true or false"
            ),
            (
                "{\"maxSize\": \"80 MO\"}",
                "1:13: “80 MO” is no size: a number with B, KB, MB, GB (1000 each) or KiB, MiB, GiB "
                    + "(1024 each) behind it, such as \"80MB\""
            ),
            ("{\"files\": {\"\": {}}}", "1:12: a pattern has no letters"),
            (
                "{\"files\": {\"x\": {\"maxsize\": 1}}}",
                "1:18: there is no key “maxsize”: did you mean maxSize?"
            ),
        ])
    func mistakes(_ text: String, _ mistake: String) {
        #expect(HeldFile.mistakes(text) == [mistake])
    }

    @Test("tell all their mistakes at once, in order")
    func allMistakes() {
        let mistakes = HeldFile.mistakes(
            """
            {
              "targts": [],
              "maxSize": "big",
              "ignore": [{"rule": "x", "reason": "", "until": "soon"}],
              "files": {"a": {"forbid": [1]}, "b": {"variables": {"v": 1}}}
            }
            """)
        #expect(
            mistakes.map { String($0.prefix { $0 != " " }) }
                == ["2:3:", "3:14:", "4:23:", "4:38:", "4:51:", "5:30:", "5:55:", "5:60:"])
    }

    @Test("a mistake is told fifty times at most")
    func many() {
        let list = [String](repeating: "1", count: 100).joined(separator: ",")
        #expect(HeldFile.mistakes("{\"targets\": [\(list)]}").count == 50)
    }

    @Test("a go.sum lies beside the policy, and is read with it")
    func goSum() throws {
        let scratch = try Scratch()
        try scratch.file("dist/go.sum", Data("a v1 h1:x=\nbroken\n".utf8))
        let path = try scratch.file("dist/.goelf.json", Data("{\"goSum\": \"go.sum\"}".utf8))
        do throws(PolicyError) {
            _ = try Policy(path: path)
            Issue.record("it is taken")
        } catch {
            let problem = try #require(error.problems.first)
            #expect(problem.path == scratch.path("dist/go.sum") && problem.position?.line == 2)
            #expect(problem.message == "a line of go.sum is a module, a version and a sum (h1:…)")
        }
    }

    @Test("are looked for from the working directory upwards")
    func places() {
        #expect(
            Policy.places(from: "/a/b") == [".goelf.json", "../.goelf.json", "../../.goelf.json"])
        #expect(Policy.places(from: "/") == [".goelf.json"])
    }

    @Test("that are too large are refused")
    func large() {
        let text = "[" + String(repeating: " ", count: 1 << 20) + "]"
        #expect(HeldFile.mistakes(text) == ["has 1048578 bytes, more than 1048576"])
    }
}
