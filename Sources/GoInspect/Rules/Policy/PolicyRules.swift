internal import ObjectFile

extension Rule {
    /// The rules of what a project wants of its files; without a policy they find nothing.
    static let ofPolicy: [Rule] = [
        .goVersionRequired, .moduleRequired, .sumMismatch, .settingRequired, .forbiddenCode,
        .libraryNotAllowed, .variableUnexpected, .tooLarge, .checksumMismatch,
    ]
}

extension FileSituation {
    /// Makes a finding of something that a policy wants: an error, with who wants it.
    func unmet(
        _ rule: String, _ message: String, _ said: Policy.Said, _ wanted: String,
        evidence: [Evidence] = [], remedy: [String] = []
    ) -> Finding {
        finding(
            rule, message, .error,
            evidence: [Evidence("policy", "\(said.text): \(wanted)")] + evidence, remedy: remedy)
    }

    /// What is wrong where build information is wanted, and there is none in a Go program.
    func unknownBuild(_ rule: String, _ said: Policy.Said, _ wanted: String) -> [Finding] {
        // What is not Go's has no such thing, and is not meant.
        guard facts.isGo else { return [] }
        let why =
            switch report.packer {
            case let packer?: "packed by \(packer)"
            case nil: "without build information"
            }
        return [unmet(rule, "it is \(why), so that \(wanted) cannot be told", said, wanted)]
    }

    /// Where build information lies, as evidence.
    func evidence(_ build: Build, _ text: String) -> Evidence {
        Evidence("build information", text, at: build.offset)
    }
}
