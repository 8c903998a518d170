internal import ObjectFile

extension Rule {
    /// The file is for another system or processor than the settings say.
    static let platformMismatch = Rule(
        name: "platform-mismatch", kind: .build,
        title: "GOOS, GOARCH or GOAMD64 say one thing, the file another",
        what: """
            The build settings name a system, a processor or a level of it, and the file's \
            header, interpreter or start-up code shows another.
            """,
        why: """
            No go command makes such a file: the build information was changed, or the file was \
            put together of two. Pipelines that sort files by their build information take the \
            wrong one.
            """,
        remedies: [
            "build again; compare GOOS and GOARCH of the step with the name of the file "
                + "that it writes"
        ],
        example: """
            $ goelf check app
            warning platform-mismatch: the build settings say GOARCH=arm64, the file is for x86_64
              remedy          build again, and leave the file as go build made it
            """,
        severity: .warning
    ) { situation in
        situation.platformMismatches.map {
            situation.finding(
                "platform-mismatch", $0.message, .warning, evidence: $0.evidence,
                remedy: ["build again, and leave the file as go build made it"])
        }
    }
}

extension FileSituation {
    private typealias Mismatch = (message: String, evidence: [Evidence])

    fileprivate var platformMismatches: [(message: String, evidence: [Evidence])] {
        [processor, system, level].compactMap { $0 }
    }

    private var processor: Mismatch? {
        guard let setting = setting("GOARCH"),
            // Go makes nothing for these any more, and names them by words of its own.
            !["amd64p32", "armbe", "arm64be"].contains(setting.text)
        else { return nil }
        let own = report.image.architecture
        guard own != Architecture(name: setting.text) else { return nil }
        return (
            "the build settings say GOARCH=\(setting.text), the file is for \(own.name)",
            [setting.evidence, Evidence("file header", own.name, at: .start)]
        )
    }

    private var system: Mismatch? {
        guard let setting = setting("GOOS"), let own = report.image.operatingSystem else {
            return nil
        }
        let said = OperatingSystem(goos: setting.text)
        // Both have the same marks in a file.
        let twins: [Set<OperatingSystem>] = [[.linux, .android], [.solaris, Self.illumos]]
        guard own != said, !twins.contains([own, said]) else { return nil }
        return (
            "the build settings say GOOS=\(setting.text), the file is for \(own.rawValue)",
            [setting.evidence, Evidence("file header", own.rawValue, at: .start)]
        )
    }

    private static let illumos = OperatingSystem(goos: "illumos")

    private var level: Mismatch? {
        guard let setting = setting("GOAMD64"), let fact = fact("cpu-level"),
            let level = fact.text, fact.note == nil, level != setting.text
        else { return nil }
        return (
            "the build settings say GOAMD64=\(setting.text), its start-up code asks for \(level)",
            fact.evidence
        )
    }
}
