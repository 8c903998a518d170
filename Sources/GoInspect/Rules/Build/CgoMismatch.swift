internal import ObjectFile

extension Rule {
    /// The setting of cgo is not what is in the file.
    static let cgoMismatch = Rule(
        name: "cgo-mismatch", kind: .build,
        title: "CGO_ENABLED says one thing, the file another",
        what: """
            CGO_ENABLED is what was allowed when the program was built, not what came of it. With \
            `0` there can be no C code from Go packages, and functions show that there is; with \
            `1` there may be some, and functions show that there is none.
            """,
        why: """
            C code where CGO_ENABLED is 0 means that the build information is not that of this \
            file, or that a linker was given something else. No C code with `1` is well: the \
            default is `1` wherever a C compiler is, and a program whose packages use none, or \
            that was built with netgo and osusergo, is pure Go all the same.
            """,
        remedies: [
            "go by goelf cgo, which looks at functions, and not by the setting",
            "CGO_ENABLED=0 go build, so that the next import cannot bring C in",
        ],
        example: """
            $ goelf check app --verbose
            note cgo-mismatch: the build settings say CGO_ENABLED=1, though no C code is in it
              remedy          CGO_ENABLED=0 go build, so that the next import cannot bring C in
            """,
        severity: .note
    ) { situation in
        guard let setting = situation.setting("CGO_ENABLED") else { return [] }
        let cgo = situation.facts.cgo
        let evidence = [setting.evidence] + cgo.evidence.prefix(4)
        switch (setting.text, cgo.verdict) {
        case ("0", "calls-c"), ("0", "runtime-only"):
            return [
                situation.finding(
                    "cgo-mismatch", "the build settings say CGO_ENABLED=0, though C code is in it",
                    .warning, evidence: evidence,
                    remedy: ["go by goelf cgo, which looks at functions, and not by the setting"])
            ]
        case ("1", "none"):
            return [
                situation.finding(
                    "cgo-mismatch",
                    "the build settings say CGO_ENABLED=1, though no C code is in it",
                    .note, evidence: evidence,
                    remedy: ["CGO_ENABLED=0 go build, so that the next import cannot bring C in"])
            ]
        default: return []
        }
    }
}
