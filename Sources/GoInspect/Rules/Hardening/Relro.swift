internal import GoBinary
internal import ObjectFile

extension Rule {
    /// What the loader has set up stays writable.
    static let relro = Rule(
        name: "relro", kind: .hardening,
        title: "Tables of the loader stay writable (RELRO)",
        what: """
            RELRO is full where a segment PT_GNU_RELRO is there and everything is bound at the \
            start (DT_BIND_NOW, DF_BIND_NOW or DF_1_NOW): then the tables by which functions are \
            called can be made read-only. With the segment alone it is partial, without it there \
            is none.
            """,
        why: """
            Who can write to such a table decides what is called next. Go's own linker writes no \
            such segment into programs at a fixed address, and binds nothing at the start in a \
            PIE; pure Go programs call nothing by such tables, so that for these nothing is lost. \
            It matters where C code calls libraries.
            """,
        remedies: [
            "with a C linker: go build -ldflags \"-linkmode external -extldflags "
                + "-Wl,-z,relro,-z,now\"",
            "Go 1.23 and later: go build -buildmode=pie -ldflags=-bindnow",
        ],
        example: """
            $ goelf check app --verbose
            note relro: no RELRO: Go's own linker writes none into a program at a fixed address
              remedy          go build -buildmode=pie -ldflags=-bindnow
            """,
        severity: .note, isQuick: true
    ) { situation in
        guard let hardening = situation.facts.hardening, let relro = hardening.readOnlyRelocations,
            relro != .full
        else { return [] }
        let isGo = situation.build != nil
        let isByGo = isGo && situation.isLinkedByGo
        let reason: String
        switch (isByGo, relro) {
        case (true, .none):
            reason = ": Go's own linker writes none into a program at a fixed address"
        case (true, _): reason = ": Go's own linker binds functions when they are first called"
        case (false, _):
            reason = relro == .partial ? ": functions are bound when they are first called" : ""
        }
        let now = situation.facts.start.goVersion.map { $0.minor >= 23 } ?? false
        return [
            situation.finding(
                "relro", (relro == .none ? "no RELRO" : "RELRO is partial") + reason, .note,
                evidence: [
                    Evidence("segments", relro == .none ? "no PT_GNU_RELRO" : "PT_GNU_RELRO"),
                    Evidence("dynamic section", "neither DT_BIND_NOW nor DF_1_NOW"),
                ].filter { relro == .partial || $0.source == "segments" },
                remedy: [
                    isByGo && now
                        ? "go build -buildmode=pie -ldflags=-bindnow"
                        : isGo
                            ? "go build -ldflags \"-linkmode external -extldflags -Wl,-z,relro,-z,now\""
                            : "link with -Wl,-z,relro,-z,now"
                ])
        ]
    }
}

extension FileSituation {
    /// Whether Go's own linker made it, which writes neither another table of hashes nor a table to
    /// unwind C; nor is there C in what needs no loader.
    fileprivate var isLinkedByGo: Bool {
        guard case .elf(let object) = report.image.contents else { return true }
        guard let dynamic = object.dynamic.value else {
            return report.dependencies?.libc == "none"
        }
        let hasTable = (object.segments.value ?? []).contains { $0.type == .gnuExceptionFrame }
        return !hasTable && dynamic.value(of: .gnuHash) == nil
    }
}
