internal import GoBinary
internal import ObjectFile

extension Rule {
    /// Packages or functions that the policy forbids.
    static let forbiddenCode = Rule(
        name: "forbidden-code", kind: .policy,
        title: "Code is linked that the policy forbids",
        what: """
            A package or a function is in the program that “forbid” of the policy, or --forbid, names. The \
            function table tells it, which stripping leaves alone, and the calls that were inlined. Where \
            the table is damaged, packed or garbled, that is found, as nothing can be told then.
            """,
        why: """
            An import for its side effects is enough: net/http/pprof adds handlers to every server of the \
            program, and expvar its variables.
            """,
        remedies: [
            "find who imports it: go list -deps -json . and go mod why -m MODULE",
            "put the import behind a build tag",
        ],
        example: """
            $ goelf check app --forbid net/http/pprof
            error forbidden-code: net/http/pprof is linked, which is forbidden
              in              app
            """,
        severity: .error
    ) { situation in
        guard let forbidden = situation.demands?.forbidden, let first = forbidden.first else {
            return []
        }
        guard situation.facts.isGo else { return [] }
        let answer = situation.search(forbidden.map(\.code))
        var findings: [Finding] = []
        for (place, (code, said)) in forbidden.enumerated() {
            if let evidence = situation.evidence(of: code, answer?.matches[place]) {
                findings.append(
                    situation.unmet(
                        "forbidden-code", "\(code.name) is linked, which is forbidden", said,
                        "no \(code.name)", evidence: [evidence],
                        remedy: ["find who imports it: go mod why and go list -deps"]))
            }
        }
        if answer?.isWhole != true {
            let names = forbidden.map(\.code.name).joined(separator: ", ")
            let why = answer?.error.map { "\($0.structure) \($0.message)" } ?? situation.whyUntold
            findings.append(
                situation.unmet(
                    "forbidden-code", "it cannot be told whether there is forbidden code: \(why)",
                    first.said, "no \(names)"))
        }
        return findings
    }
}

extension FileSituation {
    /// What there is of forbidden code; nil where there is no function table that can be read.
    fileprivate func search(_ code: [ForbiddenName]) -> CodeSearch.Answer? {
        guard report.obfuscator == nil, let table = facts.functionTable.value else { return nil }
        let queries = code.map { code in
            code.tree.map { CodeSearch.Query.tree($0) } ?? .name(code.name)
        }
        return CodeSearch(queries, in: table).find(report.image, in: report.file)
    }

    fileprivate var whyUntold: String {
        if let packer = report.packer { return "the file is packed by \(packer)" }
        if let name = report.obfuscator { return "\(name) has replaced the names" }
        return "the function table cannot be read"
    }

    /// What shows that it is there; nil where nothing does.
    fileprivate func evidence(of code: ForbiddenName, _ match: CodeSearch.Match?) -> Evidence? {
        if let match {
            let more = match.count > 1 ? " and \(match.count - 1) more" : ""
            let inlined = match.caller.map { ", inlined into \($0.text)" } ?? more
            return Evidence("function table", match.name.text + inlined, at: match.offset)
        }
        guard let build = report.build?.value else { return nil }
        let module = build.dependencies.first {
            code.forbids(module: ($0.replacement ?? $0.module).path)
                || code.forbids(module: $0.module.path)
        }
        return module.map { evidence(build, $0.module.path.text) }
    }
}
