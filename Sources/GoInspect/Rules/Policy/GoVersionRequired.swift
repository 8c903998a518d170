internal import ObjectFile

extension Rule {
    /// Another version of Go than the policy wants.
    static let goVersionRequired = Rule(
        name: "go-version-required", kind: .policy,
        title: "The policy wants another version of Go",
        what: """
            The file was built by a version of Go that “require” of the policy, or --require, does not \
            allow. The order is Go's own: 1.26 is the language and stands in front of 1.26rc1, 1.26.0 and \
            1.26.3.
            """,
        why: """
            A CI image or a go.mod without a toolchain line chooses the version, and faults of the \
            runtime and the standard library are cured by a new version alone.
            """,
        remedies: [
            "build it by a version that the policy allows: GOTOOLCHAIN=go1.26.3 go build",
            "a toolchain line in go.mod: go get toolchain@go1.26.3",
        ],
        example: """
            $ goelf check app --require 'go@>=1.26'
            error go-version-required: it was built by go1.22.10, not >=go1.26
              in              app
            """,
        severity: .error
    ) { situation in
        guard let (wanted, said) = situation.demands?.go else { return [] }
        let name = "go-version-required"
        guard let build = situation.report.build?.value else {
            return situation.unknownBuild(name, said, "Go \(wanted)")
        }
        let version = build.goVersion
        let evidence = [situation.evidence(build, version.text)]
        guard let isWanted = wanted.admits(version) else {
            let message = "its version of Go, \(version.text), is none that has an order"
            return [situation.unmet(name, message, said, "Go \(wanted)", evidence: evidence)]
        }
        if isWanted { return [] }
        let message = "it was built by \(version.text), not \(wanted)"
        return [situation.unmet(name, message, said, "Go \(wanted)", evidence: evidence)]
    }
}
