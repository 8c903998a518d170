internal import GoBinary
internal import ObjectFile

extension Rule {
    /// It takes all processors, whatever its control group grants.
    static let gomaxprocsCgroup = Rule(
        name: "gomaxprocs-cgroup", kind: .build,
        title: "It takes all processors of the machine, whatever a container grants",
        what: """
            Since Go 1.25 programs for Linux set GOMAXPROCS by the processors that their control \
            group grants. This one was built by an earlier Go, and does not call \
            go.uber.org/automaxprocs; or it has `containermaxprocs=0` compiled in, as the line \
            `go` of go.mod is older than 1.25.
            """,
        why: """
            In a container that may use two of 64 processors it starts 64 threads, uses up its \
            share in the first part of each period, and then stands still until the next: answers \
            take long though little is to do.
            """,
        remedies: [
            "build with Go 1.25 or later, and go 1.25 in go.mod",
            "import _ \"go.uber.org/automaxprocs\"",
            "set GOMAXPROCS in the container, as resources.limits.cpu has it",
        ],
        example: """
            $ goelf check app --verbose
            note gomaxprocs-cgroup: with Go 1.22 it takes all processors of the machine, whatever a container grants
              remedy          build with Go 1.25 or later, or set GOMAXPROCS in the container
            """,
        severity: .note
    ) { situation in
        let kind = situation.report.image.kind
        guard kind == .executable || kind == .pie, let version = situation.facts.start.goVersion,
            situation.isForLinux,
            situation.fact("automaxprocs")?.value == .flag(false)
        else { return [] }
        let settings = GODEBUGSetting.all(situation.setting("DefaultGODEBUG")?.text ?? "")
        let isOff = settings.contains { $0.text == "containermaxprocs=0" }
        guard version.minor < 25 || isOff else { return [] }
        let cause = version.minor < 25 ? "Go 1.\(version.minor)" : "containermaxprocs=0 in GODEBUG"
        return [
            situation.finding(
                "gomaxprocs-cgroup",
                "with \(cause) it takes all processors of the machine, whatever a container grants",
                .note, evidence: situation.facts.start.goVersionEvidence,
                remedy: [
                    version.minor < 25
                        ? "build with Go 1.25 or later, or set GOMAXPROCS in the container"
                        : "raise the line go of go.mod to 1.25, or set GOMAXPROCS in the container"
                ])
        ]
    }
}
