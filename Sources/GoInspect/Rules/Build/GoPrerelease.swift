internal import GoBinary
internal import ObjectFile

extension Rule {
    /// The Go that built it is no release.
    static let goPrerelease = Rule(
        name: "go-prerelease", kind: .build,
        title: "Built by a Go that is no release",
        what: """
            The version of Go is that of a beta, a release candidate or a build from Go's own \
            repository (`devel`).
            """,
        why: """
            Such a Go may have faults that the release does not have, is never mended, and nobody \
            can get it later to build the same program again.
            """,
        remedies: [
            "build with a release of Go; GOTOOLCHAIN and the line toolchain in go.mod choose one"
        ],
        example: """
            $ goelf check app
            warning go-prerelease: Go 1.27rc1 built it, which is no release
              remedy          build with a release of Go; GOTOOLCHAIN and the line toolchain in go.mod choose one
            """,
        severity: .warning, isQuick: true
    ) { situation in
        guard let text = situation.build?.goVersion.text else { return [] }
        let version = situation.facts.start.goVersion
        let isDevel =
            text.hasPrefix("devel ") || text.hasSuffix("-devel") || text.contains("-devel_")
        guard isDevel || version?.preRelease.isEmpty == false else { return [] }
        let name = isDevel ? text : "Go \(version?.description ?? text)"
        return [
            situation.finding(
                "go-prerelease", "\(name) built it, which is no release", .warning,
                evidence: situation.facts.start.goVersionEvidence,
                remedy: [
                    "build with a release of Go; GOTOOLCHAIN and the line toolchain in go.mod choose one"
                ])
        ]
    }
}
