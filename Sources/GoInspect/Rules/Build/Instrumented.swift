internal import ObjectFile

extension Rule {
    /// The program watches itself: for races, memory, or coverage.
    static let instrumented = Rule(
        name: "instrumented", kind: .build,
        title: "Built to be tested: -race, -msan, -asan or -cover",
        what: """
            A flag of the build put code into every function that watches for data races \
            (`-race`), for wrong uses of memory (`-msan`, `-asan`), or counts which statements \
            run (`-cover`). The functions that this code calls are in the program.
            """,
        why: """
            Such a program takes many times the memory and time, ends at the first fault that it \
            finds or prints reports, and with `-cover` writes files where GOCOVERDIR says, or \
            complains that it does not. None of it belongs into a release.
            """,
        remedies: [
            "build without -race, -msan, -asan and -cover; look for them in GOFLAGS, too"
        ],
        example: """
            $ goelf check app
            warning instrumented: it watches for data races: slow, and not for release (-race)
              remedy          build without -race; look for it in GOFLAGS, too
            """,
        severity: .warning
    ) { situation in
        ["race", "msan", "asan", "cover"].compactMap { name in
            guard let fact = situation.fact(name), fact.isTrue else { return nil }
            return situation.finding(
                "instrumented", "it \(fact.note ?? "watches itself") (-\(name))", .warning,
                evidence: fact.evidence,
                remedy: ["build without -\(name); look for it in GOFLAGS, too"])
        }
    }
}
