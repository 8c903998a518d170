internal import GoBinary
internal import ObjectFile

extension Rule {
    /// A variable that has not the value that the policy wants.
    static let variableUnexpected = Rule(
        name: "variable-unexpected", kind: .policy,
        title: "A variable has not the value that the policy wants",
        what: """
            A string variable is not as “variables” of the policy, or --expect-var, wants it. The value is \
            that in the file, as -X of the linker left it. Where the symbols are gone (-ldflags=-s), -X \
            among the build settings counts, as a warning: it does nothing where there is no such \
            variable.
            """,
        why: """
            -X with a name that is wrong, as after a package was moved or with another module path, does \
            nothing and says nothing; the release then calls itself dev.
            """,
        remedies: [
            "go build -ldflags=\"-X main.version=1.2.3\"; the name is package path and variable",
            "keep the symbols for it: -ldflags=-w instead of \"-s -w\"",
        ],
        example: """
            $ goelf check app --expect-var main.version=1.2.3
            error variable-unexpected: main.version is “dev”, not 1.2.3
              in              app
            """,
        severity: .error
    ) { situation in
        guard let demands = situation.demands, !demands.variables.isEmpty, situation.facts.isGo
        else { return [] }
        let names = demands.variables.map(\.name)
        let found = situation.report.goVariables(names).variables
        return zip(demands.variables, found).compactMap { situation.mismatch($0, $1) }
    }
}

extension FileSituation {
    fileprivate func mismatch(
        _ wanted: Demands.Wanted<String>, _ variable: GoVariable
    ) -> Finding? {
        let wants = "\(wanted.name)=\(wanted.value)"
        if let value = variable.value {
            if value.text.fits(pattern: wanted.value) { return nil }
            let message = "\(wanted.name) is “\(value.text)”, not \(wanted.value)"
            return unmet(
                "variable-unexpected", message, wanted.said, wants, evidence: variable.evidence)
        }
        let why = variable.note ?? "it cannot be read"
        guard let build = report.build?.value, let flags = build.setting("-ldflags"),
            let set = LinkerFlags(flags.text).value(of: wanted.name)
        else {
            let message = "\(wanted.name) cannot be told to be \(wanted.value): \(why)"
            return unmet("variable-unexpected", message, wanted.said, wants)
        }
        let evidence = self.evidence(build, "-ldflags=\(flags.text)")
        guard set.fits(pattern: wanted.value) else {
            let message = "\(wanted.name) was set to “\(set)”, not \(wanted.value)"
            return unmet(
                "variable-unexpected", message, wanted.said, wants, evidence: [evidence])
        }
        return finding(
            "variable-unexpected", "only -ldflags says that \(wanted.name) is \(wanted.value)",
            .warning,
            evidence: [Evidence("policy", "\(wanted.said.text): \(wants)"), evidence])
    }
}
