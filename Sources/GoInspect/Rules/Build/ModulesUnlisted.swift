internal import ObjectFile

extension Rule {
    /// Its modules are not listed.
    static let modulesUnlisted = Rule(
        name: "modules-unlisted", kind: .build,
        title: "The build information lists no modules",
        what: """
            The program's build information names a Go version, but neither the main module nor \
            the ones that it was built of. It was built without modules (GO111MODULE=off, as \
            distributions do it), by a tool that does not write them (Bazel), or from files.
            """,
        why: """
            Tools that look for known vulnerabilities, and lists of what is in a program (SBOM), \
            go by these lines: they find nothing, and say that all is well.
            """,
        remedies: [
            "build the package in its module by the go command"
        ],
        example: """
            $ goelf check app --verbose
            note modules-unlisted: no module is named: who looks for known vulnerabilities finds nothing
              remedy          build the package in its module by the go command
            """,
        severity: .note, isQuick: true
    ) { situation in
        guard let build = situation.build, build.main == nil, build.dependencies.isEmpty,
            !build.path.starts(with: "cmd/")
        else { return [] }
        return [
            situation.finding(
                "modules-unlisted",
                "no module is named: who looks for known vulnerabilities finds nothing", .note,
                evidence: situation.told(
                    build.path.isEmpty ? "no lines" : "path \(build.path.text)"),
                remedy: ["build the package in its module by the go command"])
        ]
    }
}
