internal import ObjectFile

extension Rule {
    /// It was built from sources that are in no commit.
    static let vcsModified = Rule(
        name: "vcs-modified", kind: .build,
        title: "Built from sources with changes that are in no commit",
        what: """
            The build information says `vcs.modified=true`, or the version of the main module \
            ends with `+dirty`, as since Go 1.24: when the program was built, files in the work \
            tree were changed, or new ones were there, that are in no commit.
            """,
        why: """
            Nobody can build the same program again from the commit that it names. Often a step \
            of the pipeline is the cause that writes files into the repository before the build: \
            generated code, artifacts, a changed go.sum.
            """,
        remedies: [
            "commit, or ignore what is generated (.gitignore); git status --porcelain shows"
                + " it before the build",
            "build in a fresh clone",
        ],
        example: """
            $ goelf check app
            warning vcs-modified: it was built from a work tree with changes that are in no commit
              remedy          git status --porcelain before the build shows them; commit or ignore them
            """,
        severity: .warning, isQuick: true
    ) { situation in
        let flag = situation.setting("vcs.modified")
        let version = situation.build?.main?.module.version.text ?? ""
        let isDirty = version.hasSuffix("+dirty") || version.hasSuffix(".dirty")
        guard flag?.text == "true" || isDirty else { return [] }
        var evidence = flag.map { [$0.evidence] } ?? []
        if isDirty { evidence += situation.told("version \(version)") }
        if let revision = situation.setting("vcs.revision") { evidence.append(revision.evidence) }
        return [
            situation.finding(
                "vcs-modified", "it was built from a work tree with changes that are in no commit",
                .warning, evidence: evidence,
                remedy: [
                    "git status --porcelain before the build shows them; commit or ignore them"
                ])
        ]
    }
}
