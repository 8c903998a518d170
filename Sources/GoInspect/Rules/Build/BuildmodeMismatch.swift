internal import ObjectFile

extension Rule {
    /// The file is of another kind than was asked for.
    static let buildmodeMismatch = Rule(
        name: "buildmode-mismatch", kind: .build,
        title: "-buildmode says one thing, the file is another",
        what: """
            The build settings say `-buildmode=exe` and the file is position independent, or say \
            `pie` and the file lies at a fixed address, or name a library where there is a \
            program. On macOS every program is position independent, and for Android too: that is \
            no finding.
            """,
        why: """
            A PIE that was asked for as an exe comes of `-ldflags=-buildmode=pie` or of a C \
            linker that makes PIE by default: Go's packages were then not compiled for it. A \
            static `exe` needs no loader, a PIE does: it does not start in an empty image.
            """,
        remedies: [
            "ask for it by go build -buildmode=pie, not by -ldflags or -extldflags"
        ],
        example: """
            $ goelf check app
            warning buildmode-mismatch: the file is a PIE, though the build settings say -buildmode=exe
              remedy          ask for it by go build -buildmode=pie, not by -ldflags or -extldflags
            """,
        severity: .warning, isQuick: true
    ) { situation in
        guard let setting = situation.setting("-buildmode"),
            let wanted = FileSituation.kinds[setting.text],
            situation.report.image.linkage != nil || situation.report.image.kind == .relocatable,
            case .elf = situation.report.image.contents,
            situation.setting("GOOS")?.text != "android"
        else { return [] }
        let kind = situation.report.image.kind
        guard kind != wanted else { return [] }
        return [
            situation.finding(
                "buildmode-mismatch",
                "the file is \(FileSituation.name(of: kind)), though the build settings say -buildmode="
                    + setting.text, .warning,
                evidence: [
                    Evidence("file header", kind.rawValue, at: .start), setting.evidence,
                ],
                remedy: ["ask for it by go build -buildmode=pie, not by -ldflags or -extldflags"])
        ]
    }
}

extension FileSituation {
    /// What each build mode makes.
    fileprivate static let kinds: [String: Image.Kind] = [
        "exe": .executable, "pie": .pie, "c-shared": .sharedObject, "shared": .sharedObject,
        "plugin": .sharedObject,
    ]

    fileprivate static func name(of kind: Image.Kind) -> String {
        switch kind {
        case .pie: "a PIE"
        case .executable: "a program at a fixed address"
        case .sharedObject: "a library"
        default: "of another kind (\(kind.rawValue))"
        }
    }
}
