internal import ObjectFile

extension Rule {
    /// It lies at a fixed address.
    static let noPIE = Rule(
        name: "no-pie", kind: .hardening,
        title: "The program lies at a fixed address",
        what: """
            The program is no PIE: code and data lie where the file says, at every start. Go's \
            linker makes such programs for most systems unless `-buildmode=pie` is said; that is \
            by design.
            """,
        why: """
            Addresses that are known make some faults of C code easier to exploit. Go code has no \
            pointers that run out of their bounds, so it matters most where C is linked in. A PIE \
            costs a few per cent of size, and on Linux needs a loader where it starts: Go's \
            linker names one even if no library is needed, so that it does not start in an empty \
            image.
            """,
        remedies: [
            "go build -buildmode=pie, where a loader is there",
            "static and position independent: -buildmode=pie -ldflags \"-linkmode external "
                + "-extldflags -static-pie\"",
        ],
        example: """
            $ goelf check app --verbose
            note no-pie: it lies at a fixed address, as Go builds unless told otherwise
              remedy          go build -buildmode=pie; it then needs a loader where it starts
            """,
        severity: .note, isQuick: true
    ) { situation in
        guard let hardening = situation.facts.hardening, !hardening.isPositionIndependent else {
            return []
        }
        let isGo = situation.build != nil
        return [
            situation.finding(
                "no-pie",
                isGo
                    ? "it lies at a fixed address, as Go builds unless told otherwise"
                    : "it lies at a fixed address", .note,
                evidence: [
                    Evidence("file header", situation.report.image.kind.rawValue, at: .start)
                ],
                remedy: [
                    isGo
                        ? "go build -buildmode=pie; it then needs a loader where it starts"
                        : "compile with -fPIE and link with -pie"
                ])
        ]
    }
}
