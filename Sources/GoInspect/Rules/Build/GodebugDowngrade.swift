internal import ObjectFile

extension Rule {
    /// GODEBUG brings back what Go gave up for being unsafe.
    static let godebugDowngrade = Rule(
        name: "godebug-downgrade", kind: .build,
        title: "GODEBUG settings bring back what Go gave up",
        what: """
            The program has compiled in settings of GODEBUG (`DefaultGODEBUG`) that keep the \
            behaviour of an older Go. The go command writes them where the line `go` of go.mod is \
            older than the Go that builds, and for lines `//go:debug`. Where one weakens \
            cryptography or the reading of what strangers send, and the program has the package \
            that it is about, it is a warning.
            """,
        why: """
            Who builds with a new Go expects its defaults: without the old key exchange of TLS, \
            without SHA-1 and keys of 512 bits. With `go 1.20` in go.mod the program has none of \
            that. Environment variables can still change each setting.
            """,
        remedies: [
            "raise the line go of go.mod: go mod edit -go=1.26",
            "set what is meant: a line godebug (default=go1.26) in go.mod, or //go:debug in"
                + " package main",
        ],
        example: """
            $ goelf check app
            warning godebug-downgrade: GODEBUG brings back what Go gave up: tls10server=1, tlsrsakex=1
              because         build settings  tls10server=1: servers speak TLS 1.0 and 1.1
              remedy          raise the line go of go.mod, or say godebug default=go1.27 there
            """,
        severity: .warning
    ) { situation in
        let settings = GODEBUGSetting.all(situation.setting("DefaultGODEBUG")?.text ?? "")
        let exposed = situation.fact("exposed-packages")?.words ?? []
        let weak = settings.filter { setting in
            setting.weakened.map { exposed.contains($0.package) } ?? false
        }
        let isOld = settings.filter(\.isOld)
        guard !weak.isEmpty || !isOld.isEmpty, let offset = situation.build?.offset else {
            return []
        }
        let names = weak.isEmpty ? isOld.map(\.text) : weak.map(\.text)
        return [
            situation.finding(
                "godebug-downgrade",
                weak.isEmpty
                    ? "GODEBUG keeps what an older Go did: \(names.named())"
                    : "GODEBUG brings back what Go gave up: \(names.named(most: 6))",
                weak.isEmpty ? .note : situation.severityInRelease,
                evidence: (weak.isEmpty ? isOld : weak).prefix(32).map {
                    Evidence(
                        "build settings", $0.text + ($0.weakened.map { ": \($0.what)" } ?? ""),
                        at: offset)
                },
                remedy: [
                    "raise the line go of go.mod, or say godebug default=go1.\(GoReleases.newest.minor) there"
                ])
        ]
    }
}
