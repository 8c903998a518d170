internal import ObjectFile

extension Rule {
    /// Libraries are looked for in the working directory.
    static let rpathRelative = Rule(
        name: "rpath-relative", kind: .hardening,
        title: "Libraries are looked for relative to the working directory",
        what: """
            DT_RPATH, DT_RUNPATH or LC_RPATH has a path that is not absolute and does not begin \
            with $ORIGIN, or an empty one, as `:` at an end leaves it: the loader takes it from \
            the directory in which the program is started.
            """,
        why: """
            Whoever can write to a directory in which somebody starts the program has his own \
            code loaded into it.
            """,
        remedies: [
            "link with -Wl,-rpath,\\$ORIGIN/../lib: relative to the file",
            "patchelf --set-rpath changes it",
        ],
        example: """
            $ goelf check app
            warning rpath-relative: DT_RUNPATH has a path that is looked for in the working directory: lib
              remedy          link with -Wl,-rpath,$ORIGIN/lib: relative to the file
            """,
        severity: .warning, isQuick: true
    ) { situation in
        situation.searchPaths.compactMap { tag, paths in
            let found = paths.filter {
                !$0.startsWithBytes(of: "/") && !$0.startsWithBytes(of: "$")
                    && !$0.startsWithBytes(of: "@")
            }
            guard !found.isEmpty else { return nil }
            let names = found.map { $0.isEmpty ? "an empty one" : $0 }
            return situation.finding(
                "rpath-relative",
                "\(tag) has a path that is looked for in the working directory: \(names.named())",
                .warning, evidence: found.map { Evidence(tag, $0) },
                remedy: ["link with -Wl,-rpath,$ORIGIN/lib: relative to the file"])
        }
    }
}
