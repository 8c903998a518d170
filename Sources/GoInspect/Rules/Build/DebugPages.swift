internal import ObjectFile

extension Rule {
    /// Pages for debugging may be served over HTTP.
    static let debugPages = Rule(
        name: "debug-pages", kind: .build,
        title: "Profiles or variables may be served over HTTP",
        what: """
            `net/http/pprof` or `expvar` is linked. Both add their pages to the default handler \
            of `net/http` when the program starts: `/debug/pprof/` and `/debug/vars`. Functions \
            prove it, stripped or not.
            """,
        why: """
            Every server of the program that has the default handler \
            (`http.ListenAndServe(address, nil)`) then serves its command line, its memory and \
            its profiles to all who can reach it, often without anybody having meant that: a \
            package that imports one of both is enough. Whether such a server is started, the \
            file does not tell.
            """,
        remedies: [
            "serve http.NewServeMux() where strangers come, and http.DefaultServeMux on a "
                + "local address only",
            "leave the import out of releases by a build tag; go mod why and go list -deps "
                + "tell who imports it",
        ],
        example: """
            $ goelf check app
            warning debug-pages: net/http/pprof is linked: servers with the default handler serve its profiles
              remedy          serve http.NewServeMux() where strangers come, or leave the import out of releases
            """,
        severity: .warning
    ) { situation in
        var findings: [Finding] = []
        let remedy = [
            "serve http.NewServeMux() where strangers come, or leave the import out of releases"
        ]
        if let fact = situation.fact("http-pprof"), fact.isTrue {
            findings.append(
                situation.finding(
                    "debug-pages",
                    "net/http/pprof is linked: servers with the default handler serve its profiles",
                    situation.severityInRelease, evidence: fact.evidence, remedy: remedy))
        }
        if let fact = situation.fact("expvar"), fact.isTrue {
            findings.append(
                situation.finding(
                    "debug-pages",
                    "expvar is linked: servers with the default handler serve its command line",
                    .note,
                    evidence: fact.evidence, remedy: remedy))
        }
        return findings
    }
}
