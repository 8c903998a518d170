internal import ObjectFile

extension Rule {
    /// What is only for tests is in the program.
    static let testCode = Rule(
        name: "test-code", kind: .build,
        title: "Code for tests is linked",
        what: """
            The program runs tests, as `go test -c` makes it, or packages that only tests need \
            are linked into it: `testing`, `net/http/httptest`, or testify.
            """,
        why: """
            A test binary is no release. Packages for tests make a program larger, and `testing` \
            and `httptest` have flags of their own; a package that is not a test imports them, \
            often for helpers that are in no file `_test.go`.
            """,
        remedies: [
            "release what go build makes",
            "move helpers that import testing into files _test.go, or a package for tests",
        ],
        example: """
            $ goelf check app.test
            warning test-code: it runs the tests of a package: go test -c made it
              remedy          release what go build makes
            """,
        severity: .warning
    ) { situation in
        guard let fact = situation.fact("test-code") else { return [] }
        switch fact.text {
        case "test-binary":
            return [
                situation.finding(
                    "test-code", "it runs the tests of a package: go test -c made it", .warning,
                    evidence: fact.evidence, remedy: ["release what go build makes"])
            ]
        case "linked":
            return [
                situation.finding(
                    "test-code", "packages that only tests need are linked", .note,
                    evidence: fact.evidence,
                    remedy: ["move helpers that import testing into files _test.go"])
            ]
        default: return []
        }
    }
}
