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
    let verdict: @Sendable () throws -> Verdict

    var testDescription: String { "\(rule): \(says)" }

    static func found(
        _ rule: String, _ says: String, _ verdict: @escaping @Sendable () throws -> Verdict
    ) -> Self {
        Self(rule: rule, isFound: true, says: says, verdict: verdict)
    }

    static func passed(
        _ rule: String, _ says: String, _ verdict: @escaping @Sendable () throws -> Verdict
    ) -> Self {
        Self(rule: rule, isFound: false, says: says, verdict: verdict)
    }

    /// All: those of a group of rules are in a file of their own.
    static let all = ofKernel + ofLoaders + ofStart
}
