internal import ObjectFile

extension Rule {
    /// A library has no versions where some are needed of it.
    static let versionsAbsent = Rule(
        name: "versions-absent",
        title: "A library has no versions, though some are needed of it",
        what: """
            The file needs versions of a library that defines none, which the loader only complains of; \
            or of a library that nothing loads, at which it stops.
            """,
        why: """
            The library was built another way than the one that it was linked with (OpenSSL and \
            libcurl of a vendor, for instance), or a tool has taken a needed library out of the file.
            """,
        errors: [
            "{program}: {library}: no version information available (required by {file})",
            "Inconsistency detected by ld.so: dl-version.c: {line}: _dl_check_map_versions: "
                + "Assertion `needed != NULL' failed!",
        ],
        remedies: ["install the library that it was built with"],
        example: """
            $ goelf check --root image app
            warning versions-absent: libcurl.so.4 defines no versions, and it needs CURL_OPENSSL_4
              it says         app: /opt/lib/libcurl.so.4: no version information available (required by app)
            """,
        severity: .warning,
        isOfProblems: true
    ) { situation in
        var seen: Set<[Int]> = []
        return situation.problems(of: "versions-absent").compactMap { problem in
            let requester = problem.requester ?? 0
            guard problem.isFatal || seen.insert([problem.node, requester]).inserted else {
                return nil
            }
            let message =
                problem.missing.map {
                    "\(situation.name(problem.node)) defines no versions, and "
                        + "\(situation.name(requester)) needs \($0.text)"
                } ?? problem.message
            return situation.finding(
                [problem], "versions-absent", message,
                evidence: [Evidence("loader", problem.text)])
        }
    }
}
