internal import ObjectFile

extension Rule {
    /// A build setting that is not as the policy wants it.
    static let settingRequired = Rule(
        name: "setting-required", kind: .policy,
        title: "A build setting is not as the policy wants it",
        what: """
            A setting in the build information is not as “settings” of the policy wants it. Settings are \
            those that go version -m shows; -trimpath and -race are there where they were set, and \
            CGO_ENABLED since Go 1.18.
            """,
        why: """
            Flags get lost between a Makefile, GOFLAGS and a release tool, and the program runs all the \
            same.
            """,
        remedies: ["build with the flag, and look where it got lost: go env GOFLAGS"],
        example: """
            $ goelf check app --policy .goelf.json
            error setting-required: the build setting -trimpath is not set, and has to be true
              in              app
            """,
        severity: .error
    ) { situation in
        guard let demands = situation.demands, !demands.settings.isEmpty else { return [] }
        guard let build = situation.report.build?.value else {
            let names = demands.settings.map(\.name).joined(separator: ", ")
            return situation.unknownBuild("setting-required", demands.settings[0].said, names)
        }
        return demands.settings.compactMap { wanted in
            let value = build.setting(wanted.name)?.text
            // What is off is not recorded.
            if value == nil, ["false", ""].contains(wanted.value) { return nil }
            if let value, value.fits(pattern: wanted.value) { return nil }
            let isSet = value.map { "is \($0.isEmpty ? "empty" : $0)" } ?? "is not set"
            let message = "the build setting \(wanted.name) \(isSet), and has to be \(wanted.value)"
            return situation.unmet(
                "setting-required", message, wanted.said, "\(wanted.name)=\(wanted.value)",
                evidence: value.map { [situation.evidence(build, "\(wanted.name)=\($0)")] } ?? [])
        }
    }
}
