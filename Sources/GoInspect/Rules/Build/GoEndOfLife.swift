internal import GoBinary
internal import ObjectFile

extension Rule {
    /// The Go that built it is not supported any more.
    static let goEndOfLife = Rule(
        name: "go-end-of-life", kind: .build,
        title: "Built by a Go that is not supported any more",
        what: """
            The Go project mends faults of the two newest major releases only. The program was \
            built by an older one; which are supported is told by the releases that this goelf \
            knows, the newest of which the finding names.
            """,
        why: """
            Faults of the standard library that became known since are in the program: in TLS, \
            HTTP, the parsing of certificates and archives. A newer Go builds the same sources: \
            the line `go` in go.mod says which language they are in, not which Go is to build \
            them. Distributions mend their own Go for as long as they support a release: of what \
            was built with it this is a note.
            """,
        remedies: [
            "build with one of the two newest releases of Go"
        ],
        example: """
            $ goelf check app
            warning go-end-of-life: Go 1.22 is not supported since February 2025, when 1.24 came out
              remedy          build with Go 1.27 or 1.26
            """,
        severity: .warning, isQuick: true
    ) { situation in
        guard let version = situation.facts.start.goVersion,
            let end = GoReleases.endOfSupport(version.minor)
        else { return [] }
        let newest = GoReleases.newest
        var evidence = situation.facts.start.goVersionEvidence
        if let distribution = situation.facts.distribution { evidence.append(distribution) }
        // No part of the message, by which a baseline knows it again.
        evidence.append(
            Evidence("table of releases", "up to Go 1.\(newest.minor), \(newest.date)"))
        return [
            situation.finding(
                "go-end-of-life",
                "Go 1.\(version.minor) is not supported since \(end.date), when 1.\(end.minor) came out",
                situation.severityInRelease, evidence: evidence,
                remedy: ["build with Go 1.\(newest.minor) or 1.\(newest.minor - 1)"])
        ]
    }
}
