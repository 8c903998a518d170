internal import ObjectFile

extension Rule {
    /// More than one Go made the parts of the program.
    static let toolchainsMixed = Rule(
        name: "toolchains-mixed", kind: .build,
        title: "Parts of the program tell of different Go versions",
        what: """
            Everything that tells a version of Go is compared: the build information, what \
            runtime.Version() returns, the compilers that debug information names, the path of \
            the Go installation, the format of the function table, the FIPS module. Two of them \
            do not agree.
            """,
        why: """
            Either packages that another Go compiled were linked, which Go's own tools never do, \
            or what the file says of itself was changed after it was built. Then neither the \
            version nor what is known of it can be relied on.
            """,
        remedies: [
            "go clean -cache, unset GOROOT and build again: a wrong GOROOT mixes installations",
            "do not change the version in the file: tools that look for vulnerabilities go by it",
        ],
        example: """
            $ goelf check app
            warning toolchains-mixed: parts of it tell of different Go versions: build information says go1.22.10, compiler go1.21.13
              remedy          go clean -cache, unset GOROOT and build again
            """,
        severity: .warning
    ) { situation in
        guard let fact = situation.fact("go-version-agrees"), fact.value == .flag(false) else {
            return []
        }
        return [
            situation.finding(
                "toolchains-mixed",
                "parts of it tell of different Go versions" + (fact.note.map { ": \($0)" } ?? ""),
                .warning, evidence: fact.evidence,
                remedy: ["go clean -cache, unset GOROOT and build again"])
        ]
    }
}
