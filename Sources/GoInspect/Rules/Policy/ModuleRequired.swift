internal import ObjectFile

extension Rule {
    /// Another version of a module than the policy wants.
    static let moduleRequired = Rule(
        name: "module-required", kind: .policy,
        title: "The policy wants another version of a module",
        what: """
            A module of the build has a version that “require” of the policy, or --require, does not \
            allow. What was built counts: the version that replaced another one; of a module of another \
            name or a folder in its place it cannot be told. A module that is not in the build meets all \
            requirements. The order is that of golang.org/x/mod/semver.
            """,
        why: """
            go.mod of one branch, a vendor folder or a replace line keeps an old version, and the \
            binary is what is shipped.
            """,
        remedies: ["go get golang.org/x/net@latest && go mod tidy, then build again"],
        example: """
            $ goelf check app --require 'golang.org/x/net@>=v0.25'
            error module-required: golang.org/x/net v0.22.0 is not >=v0.25
              in              app
              remedy          go get golang.org/x/net@v0.25 && go mod tidy
            """,
        severity: .error
    ) { situation in
        guard let demands = situation.demands, !demands.modules.isEmpty else { return [] }
        guard let build = situation.report.build?.value else {
            let first = demands.modules[0]
            return situation.unknownBuild(
                "module-required", first.said, demands.modules.map(\.name).joined(separator: ", "))
        }
        let all = (build.main.map { [$0] } ?? []) + build.dependencies
        return demands.modules.flatMap { wanted in
            all.compactMap { situation.mismatch(wanted, $0, build) }
        }
    }
}

extension FileSituation {
    /// What is wrong with a module of the build; nil where it is another one, or nothing is.
    fileprivate func mismatch(
        _ wanted: Demands.Wanted<VersionConstraint>, _ dependency: Build.Dependency, _ build: Build
    ) -> Finding? {
        let built = dependency.replacement ?? dependency.module
        let isAsked = dependency.module.path.equals(wanted.name)
        guard isAsked || built.path.equals(wanted.name) else { return nil }
        let name = wanted.name
        let wants = "\(name) \(wanted.value)"
        let evidence = [self.evidence(build, "\(built.path.text) \(built.version.text)")]
        if !built.path.equals(name) {
            let version = built.version.isEmpty ? "" : " " + built.version.text
            let message =
                "\(name) is replaced by \(built.path.text)\(version): \(wanted.value) cannot be told"
            return unmet(
                "module-required", message, wanted.said, wants, evidence: evidence,
                remedy: ["drop the replace line: go mod edit -dropreplace=\(name)"])
        }
        guard let isWanted = wanted.value.admits(built.version) else {
            let version = built.version.isEmpty ? "no version" : "the version \(built.version.text)"
            let message = "\(name) has \(version), which is none: \(wanted.value) cannot be told"
            return unmet("module-required", message, wanted.said, wants, evidence: evidence)
        }
        if isWanted { return nil }
        let remedy = wanted.value.least.map { ["go get \(name)@\($0) && go mod tidy"] } ?? []
        return unmet(
            "module-required", "\(name) \(built.version.text) is not \(wanted.value)", wanted.said,
            wants, evidence: evidence, remedy: remedy)
    }
}
