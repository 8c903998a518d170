import Foundation
import GoFixtures
import ObjectFile
import TestSupport
import Testing

@testable import GoInspect

@Suite("Rules")
struct RuleTests {
    @Test("have names that are words with hyphens, each once")
    func names() {
        let names = Rule.all.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 == 45 || $0 == 49 })
            #expect(Rule(named: name)?.name == name)
        }
        #expect(Rule(named: "no-such-rule") == nil)
    }

    @Test("have a manual page with all its parts", arguments: Rule.all)
    func manual(_ rule: Rule) {
        for text in [rule.title, rule.what, rule.why, rule.example] {
            #expect(!text.isEmpty, "\(rule.name)")
            #expect(!text.contains("  \u{20}") || text == rule.example, "\(rule.name)")
        }
        #expect(!rule.title.hasSuffix("."))
        #expect(rule.what.hasSuffix(".") && rule.why.hasSuffix("."), "\(rule.name)")
        #expect(!rule.remedies.isEmpty, "\(rule.name)")
        #expect(rule.example.hasPrefix("$ goelf check "), "\(rule.name)")
        #expect(
            rule.example.contains("\n\(rule.severity.rawValue) \(rule.name): "), "\(rule.name)")
        // What stops or ends a program is told with some words.
        let isTold = rule.kind == .start && rule.severity != .note || rule.kind == .running
        #expect(!rule.errors.isEmpty || !isTold, "\(rule.name)")
    }

    @Test("have fixtures of which they find something, and others", arguments: Rule.all)
    func fixtures(_ rule: Rule) {
        let own = RuleFixture.all.filter { $0.rule == rule.name }
        #expect(own.contains { $0.isFound }, "\(rule.name) has no fixture that it finds")
        #expect(own.contains { !$0.isFound }, "\(rule.name) has no fixture that it passes")
    }

    @Test("find what they are to find, and nothing else", arguments: RuleFixture.all)
    func find(_ fixture: RuleFixture) throws {
        let all = try fixture.findings()
        let found = all.filter { $0.rule == fixture.rule }
        #expect(found.isEmpty != fixture.isFound, "\(all.map(\.rule))")
        for finding in found {
            #expect(!finding.message.isEmpty)
            if case .inPlace = fixture.look {
                #expect(finding.target == "there")
            } else {
                #expect(finding.target == nil && !finding.stopsStart)
            }
            // One cause is merged over places by its message.
            #expect(!finding.message.contains("there on"))
        }
        #expect(Rule(named: fixture.rule) != nil)
    }

    @Test("tell words that real runs have printed", arguments: Rule.all)
    func words(_ rule: Rule) throws {
        let recorded = try RecordedErrors.all()
        for error in rule.errors {
            #expect(
                recorded.contains { RecordedErrors.matches($0, error) },
                "\(rule.name): no recorded run says: \(error)")
        }
    }
}

@Suite("Verdicts")
struct VerdictTests {
    @Test("agree with what was found", arguments: RuleFixture.inPlaces)
    func agreement(_ fixture: RuleFixture) throws {
        guard case .inPlace(let look) = fixture.look else { return }
        let verdict = try look()
        let errors = verdict.findings.filter(\.stopsStart)
        #expect((verdict.runs == .no) == !errors.isEmpty)
        if verdict.runs == .unknown {
            #expect(verdict.findings.contains { $0.rule == "library-unknown" || $0.doubtsStart })
        }
        // All that stop the start together have one text.
        #expect(Set(errors.compactMap(\.predictedError)).count <= 1)
    }

    @Test("a static program for another processor runs where its processor is taken to be")
    func otherProcessor() throws {
        var place = SmallPlace.empty
        place.system = nil
        #expect(try place.verdict("tiny-static-s390x-go1.27").runs == .yes)
    }

    @Test("what follows from another cause is not told")
    func followers() throws {
        var program = FixtureLibrary.program(needed: ["liba.so", "libc.so.6"])
        program.symbols = [.wanted("one"), .wanted("two")]
        let rules = try SmallPlace.glibc().verdict(program).findings.map(\.rule)
        #expect(rules == ["library-missing"])
        let other = try SmallPlace.empty.verdict(program).findings.map(\.rule)
        #expect(other == ["interpreter-missing"])
    }
}

/// What kernels, loaders, shells and programs have said, as it was recorded.
enum RecordedErrors {
    private struct Situations: Decodable {
        struct Situation: Decodable {
            let error: String?
        }
        let situations: [Situation]
    }

    private struct Text: Decodable {
        let text: String
    }

    /// Every line that a recorded run has printed.
    static func all() throws -> [String] {
        let folder = TestBinary.folder.appendingPathComponent("loaders")
        var lines: Set<String> = []
        for name in ["expected", "expected-glibc-2.31", "expected-glibc-2.41"] {
            let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
            for situation in try JSONDecoder().decode(Situations.self, from: data).situations {
                for line in (situation.error ?? "").split(separator: "\n") {
                    lines.insert(String(line))
                }
            }
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasPrefix("texts") && name.hasSuffix(".json") {
            let data = try Data(contentsOf: folder.appendingPathComponent(name))
            for text in try JSONDecoder().decode([Text].self, from: data) {
                for line in text.text.split(separator: "\n") { lines.insert(String(line)) }
            }
        }
        return lines.sorted()
    }

    /// Whether a line is what a pattern says, all of it.
    static func matches(_ line: String, _ pattern: String) -> Bool {
        var escaped = NSRegularExpression.escapedPattern(for: pattern)
        while let open = escaped.range(of: "\\{"),
            let close = escaped.range(of: "\\}", range: open.upperBound..<escaped.endIndex)
        {
            escaped.replaceSubrange(open.lowerBound..<close.upperBound, with: ".+")
        }
        guard let expression = try? NSRegularExpression(pattern: "^\(escaped)$") else {
            return false
        }
        let range = NSRange(line.startIndex..., in: line)
        return expression.firstMatch(in: line, range: range) != nil
    }
}
