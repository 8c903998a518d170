internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// The program is made for glibc, and musl is there.
    static let glibcOnMusl = Rule(
        name: "glibc-on-musl",
        title: "The program is linked with glibc, and only musl is there",
        what: """
            The program names glibc's loader or uses what only glibc has, and the place has musl \
            (Alpine, and what is built on it).
            """,
        why: """
            A program that was built with cgo on Debian, Ubuntu or Fedora asks for /lib64/ld-linux-*.so, \
            which Alpine does not have. A link of that name to musl's loader (gcompat has one) is \
            enough where musl has every symbol: it knows glibc's libraries by name, and no versions.
            """,
        errors: [
            "No such file or directory",
            "{shell}: {line}: {program}: not found",
            "Error relocating {file}: {symbol}: symbol not found",
            "Error loading shared library ld-linux-{name}: No such file or directory (needed by {file})",
        ],
        remedies: [
            "build without C, if C is used only by net and os/user: CGO_ENABLED=0 go build",
            "build on Alpine, or for musl: CC='zig cc -target x86_64-linux-musl' go build",
            "apk add gcompat, where musl has all symbols that it needs",
        ],
        example: """
            $ goelf check --root alpine app
            error glibc-on-musl: it is made for glibc, and only musl is there
              it says         No such file or directory
              remedy          CGO_ENABLED=0 go build: only net and os/user call C here, and Go has code of its own for both
            """,
        isOfProblems: true
    ) { situation in
        let problems = situation.problems(of: "glibc-on-musl")
        guard !problems.isEmpty else { return [] }
        if let problem = problems.first(where: { $0.kind == "interpreter" }) {
            let (evidence, remedy) = situation.withMuslInstead
            return [
                situation.finding(
                    [problem], "glibc-on-musl", "it is made for glibc, and only musl is there",
                    evidence: [Evidence("PT_INTERP", situation.name(problem.node))] + evidence
                        + situation.remedies.needsC,
                    remedy: situation.remedies.withoutC + situation.remedies.forMusl + remedy)
            ]
        }
        let lacking = situation.lacking(problems)
        return [
            situation.finding(
                problems, "glibc-on-musl", "it is made for glibc, and musl lacks \(lacking.text)",
                evidence: lacking.evidence + situation.remedies.needsC,
                remedy: situation.remedies.withoutC + situation.remedies.forMusl)
        ]
    }
}

extension Situation {
    /// The symbols and libraries that problems are about.
    func lacking(
        _ problems: [ResolvedDependencies.Problem]
    ) -> (text: String, evidence: [Evidence]) {
        var names: [String] = []
        var evidence: [Evidence] = []
        for problem in problems {
            let name = problem.missing?.text ?? self.name(problem.node)
            if !names.contains(name), names.count < 1000 { names.append(name) }
            if evidence.count < 64 { evidence.append(Evidence("loader", problem.text)) }
        }
        return (list(names), evidence)
    }

    /// Some names, the first of many.
    private func list(_ names: [String]) -> String {
        let shown = names.prefix(6).joined(separator: ", ")
        return names.count > 6 ? "\(shown) and \(names.count - 6) more" : shown
    }

    /// What would come of it if musl's loader lay where the program looks for glibc's.
    fileprivate var withMuslInstead: (evidence: [Evidence], remedy: [String]) {
        let image = report.image
        guard let placed, let musl = placed.path(of: .musl, for: image),
            let wanted = image.interpreter.value,
            let graph = placed.resolve(image, in: report.file, facts.program, withLoader: musl)
        else { return ([], []) }
        if graph.starts == true {
            return (
                [Evidence("musl", "has every symbol that it needs")],
                [
                    "apk add gcompat, or a link of that name, is enough: "
                        + "mkdir -p \(wanted.folder) && ln -s \(musl.text) \(wanted.text)"
                ]
            )
        }
        let lacks = graph.problems.filter(\.isFatal).prefix(64).map { Evidence("musl", $0.text) }
        return (lacks, [])
    }
}

extension ByteString {
    /// The folder of a path, as text.
    fileprivate var folder: String {
        let end = utf8.lastIndex(of: UInt8(ascii: "/")) ?? 0
        return end == 0 ? "/" : String(decoding: utf8[..<end], as: UTF8.self)
    }
}
