internal import GoBinary
internal import ObjectFile

extension Rule {
    /// macOS is older than the program needs.
    static let macosTooOld = Rule(
        name: "macos-too-old",
        title: "macOS is older than the program needs",
        what: """
            The program imports functions that the system's libraries do not have yet, or was built by a \
            Go or for a macOS that is newer than the system.
            """,
        why: """
            dyld starts programs for newer systems; what it finds missing is a function. Those that it \
            binds at start end the program there, others when they are first called. Go supports \
            macOS 10.13 up to Go 1.20, 10.15 up to 1.22, 11 up to 1.24, 12 up to 1.26, and 13 since.
            """,
        errors: [
            "dyld: Symbol not found: {symbol}",
            "  Referenced from: {program} (which was built for Mac OS X {version})",
        ],
        remedies: [
            "build with a Go that supports the system: up to Go 1.24 for macOS 11",
            "build C code for the system: MACOSX_DEPLOYMENT_TARGET=11.0, "
                + "CGO_CFLAGS=-mmacosx-version-min=11.0",
        ],
        example: """
            $ goelf check --target macos:11 app
            error macos-too-old: the program needs _SecTrustCopyCertificateChain of macOS 12.0, which is bound when it starts
              it says         dyld: Symbol not found: _SecTrustCopyCertificateChain
              remedy          build with Go 1.24, the last one for that system
            """,
        concerning: { $0.isMachO }
    ) { situation in
        guard let system = situation.place.macOS, let apple = situation.apple else {
            return []
        }
        let missing = situation.facts.start.newSymbols.filter { $0.symbol.since > system }
        if let first = missing.first(where: \.isBoundAtStart) ?? missing.first {
            return [situation.missing(first, of: missing, on: system, apple)]
        }
        return situation.unsupported(on: system, apple).map { [$0] } ?? []
    }
}

extension Situation {
    fileprivate func missing(
        _ first: AppleFacts.Import, of all: [AppleFacts.Import], on system: SystemVersion,
        _ apple: AppleFacts
    ) -> Finding {
        let evidence = all.map {
            Evidence(
                source: "imports", offset: nil,
                detail: ByteString("_\($0.symbol.name), which macOS has since \($0.symbol.since)"),
                confidence: "certain")
        }
        let when =
            first.isBoundAtStart
            ? "is bound when it starts" : "ends it when it is first called"
        return finding(
            "macos-too-old",
            "the program needs _\(first.symbol.name) of macOS \(first.symbol.since), which \(when)",
            first.isBoundAtStart ? .error : .warning,
            predictedError: first.isBoundAtStart && resolved?.starts != false
                ? text(first, on: system, apple) : nil,
            evidence: evidence + facts.start.goVersionEvidence, remedy: olderGo(system))
    }

    /// The words of dyld up to macOS 11; later ones name libraries by numbers that nobody can know.
    private func text(
        _ symbol: AppleFacts.Import, on system: SystemVersion, _ apple: AppleFacts
    ) -> String? {
        guard system < SystemVersion(12), let path = resolved?.nodes.first?.path?.text else {
            return nil
        }
        let newer = apple.minimum.map { $0 > system ? " (which was built for Mac OS X \($0))" : "" }
        let library = symbol.library?.text ?? "flat namespace"
        return "dyld: Symbol not found: _\(symbol.symbol.name)\n"
            + "  Referenced from: \(path)\(newer ?? "")\n  Expected in: \(library)\n in \(path)"
    }

    fileprivate func unsupported(on system: SystemVersion, _ apple: AppleFacts) -> Finding? {
        let go = facts.start.goVersion
        let needed = go.flatMap { GoRequirements.macOS($0) }
        if let go, let needed, needed > system {
            return finding(
                "macos-too-old",
                "Go 1.\(go.minor) supports macOS \(needed) and later: the program may start, and fails "
                    + "where the system lacks what it needs", .warning,
                evidence: facts.start.goVersionEvidence + apple.versionEvidence,
                remedy: olderGo(system), doubtsStart: true)
        }
        guard let minimum = apple.minimum, minimum > system else { return nil }
        return finding(
            "macos-too-old",
            "the program is built for macOS \(minimum) and later: dyld starts it, and it fails where "
                + "the system lacks what it needs", .warning, evidence: apple.versionEvidence,
            remedy: ["build for that system: MACOSX_DEPLOYMENT_TARGET=\(system)"],
            doubtsStart: true)
    }

    /// The newest Go that supports the system.
    private func olderGo(_ system: SystemVersion) -> [String] {
        let last: [(Int, SystemVersion)] = [
            (26, SystemVersion(12)), (24, SystemVersion(11)), (22, SystemVersion(10, 15)),
            (20, SystemVersion(10, 13)), (16, SystemVersion(10, 12)),
        ]
        guard let go = facts.start.goVersion,
            let (minor, _) = last.first(where: { $0.1 <= system }), minor < go.minor
        else { return [] }
        return ["build with Go 1.\(minor), the last one for that system"]
    }
}
