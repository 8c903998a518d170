import GoFixtures
import Testing

@testable import GoInspect

/// A file in a place of which a rule finds something, or nothing.
struct RuleFixture: Sendable, CustomTestStringConvertible {
    /// The name of the rule.
    let rule: String
    /// Whether it finds something.
    let isFound: Bool
    /// What is special about it.
    let says: String
    let look: Look

    /// How it is looked at.
    enum Look: Sendable {
        /// In a place.
        case inPlace(@Sendable () throws -> Verdict)
        /// By itself.
        case inFile(@Sendable () throws -> [Finding])
    }

    var testDescription: String { "\(rule): \(says)" }

    /// All that is found of it.
    func findings() throws -> [Finding] {
        switch look {
        case .inPlace(let verdict): try verdict().findings
        case .inFile(let findings): try findings()
        }
    }

    static func found(
        _ rule: String, _ says: String, _ verdict: @escaping @Sendable () throws -> Verdict
    ) -> Self {
        Self(rule: rule, isFound: true, says: says, look: .inPlace(verdict))
    }

    static func passed(
        _ rule: String, _ says: String, _ verdict: @escaping @Sendable () throws -> Verdict
    ) -> Self {
        Self(rule: rule, isFound: false, says: says, look: .inPlace(verdict))
    }

    static func foundInFile(
        _ rule: String, _ says: String, _ findings: @escaping @Sendable () throws -> [Finding]
    ) -> Self {
        Self(rule: rule, isFound: true, says: says, look: .inFile(findings))
    }

    static func passedInFile(
        _ rule: String, _ says: String, _ findings: @escaping @Sendable () throws -> [Finding]
    ) -> Self {
        Self(rule: rule, isFound: false, says: says, look: .inFile(findings))
    }

    /// All: those of a group of rules are in a file of their own.
    static let all =
        ofKernel + ofLoaders + ofStart + ofRunning + ofBuild + ofHardening + ofPolicy

    /// Those with a verdict.
    static var inPlaces: [RuleFixture] {
        all.filter { if case .inPlace = $0.look { true } else { false } }
    }
}
