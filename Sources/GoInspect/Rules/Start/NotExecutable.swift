internal import ObjectFile

extension Rule {
    /// The program, or its loader, has no permission to be executed.
    static let notExecutable = Rule(
        name: "not-executable",
        title: "The file has no permission to be executed",
        what: """
            No execute permission is set on the file, or on the loader that it names.
            """,
        why: """
            Artifacts of CI systems, browsers and some archives lose permissions, and COPY and ADD \
            of a Dockerfile keep what the build context has.
            """,
        errors: ["Permission denied"],
        remedies: ["chmod 755 FILE", "COPY --chmod=755 app /app in a Dockerfile"],
        example: """
            $ goelf check app
            error not-executable: it has no permission to be executed
              it says         Permission denied
              remedy          chmod 755 FILE, or COPY --chmod=755 in a Dockerfile
            """,
        isOfProblems: true
    ) { situation in
        situation.problems(of: "not-executable").map { problem in
            let isLoader = problem.node > 0
            let what = isLoader ? "its loader \(situation.name(problem.node))" : "it"
            return situation.finding(
                [problem], "not-executable", "\(what) has no permission to be executed",
                evidence: [Evidence("permissions", problem.message)],
                remedy: isLoader ? [] : ["chmod 755 FILE, or COPY --chmod=755 in a Dockerfile"])
        }
    }
}
