internal import ObjectFile

extension Rule {
    /// The setting of cgo is not what is in the file.
    static let cgoMismatch = Rule(
        name: "cgo-mismatch", kind: .build,
        title: "CGO_ENABLED says one thing, the file another",
        what: """
            CGO_ENABLED is what was allowed when the program was built, not what came of it. With \
            `0` no package can call C by cgo, and functions show that one does; with `1` some \
            may, and functions show that none does.
            """,
        why: """
            Calls by cgo where CGO_ENABLED is 0 mean that the build information is not that of \
            this file. Packages such as purego call C without cgo: then the program needs \
            libraries all the same, and that is a note. No C code with `1` is well: the default \
            is `1` wherever a C compiler is, and a program whose packages use none, or that was \
            built with netgo and osusergo, is pure Go all the same.
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
        switch (setting.text, situation.facts.callers.verdict) {
        case ("0", "calls-c"):
            return [
                situation.cgoMismatch(
                    setting.evidence,
                    "the build settings say CGO_ENABLED=0, though packages call C by cgo",
                    .warning, "go by goelf cgo, which looks at functions, and not by the setting")
            ]
        case ("0", "runtime-only"):
            return [
                situation.cgoMismatch(
                    setting.evidence,
                    "the build settings say CGO_ENABLED=0, though it runs with C: a package such as "
                        + "purego calls C without cgo", .note,
                    "go by goelf deps: its libraries have to be there")
            ]
        case ("1", "none"):
            return [
                situation.cgoMismatch(
                    setting.evidence,
                    "the build settings say CGO_ENABLED=1, though no C code is in it", .note,
                    "CGO_ENABLED=0 go build, so that the next import cannot bring C in")
            ]
        default: return []
        }
    }
}

extension FileSituation {
    /// What else tells of C is collected only here: that takes far longer than the verdict.
    fileprivate func cgoMismatch(
        _ setting: Evidence, _ message: String, _ severity: Diagnostic.Severity, _ remedy: String
    ) -> Finding {
        finding(
            "cgo-mismatch", message, severity, evidence: [setting] + facts.cgo.evidence.prefix(4),
            remedy: [remedy])
    }
}
