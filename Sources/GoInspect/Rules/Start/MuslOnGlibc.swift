internal import ObjectFile

extension Rule {
    /// The program is made for musl, and glibc is there.
    static let muslOnGlibc = Rule(
        name: "musl-on-glibc",
        title: "The program is linked with musl, and only glibc is there",
        what: """
            The program names musl's loader or library, and the place has glibc (Debian, Ubuntu, \
            Fedora, distroless/base).
            """,
        why: """
            What is built with cgo on Alpine (golang:alpine) is linked with musl's library, which \
            other distributions do not install.
            """,
        errors: [
            "No such file or directory",
            "{shell}: {line}: {program}: not found",
            "{program}: error while loading shared libraries: libc.musl-{name}: cannot open shared "
                + "object file: No such file or directory",
        ],
        remedies: [
            "build without C, if C is used only by net and os/user: CGO_ENABLED=0 go build",
            "link musl in, which it is made for: -ldflags '-linkmode external -extldflags -static'",
            "build on a system with glibc, or install musl (apt install musl)",
        ],
        example: """
            $ goelf check --root bookworm app
            error musl-on-glibc: it is made for musl, and only glibc is there
              it says         No such file or directory
              remedy          go build -ldflags '-linkmode external -extldflags -static'
            """,
        isOfProblems: true
    ) { situation in
        let problems = situation.problems(of: "musl-on-glibc")
        guard !problems.isEmpty else { return [] }
        let remedies = situation.remedies
        // Programs of glibc load a library with glibc's loader, whatever else is installed.
        let isLibrary = situation.report.image.kind == .sharedObject
        return [
            situation.finding(
                problems, "musl-on-glibc", "it is made for musl, and only glibc is there",
                evidence: problems.prefix(64).map {
                    Evidence(
                        $0.kind == "interpreter" ? "PT_INTERP" : "libraries needed",
                        situation.name($0.node))
                },
                remedy: remedies.withoutC + remedies.static + [
                    isLibrary
                        ? "build it on a system with glibc" : "install musl: apt install musl"
                ])
        ]
    }
}
