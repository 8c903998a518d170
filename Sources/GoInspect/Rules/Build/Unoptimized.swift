internal import ObjectFile

extension Rule {
    /// The compiler was told not to optimize.
    static let unoptimized = Rule(
        name: "unoptimized", kind: .build,
        title: "Compiled for a debugger: -N or -l",
        what: """
            The compiler was told to optimize nothing (`-N`) or to inline nothing (`-l`), as \
            debuggers like it. Debug information has the compiler's own word for it; where that \
            was stripped, the setting `-gcflags` is what tells.
            """,
        why: """
            Without optimization programs are several times as slow and larger. It is for a \
            debugger, and is easily left in a Makefile.
            """,
        remedies: [
            "build without -gcflags='all=-N -l'; look for it in GOFLAGS, too"
        ],
        example: """
            $ goelf check app
            warning unoptimized: it was compiled without optimization (-N -l)
              remedy          build without -gcflags='all=-N -l'; look for it in GOFLAGS, too
            """,
        severity: .warning
    ) { situation in
        guard let fact = situation.fact("disabled-optimizations"), let flags = fact.words,
            !flags.isEmpty
        else { return [] }
        let what = flags.contains("-N") ? "optimization" : "inlining"
        let part = fact.note == "in some of the packages" ? ", in part" : ""
        return [
            situation.finding(
                "unoptimized",
                "it was compiled without \(what)\(part) (\(flags.joined(separator: " ")))",
                .warning,
                evidence: fact.evidence,
                remedy: ["build without -gcflags='all=-N -l'; look for it in GOFLAGS, too"])
        ]
    }
}
