internal import ObjectFile

extension Rule {
    /// The program names a loader that is not there.
    static let interpreterMissing = Rule(
        name: "interpreter-missing",
        title: "The loader that the program names is not there",
        what: """
            The program names a loader, its interpreter (PT_INTERP), by a path, and there is no file. \
            The kernel then says that the program itself is not there, though it is.
            """,
        why: """
            A dynamically linked program is started by the loader of the C library that it was linked \
            for, and images such as scratch and distroless/static have none. A Go program can need the loader \
            and nothing else: -buildmode=pie makes one that names it but no library, which ldd calls \
            "statically linked".
            """,
        errors: ["No such file or directory"],
        remedies: [
            "build without C: CGO_ENABLED=0 go build",
            "choose an image that has the loader, such as distroless/base for glibc",
        ],
        example: """
            $ goelf check --root scratch app
            """
    ) { situation in
        situation.problems(of: "interpreter-missing").map { problem in
            situation.finding(
                problem, "interpreter-missing", problem.message,
                remedy: ["build without C: CGO_ENABLED=0 go build"])
        }
    }
}
