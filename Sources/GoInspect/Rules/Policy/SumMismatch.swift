internal import ObjectFile

extension Rule {
    /// Sums of modules that are not those of the go.sum.
    static let sumMismatch = Rule(
        name: "sum-mismatch", kind: .policy,
        title: "A module's checksum is not the one in go.sum",
        what: """
            Build information has a checksum (h1:…) of each module that was built. Here it is held against \
            “goSum” of the policy, or --go-sum: another sum is an error, a module that go.sum does not have \
            in that version is one, too, and a module without a sum in the file is a warning, as nothing \
            can be compared.
            """,
        why: """
            Then the program was not built from what the repository has locked: of another commit, with \
            GONOSUMDB or GOFLAGS=-mod=mod, from a changed module cache, or the go.sum was changed. Builds \
            with a vendor folder and replacements by folders have no sums.
            """,
        remedies: [
            "build from the commit that the go.sum is of",
            "go clean -modcache && go mod verify, then build again",
        ],
        example: """
            $ goelf check app --go-sum go.sum
            error sum-mismatch: golang.org/x/net v0.25.0 has another sum than go.sum
              in              app
            """,
        severity: .error
    ) { situation in
        guard let (files, said) = situation.demands?.sums else { return [] }
        guard let build = situation.report.build?.value else {
            return situation.unknownBuild("sum-mismatch", said, "the sums of its modules")
        }
        return build.dependencies.compactMap { dependency in
            let built = dependency.replacement ?? dependency.module
            return situation.mismatch(built, files, said, build)
        }
    }
}

extension FileSituation {
    fileprivate func mismatch(
        _ module: Build.Module, _ files: [GoSum], _ said: Policy.Said, _ build: Build
    ) -> Finding? {
        let what = [module.path.text, module.version.text].filter { !$0.isEmpty }
            .joined(separator: " ")
        let wants = "the sums of \(files.map(\.path).joined(separator: ", "))"
        guard !module.sum.isEmpty else {
            return finding(
                "sum-mismatch", "\(what) has no sum in the file that could be compared", .warning,
                evidence: [Evidence("policy", "\(said.text): \(wants)")])
        }
        let known = files.flatMap { $0.sums(of: module.path, module.version) }
        if known.contains(module.sum) { return nil }
        let evidence = self.evidence(build, "\(what) \(module.sum.text)")
        guard !known.isEmpty else {
            return unmet(
                "sum-mismatch", "\(what) is not in go.sum", said, wants, evidence: [evidence],
                remedy: ["build from the commit that the go.sum is of"])
        }
        let sums = known.map(\.text).joined(separator: ", ")
        return unmet(
            "sum-mismatch", "\(what) has another sum than go.sum", said, wants,
            evidence: [evidence, Evidence("go.sum", "\(what) \(sums)")],
            remedy: ["go clean -modcache && go mod verify, then build again"])
    }
}
