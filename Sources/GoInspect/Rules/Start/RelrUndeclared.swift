internal import ObjectFile

extension Rule {
    /// Packed relocations without the mark that glibc wants for them.
    static let relrUndeclared = Rule(
        name: "relr-undeclared",
        title: "Packed relocations (DT_RELR) without the version that goes with them",
        what: """
            The file has packed relocative relocations, and does not need the version \
            GLIBC_ABI_DT_RELR, without which glibc 2.36 and later refuse it.
            """,
        why: """
            Older releases of glibc pass over DT_RELR and crash; the version is to keep such files \
            away from them. lld writes DT_RELR with --pack-dyn-relocs=relr, and not the version.
            """,
        errors: [
            "{program}: error while loading shared libraries: {file}: DT_RELR without "
                + "GLIBC_ABI_DT_RELR dependency"
        ],
        remedies: [
            "link without packed relocations: -extldflags -Wl,-z,nopack-relative-relocs, or for lld --pack-dyn-relocs=none",
            "link with -z pack-relative-relocs, which adds the version",
        ],
        example: """
            $ goelf check --root trixie app
            error relr-undeclared: it has packed relocations and does not need GLIBC_ABI_DT_RELR
              it says         app: error while loading shared libraries: app: DT_RELR without GLIBC_ABI_DT_RELR dependency
            """,
        isOfProblems: true
    ) { situation in
        situation.problems(of: "relr-undeclared").map { problem in
            situation.finding(
                [problem], "relr-undeclared",
                "\(situation.name(problem.node)) has packed relocations and does not need "
                    + "GLIBC_ABI_DT_RELR",
                evidence: [Evidence("DT_RELR", problem.message)],
                remedy: [
                    "link it with -z pack-relative-relocs, which adds the version, or without "
                        + "packed relocations"
                ])
        }
    }
}
