internal import ObjectFile

extension Rule {
    /// A library that the policy does not allow.
    static let libraryNotAllowed = Rule(
        name: "library-not-allowed", kind: .policy,
        title: "The file needs a library that the policy does not allow",
        what: """
            The file needs a library that is not among “libraries” of the policy. These are the names that \
            the file itself asks for; an empty list is for static programs.
            """,
        why: """
            A new import that calls C, or another build host, adds a library that images and customers do \
            not have.
            """,
        remedies: [
            "goelf cgo FILE tells which package needs it",
            "CGO_ENABLED=0 go build, where nothing needs C",
        ],
        example: """
            $ goelf check app --policy .goelf.json
            error library-not-allowed: it needs libssl.so.3, which is not allowed
              in              app
            """,
        severity: .error
    ) { situation in
        guard let (patterns, said) = situation.demands?.libraries else { return [] }
        let wanted = patterns.isEmpty ? "no library" : patterns.joined(separator: ", ")
        return situation.report.image.needed.filter { library in
            !patterns.contains { library.text.fits(pattern: $0) }
        }.map { library in
            situation.unmet(
                "library-not-allowed", "it needs \(library.text), which is not allowed", said,
                "\(wanted) and no other", remedy: situation.remedies.withoutC)
        }
    }
}
