internal import ObjectFile

extension Rule {
    /// The build information was changed, or is that of another file.
    static let buildInformationDiffers = Rule(
        name: "build-information-differs", kind: .build,
        title: "The build information is not what the program itself has",
        what: """
            Go writes the build information twice: for other tools, and for the program itself, \
            which `debug.ReadBuildInfo` returns. Both differ; or what the header of the build \
            information and the function table say of words and byte order does not fit the file.
            """,
        why: """
            No toolchain writes such a file: it was changed after the link. What modules and \
            versions it tells cannot be relied on.
            """,
        remedies: [
            "build again, and leave the file as go build made it"
        ],
        example: """
            $ goelf check app
            warning build-information-differs: debug.ReadBuildInfo() returns something else than the build information
              remedy          build again, and leave the file as go build made it
            """,
        severity: .warning
    ) { situation in
        ["modinfo-agrees", "layout-agrees"].compactMap { name in
            guard let fact = situation.fact(name), fact.value == .flag(false) else { return nil }
            return situation.finding(
                "build-information-differs",
                fact.note ?? "the build information is not the program's",
                .warning, evidence: fact.evidence,
                remedy: ["build again, and leave the file as go build made it"])
        }
    }
}
