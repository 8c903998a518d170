internal import ObjectFile

extension Rule {
    /// Modules have no checksum.
    static let moduleSumMissing = Rule(
        name: "module-sum-missing", kind: .build,
        title: "Modules are listed without a checksum",
        what: """
            The build information lists modules without the checksum (`h1:`) of their files. \
            Builds from a folder `vendor` have none with newer releases of Go, or where go.sum is \
            not there; where only some have none, their sums were not checked.
            """,
        why: """
            The checksum is what proves that the code is that which everybody gets for this \
            version: it can be compared with go.sum and with sum.golang.org. Code in `vendor` may \
            have been changed by hand.
            """,
        remedies: [
            "build from the module cache: go build -mod=readonly",
            "go mod vendor and git diff before the build show what differs in vendor",
        ],
        example: """
            $ goelf check app --verbose
            note module-sum-missing: none of its 12 modules has a checksum: built from a folder vendor
              remedy          build from the module cache (-mod=readonly), where sums are checked
            """,
        severity: .note, isQuick: true
    ) { situation in
        // Folders have no versions, and no sums: another rule tells of them.
        let modules = (situation.build?.dependencies ?? []).map { $0.replacement ?? $0.module }
            .filter { $0.version != "(devel)" && !$0.version.isEmpty }
        let without = modules.filter(\.sum.isEmpty)
        guard !without.isEmpty else { return [] }
        let isAll = without.count == modules.count
        let names = without.map { "\($0.path.text) \($0.version.text)" }
        let count =
            modules.count == 1 ? "its module has no" : "none of its \(modules.count) modules has a"
        return [
            situation.finding(
                "module-sum-missing",
                isAll
                    ? "\(count) checksum: built from a folder vendor"
                    : "of \(modules.count) modules \(without.count) have no checksum: \(names.named())",
                isAll ? .note : .warning,
                evidence: names.prefix(16).flatMap { situation.told($0 + ", no sum") },
                remedy: ["build from the module cache (-mod=readonly), where sums are checked"])
        ]
    }
}
