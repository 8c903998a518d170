internal import ObjectFile

extension Rule {
    /// glibc's resolver library is needed where musl's loader is at work.
    static let libresolvOnMusl = Rule(
        name: "libresolv-on-musl",
        title: "libresolv.so.2 is needed, which musl does not stand for",
        what: """
            The program needs glibc's libresolv.so.2, and musl's loader is at work. It takes most \
            names of glibc's libraries for itself (libc.so.6, libm.so.6, libpthread.so.0), but not this \
            one.
            """,
        why: """
            Since Go 1.20 package net links libresolv where it is built with cgo on glibc before \
            2.34; gcompat's link of the loader's name does not bring the library along.
            """,
        errors: [
            "Error loading shared library libresolv.so.2: No such file or directory (needed by {file})"
        ],
        remedies: [
            "build without C: CGO_ENABLED=0 go build, or -tags netgo,osusergo",
            "build on glibc 2.34 or later, which needs no libresolv.so.2, or on Alpine",
        ],
        example: """
            $ goelf check --root alpine-with-gcompat app
            error libresolv-on-musl: it needs libresolv.so.2, which musl does not have
              it says         Error loading shared library libresolv.so.2: No such file or directory (needed by app)
              remedy          CGO_ENABLED=0 go build: only net and os/user call C here, and Go has code of its own for both
            """,
        isOfProblems: true
    ) { situation in
        let problems = situation.problems(of: "libresolv-on-musl")
        guard !problems.isEmpty else { return [] }
        return [
            situation.finding(
                problems, "libresolv-on-musl",
                "it needs libresolv.so.2, which musl does not have",
                evidence: problems.prefix(64).map { Evidence("loader", $0.text) },
                remedy: situation.remedies.withoutC + situation.remedies.forMusl)
        ]
    }
}
