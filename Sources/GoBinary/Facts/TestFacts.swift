internal import ObjectFile

/// Whether code that only tests need is in a program.
enum TestFacts {
    private static let runner = ["testing.(*M).Run"]
    private static let packages = [
        "testing.init", "testing.(*common).…", "net/http/httptest.…",
        "github.com/stretchr/testify/assert.…",
    ]

    static let functions = runner + packages

    static func fact(of sources: GoFactSources, _ paths: SourcePaths?) -> GoFact {
        let name = "test-code"
        // Interpreters of Go have all of `testing` in them, but only `go test` writes that file.
        let running = sources.functions.evidence(runner)
        if !running.isEmpty, let file = paths?.testMain {
            return GoFact(
                name, .text("test-binary"),
                note: "runs the tests of a package, as go test -c has it",
                evidence: [Evidence("source files", at: file.offset, file.text)] + running)
        }
        let found = sources.functions.evidence(packages)
        guard found.isEmpty else {
            return GoFact(
                name, .text("linked"), note: "packages for tests are linked", evidence: found)
        }
        return sources.without(packages, name, .text("none"), note: nil)
    }
}
