internal import ObjectFile

extension Rule {
    /// A file that is larger than the policy allows.
    static let tooLarge = Rule(
        name: "too-large", kind: .policy,
        title: "The file is larger than the policy allows",
        what: """
            The file is larger than “maxSize” of the policy, or --max-size. All of the file counts, debug \
            information and all slices of a universal file among it.
            """,
        why: """
            Debug information is a third of most Go programs, one import may add megabytes, and what is \
            embedded counts, too.
            """,
        remedies: [
            "go build -ldflags='-s -w' leaves out symbols and debug information",
            "goelf functions --packages FILE tells which packages are large",
        ],
        example: """
            $ goelf check app --max-size 80MB
            error too-large: it is larger than 80MB
              in              app
            """,
        severity: .error
    ) { situation in
        guard let (most, said) = situation.demands?.size, let size = situation.fileSize,
            size > most.bytes
        else { return [] }
        let isGo = situation.report.build?.value != nil
        return [
            situation.unmet(
                "too-large", "it is larger than \(most)", said,
                "\(most), \(most.bytes) bytes at most",
                evidence: [Evidence("file", "\(size) bytes")],
                remedy: isGo ? ["goelf functions --packages tells which packages are large"] : [])
        ]
    }
}
