internal import ObjectFile

/// Whether code that only tests need is in a program.
enum TestFacts {
    private static let runner = ["testing.(*M).Run"]
    private static let packages = [
        "testing.init", "testing.(*common).…", "net/http/httptest.…",
        "github.com/stretchr/testify/assert.…",
    ]

    static let functions = runner + packages

    static func fact(of sources: GoFactSources) -> GoFact {
        let name = "test-code"
        let running = sources.functions.evidence(runner)
        // Interpreters of Go have all of `testing` in them; the go command names what runs tests.
        if !running.isEmpty, let build = sources.build,
            build.information.path.text.hasSuffix(".test")
        {
            let path = Evidence(
                "build information", at: build.source.offset, build.information.path)
            return GoFact(
                name, .text("test-binary"),
                note: "runs the tests of a package, as go test -c has it",
                evidence: [path] + running)
        }
        let found = sources.functions.evidence(packages)
        guard found.isEmpty else {
            return GoFact(
                name, .text("linked"), note: "packages for tests are linked", evidence: found)
        }
        return sources.without(packages, name, .text("none"), note: nil)
    }
}
