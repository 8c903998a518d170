internal import GoBinary
internal import ObjectFile

extension Rule {
    /// A program for macOS has no number of its own.
    static let machoNoUUID = Rule(
        name: "macho-no-uuid",
        title: "The program has no LC_UUID, which macOS 26 asks for",
        what: """
            The file lacks the load command LC_UUID. Since macOS 26, dyld refuses such a program if it \
            was built with the SDK of macOS 26; macOS 15 and later may keep others from the local network.
            """,
        why: """
            Go's own linker writes LC_UUID since Go 1.24. Before that it takes the SDK's version from C \
            code of the machine that builds: on macOS 26 with cgo, programs of Go up to 1.23 come out such \
            that they do not start there, while those without cgo do. Without LC_UUID, macOS cannot \
            tell programs apart, and its privacy for the local network forgets that it was allowed.
            """,
        errors: ["dyld[{process}]: missing LC_UUID load command in {program}"],
        remedies: [
            "build with Go 1.24 or later",
            "build with -ldflags=-B=gobuildid (Go 1.22.9, 1.23.3 and later)",
            "build with -ldflags=-linkmode=external, which leaves it to Apple's linker",
        ],
        example: """
            $ goelf check --target macos:26 app
            error macho-no-uuid: the program has no LC_UUID, and was built with the SDK of macOS 26.0
              it says         dyld: missing LC_UUID load command in app
              remedy          build with Go 1.24 or later
            """,
        concerning: { $0.isMachO }
    ) { situation in
        guard let system = situation.place.macOS, let apple = situation.apple,
            !apple.hasUUID, let sdk = apple.sdk
        else { return [] }
        return situation.withoutUUID(on: system, sdk, apple).map { [$0] } ?? []
    }
}

extension Situation {
    /// Spec: dyld-1378, `Policy::enforceHasUUID`, `UnsafeHeader::validSemanticsUUID`.
    fileprivate func withoutUUID(
        on system: SystemVersion, _ sdk: SystemVersion, _ apple: AppleFacts
    ) -> Finding? {
        let remedy = uuidRemedy()
        switch report.image.kind {
        case .executable, .pie:
            if system >= SystemVersion(26), sdk >= SystemVersion(26) {
                let words = "dyld: missing LC_UUID load command"
                let path = resolved?.nodes.first?.path?.text
                return finding(
                    "macho-no-uuid",
                    "the program has no LC_UUID, and was built with the SDK of macOS \(sdk)",
                    predictedError: resolved?.starts == false
                        ? nil : path.map { "\(words) in \($0)\n\(words)" },
                    evidence: apple.versionEvidence, remedy: remedy)
            }
            guard system >= SystemVersion(15) else { return nil }
            return finding(
                "macho-no-uuid",
                "the program has no LC_UUID: macOS 15 and later may keep it from the local network",
                .warning,
                evidence: apple.versionEvidence, remedy: remedy)
        case .sharedObject, .bundle:
            guard system >= SystemVersion(12), sdk >= SystemVersion(12) else { return nil }
            return finding(
                "macho-no-uuid",
                "the library has no LC_UUID, and was built with the SDK of macOS \(sdk)",
                evidence: apple.versionEvidence, remedy: remedy)
        default: return nil
        }
    }

    private func uuidRemedy() -> [String] {
        guard let go = facts.start.goVersion else { return [] }
        switch go.minor {
        case 24...: return ["build without -ldflags=-B=none"]
        case 22, 23:
            return ["build with Go 1.24 or later", "or with -ldflags=-B=gobuildid"]
        default: return ["build with Go 1.24 or later", "or with -ldflags=-linkmode=external"]
        }
    }
}
