internal import ObjectFile

extension Rule {
    /// The program names a loader that is not there.
    static let interpreterMissing = Rule(
        name: "interpreter-missing",
        title: "The loader that the program names is not there",
        what: """
            The program names its loader (PT_INTERP, the "interpreter") by a path, and there is no \
            file. The kernel then says "No such file or directory" of the program, which is there; \
            shells say "not found".
            """,
        why: """
            What is linked dynamically is started by its C library's loader, which scratch, \
            distroless/static and images of another C library do not have. A Go program can need \
            the loader and nothing else: go build -buildmode=pie makes one that names it and no \
            library. ldd calls that one "statically linked", and it does not start without the \
            loader all the same.
            """,
        errors: [
            "No such file or directory",
            "{shell}: {line}: {program}: not found",
            "{shell}: {program}: cannot execute: required file not found",
        ],
        remedies: [
            "build a Go program without C and without -buildmode=pie: CGO_ENABLED=0 go build",
            "link C code in: -ldflags '-linkmode external -extldflags -static'",
            "take an image that has the loader: distroless/base for glibc, Alpine for musl",
        ],
        example: """
            $ goelf check --root scratch app
            error interpreter-missing: its loader /lib64/ld-linux-x86-64.so.2 is not there
              it says         No such file or directory
              remedy          build it without -buildmode=pie: nothing in it needs a loader
            """,
        isOfProblems: true
    ) { situation in
        situation.problems(of: "interpreter-missing").map { problem in
            let loader = situation.name(problem.node)
            let isAlone = situation.report.image.linkage == .dynamicWithoutLibraries
            var evidence = [Evidence("PT_INTERP", loader)]
            if isAlone {
                evidence.append(
                    Evidence("dynamic section", "needs no library: ldd says statically linked"))
            }
            return situation.finding(
                [problem], "interpreter-missing", "its loader \(loader) is not there",
                evidence: evidence + situation.remedies.needsC,
                remedy: situation.remedies.withoutC + situation.remedies.static)
        }
    }
}
