internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// Segments that do not fit the pages of memory.
    static let pageSize = Rule(
        name: "page-size",
        title: "Segments do not fit the pages of memory",
        what: """
            Segments are laid out for smaller pages than the kernel has: it cannot map them, or parts \
            that may be written share a page with parts that may not.
            """,
        why: """
            Some kernels for arm64 have pages of 16 KiB (Asahi, Android 15) or 64 KiB (RHEL), those of \
            ppc64le of 64 KiB. Linkers take 4 KiB or 64 KiB unless they are told; Go's own takes \
            64 KiB on arm64 and ppc64le.
            """,
        errors: ["Segmentation fault"],
        remedies: [
            "build what Go links by itself for larger pages: go build -ldflags=-R=0x10000",
            "tell the C compiler that links: go build -ldflags='-extldflags=-Wl,-z,max-page-size=65536'",
        ],
        example: """
            $ goelf check --page-size 64k app
            error page-size: its segments do not fit pages of 64 KiB
              it says         Segmentation fault
              remedy          go build -ldflags=-R=0x10000
            """
    ) { situation in
        let size = (situation.placed?.pageSize ?? 4096) / 1024
        let remedy = situation.remedies.forLargePages
        let problems = situation.problems(of: "page-size")
        if !problems.isEmpty {
            return problems.map { problem in
                situation.finding(
                    [problem], "page-size", "its segments do not fit pages of \(size) KiB",
                    evidence: [Evidence("segments", problem.message)], remedy: remedy)
            }
        }
        let notes = situation.resolved?.notes.filter { $0.code == .alignment } ?? []
        return notes.map { note in
            situation.finding(
                "page-size", "its segments are aligned to less than pages of \(size) KiB", .warning,
                evidence: [Evidence("segments", note.message)], remedy: remedy)
        }
    }
}
