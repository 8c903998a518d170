internal import ObjectFile

extension Rule {
    /// Its version is no release.
    static let versionUntagged = Rule(
        name: "version-untagged", kind: .build,
        title: "Its own version is none that was tagged",
        what: """
            The version of the main module is `(devel)`, or one that the go command made up of a \
            commit (`v0.0.0-20240102150405-0123456789ab`). Go 1.24 and later write a tag as the \
            version if the commit has one; earlier ones write `(devel)` for every build in a work \
            tree. `go install example.com/app@v1.2.3` writes that version with any Go.
            """,
        why: """
            `app -version` that relies on the build information says nothing useful, and tools \
            that look for vulnerabilities of the program itself cannot tell whether it is one \
            that is mended. Distributions build from unpacked sources, where no version is to be \
            had: theirs are all so.
            """,
        remedies: [
            "tag the commit before it is built, with its tags fetched (git fetch --tags), "
                + "with Go 1.24 or later",
            "build where .git is there, without -buildvcs=false",
            "set a variable: -ldflags \"-X main.version=v1.2.3\"",
        ],
        example: """
            $ goelf check app --verbose
            note version-untagged: its version is (devel), and no commit is named
              remedy          build with Go 1.24 or later where .git is there, from a commit with a tag
            """,
        severity: .note, isQuick: true
    ) { situation in
        guard let version = situation.build?.main?.module.version.text else { return [] }
        let message: String
        if version == "(devel)" || version.isEmpty {
            let revision = situation.setting("vcs.revision")
            message =
                "its version is (devel), and "
                + (revision.map { "its commit is \($0.text)" } ?? "no commit is named")
        } else if situation.isOfCommit(version) {
            message = "its version \(version) is that of a commit, not of a tag"
        } else {
            return []
        }
        return [
            situation.finding(
                "version-untagged", message, .note, evidence: situation.told("version \(version)"),
                remedy: [
                    "build with Go 1.24 or later where .git is there, from a commit with a tag"
                ])
        ]
    }
}

extension FileSituation {
    /// Whether a version is made up of a commit: its time and the first digits of its hash.
    ///
    /// Spec: Go's `golang.org/x/mod/module` (`IsPseudoVersion`).
    fileprivate func isOfCommit(_ version: String) -> Bool {
        let plain = version.utf8.prefix { $0 != UInt8(ascii: "+") }
        let parts = plain.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count > 2, let hash = parts.last, hash.count == 12 else { return false }
        let time = parts[parts.count - 2].suffix(14)
        return time.count == 14
            && time.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
