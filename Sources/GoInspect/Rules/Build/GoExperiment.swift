internal import ObjectFile

extension Rule {
    /// Experiments of Go are on in it.
    static let goExperiment = Rule(
        name: "go-experiment", kind: .build,
        title: "Built with experiments of Go",
        what: """
            GOEXPERIMENT was set when the program was built, or when the Go was that built it: \
            the version (`go1.26.6-X:boringcrypto`) or the build settings say so.
            """,
        why: """
            Experiments are outside Go's promise of compatibility, may change or go away with any \
            release, and are tested less. `boringcrypto` puts C code of BoringSSL into the place \
            of Go's cryptography.
            """,
        remedies: [
            "build with GOEXPERIMENT unset; go env GOEXPERIMENT shows what is set"
        ],
        example: """
            $ goelf check app --verbose
            note go-experiment: built with experiments of Go: boringcrypto
              remedy          build with GOEXPERIMENT unset, unless that is meant
            """,
        severity: .note
    ) { situation in
        guard let fact = situation.fact("goexperiment"), let names = fact.words, !names.isEmpty
        else {
            return []
        }
        return [
            situation.finding(
                "go-experiment", "built with experiments of Go: \(names.named(most: 8))", .note,
                evidence: fact.evidence,
                remedy: ["build with GOEXPERIMENT unset, unless that is meant"])
        ]
    }
}
