internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// The glibc there is older than the program needs.
    static let glibcTooOld = Rule(
        name: "glibc-too-old",
        title: "The glibc there is older than what the program was linked with",
        what: """
            The program, or a library that it needs, wants a version of glibc's symbols that the glibc \
            there does not define.
            """,
        why: """
            A program takes the newest version of each symbol that the glibc of its build system \
            has, and starts on no older glibc, even where it could do with older versions. With 2.34 \
            nearly every symbol of threads got a new version. The floor is the version that it was \
            linked for; the API floor is the oldest glibc that has all the symbols at all, which is how \
            far down a build on an older system could bring it.
            """,
        errors: [
            "{program}: {library}: version `GLIBC_{version}' not found (required by {file})"
        ],
        remedies: [
            "build without C, if C is used only by net and os/user: CGO_ENABLED=0 go build",
            "build on the oldest system that it has to run on",
            "build for its glibc: CC='zig cc -target x86_64-linux-gnu.2.17' go build",
            "link C code in: -ldflags '-linkmode external -extldflags -static'",
        ],
        example: """
            $ goelf check --root bullseye app
            error glibc-too-old: it needs glibc 2.34
              it says         app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by app)
              because         GLIBC_2.34: __libc_start_main, pthread_key_create
              remedy          CGO_ENABLED=0 go build: only net and os/user call C here, and Go has code of its own for both
            """,
        isOfProblems: true
    ) { situation in
        var findings: [Finding] = []
        var requesters: [Int?] = []
        let problems = situation.problems(of: "glibc-too-old")
        for problem in problems where !requesters.contains(problem.requester) {
            requesters.append(problem.requester)
            let own = problems.filter { $0.requester == problem.requester }
            findings.append(situation.glibcTooOld(own, requester: problem.requester))
        }
        return findings
    }
}

extension Situation {
    /// One finding for all versions that one file misses.
    fileprivate func glibcTooOld(
        _ problems: [ResolvedDependencies.Problem], requester: Int?
    ) -> Finding {
        let versions = problems.compactMap { problem in
            problem.missing.flatMap { GlibcVersion(versionName: $0) }
        }
        let newest = versions.max()
        let name = newest.map { "glibc \($0)" } ?? problems.first?.missing?.text ?? "a newer glibc"
        var there: GlibcVersion?
        var evidence: [Evidence] = []
        if let node = problems.first?.node, let path = resolved?.nodes[node].path {
            there = placed?.newestGlibc(at: path)
            if let there {
                evidence.append(
                    Evidence(path.text, "defines no version newer than GLIBC_\(there)"))
            }
        }
        let isOwn = requester == nil || requester == 0
        if isOwn { evidence += facts.glibcCulprits }
        return finding(
            problems, "glibc-too-old", "\(self.name(requester)) needs \(name)", evidence: evidence,
            remedy: isOwn
                ? remedies.withoutC + remedies.forGlibc(there) + remedies.static
                : ["take \(self.name(requester)) from the system where it is to run"])
    }

    /// What raises the floor: symbols, and the packages that use them.
    static func culprits(of report: ImageReport, _ facts: FileFacts) -> [Evidence] {
        guard let glibc = report.dependencies?.glibc, let floor = glibc.floor else { return [] }
        let names = glibc.culprits.map(\.text)
        var evidence = [
            Evidence("versions needed", "GLIBC_\(floor): \(names.joined(separator: ", "))")
        ]
        if let api = glibc.apiFloor {
            evidence.append(
                Evidence(
                    "versions needed", "every symbol exists in glibc \(api), under some version"))
        }
        for package in facts.callers.packages {
            guard let path = package.path else { continue }
            let calls = package.calls.map(\.text).filter { names.contains($0) }
            if !calls.isEmpty {
                evidence.append(
                    Evidence("package \(path.text)", "calls \(calls.joined(separator: ", "))"))
            }
        }
        return evidence + Remedies(report, facts).needsC
    }
}
