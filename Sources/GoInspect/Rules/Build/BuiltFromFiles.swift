internal import ObjectFile

extension Rule {
    /// Go was given files to build, and no package.
    static let builtFromFiles = Rule(
        name: "built-from-files", kind: .build,
        title: "Go was given files, not a package",
        what: """
            The main package is `command-line-arguments`: `go build main.go` or `go run main.go` \
            made the program, which has then no import path, no module and no version.
            """,
        why: """
            Nobody can tell from the file what it is and which version, nor can tools that look \
            for known vulnerabilities. Files that are chosen by their names (`_linux.go`) and \
            build tags may be left out, and no commit is recorded.
            """,
        remedies: [
            "build the package: go build ./cmd/app, or go build . in its folder"
        ],
        example: """
            $ goelf check app
            warning built-from-files: go was given files, not a package: no module and no version are told
              remedy          build the package: go build ./cmd/app, or go build . in its folder
            """,
        severity: .warning, isQuick: true
    ) { situation in
        guard situation.build?.path == "command-line-arguments" else { return [] }
        return [
            situation.finding(
                "built-from-files",
                "go was given files, not a package: no module and no version are told",
                situation.severityInRelease, evidence: situation.told("command-line-arguments"),
                remedy: ["build the package: go build ./cmd/app, or go build . in its folder"])
        ]
    }
}
