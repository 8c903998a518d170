internal import ObjectFile

extension Rule {
    /// No library defines a symbol that is needed.
    static let symbolMissing = Rule(
        name: "symbol-missing",
        title: "A symbol that is needed is in none of the libraries",
        what: """
            All libraries are there, and none of them defines a symbol that the program or one of them \
            wants. It ends at the start where symbols are bound then (musl always, glibc for \
            data, -z now and LD_BIND_NOW), else when the function is first called, which is a \
            warning.
            """,
        why: """
            A library of another version than the one that it was linked with, or built with other \
            options.
            """,
        errors: [
            "{program}: symbol lookup error: {file}: undefined symbol: {symbol}",
            "{program}: symbol lookup error: {file}: undefined symbol: {symbol}, version {version}",
            "Error relocating {file}: {symbol}: symbol not found",
            "dyld: Symbol not found: {symbol}",
        ],
        remedies: ["install the version of the library that it was built with"],
        example: """
            $ goelf check --root image app
            error symbol-missing: no library defines deflateGetDictionary, which it needs
              it says         app: symbol lookup error: app: undefined symbol: deflateGetDictionary
            """,
        isOfProblems: true
    ) { situation in
        var findings: [Finding] = []
        var seen: Set<Key> = []
        let problems = situation.problems(of: "symbol-missing")
        for problem in problems {
            let key = Key(requester: problem.requester, isFatal: problem.isFatal)
            guard seen.insert(key).inserted else { continue }
            let own = problems.filter {
                Key(requester: $0.requester, isFatal: $0.isFatal) == key
            }
            let lacking = situation.lacking(own)
            let who = situation.name(problem.requester)
            findings.append(
                situation.finding(
                    own, "symbol-missing",
                    "no library defines \(lacking.text), which \(who) needs"
                        + (problem.isFatal ? "" : " when it is called"),
                    evidence: lacking.evidence,
                    remedy: ["install the versions of libraries that \(who) was built with"]))
        }
        return findings
    }
}

private struct Key: Hashable {
    let requester: Int?
    let isFatal: Bool
}
