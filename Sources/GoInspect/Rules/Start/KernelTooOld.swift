internal import GoBinary
internal import ObjectFile

extension Rule {
    /// The kernel is older than the program needs.
    static let kernelTooOld = Rule(
        name: "kernel-too-old",
        title: "The kernel is older than the program needs",
        what: """
            A static program of an old glibc refuses kernels before the one that glibc was built for; \
            and each Go supports no kernel before a certain one: 2.6.23 up to Go 1.18, 2.6.32 up to \
            Go 1.23, 3.2 since; later for some processors.
            """,
        why: """
            glibc up to 2.35 compares the kernel's version with its own minimum, which the file tells \
            (NT_GNU_ABI_TAG). Go does not look: a program for newer kernels may start, and fails where \
            it needs a system call that is not there. A container has the kernel of its machine.
            """,
        errors: ["FATAL: kernel too old"],
        remedies: [
            "build with a Go that supports the kernel: up to Go 1.23 for Linux 2.6.32",
            "build without C: CGO_ENABLED=0 go build",
        ],
        example: """
            $ goelf check --target kernel:2.6.32 app
            error kernel-too-old: the C library that is linked in needs Linux 3.2
              it says         FATAL: kernel too old
              remedy          build without C: CGO_ENABLED=0 go build
            """,
        concerning: { $0.isStatic || $0.facts.start.goVersion != nil }
    ) { situation in
        guard let kernel = situation.place.kernel, situation.isForLinux else { return [] }
        return [situation.glibcKernel(kernel), situation.goKernel(kernel)].compactMap { $0 }
    }
}

extension Situation {
    fileprivate var isForLinux: Bool {
        guard case .elf = report.image.contents, place.system == nil || place.system == .linux
        else { return false }
        let system = facts.operatingSystem
        return system == nil || system == .linux
    }

    fileprivate func glibcKernel(_ kernel: SystemVersion) -> Finding? {
        guard let needed = facts.start.staticKernel, needed.version > kernel else { return nil }
        return finding(
            "kernel-too-old",
            "the C library that is linked in needs Linux \(needed.version)",
            predictedError: resolved?.starts == false ? nil : "FATAL: kernel too old",
            evidence: needed.evidence + kernelEvidence(kernel),
            remedy: ["build without C: CGO_ENABLED=0 go build"])
    }

    fileprivate func goKernel(_ kernel: SystemVersion) -> Finding? {
        guard let go = facts.start.goVersion else { return nil }
        let needed = GoRequirements.linux(go, report.image.architecture.name)
        guard needed > kernel else { return nil }
        return finding(
            "kernel-too-old",
            "Go 1.\(go.minor) supports Linux \(needed) and later: the program may start, and fails "
                + "where the kernel lacks what it needs", .warning,
            evidence: facts.start.goVersionEvidence + kernelEvidence(kernel),
            remedy: Self.older(kernel, go.minor, report.image.architecture.name),
            doubtsStart: true)
    }

    private func kernelEvidence(_ kernel: SystemVersion) -> [Evidence] {
        [Evidence("place", "\(place.name) has Linux \(kernel)")]
    }

    /// The newest Go that supports the kernel.
    private static func older(
        _ kernel: SystemVersion, _ minor: Int, _ architecture: String
    ) -> [String] {
        let usual = [23: SystemVersion(2, 6, 32), 18: SystemVersion(2, 6, 23)]
        for last in [23, 18] {
            guard last < minor, let needed = usual[last], needed <= kernel,
                !["loong64", "mips64el", "arm"].contains(architecture)
            else { continue }
            return ["build with Go 1.\(last), the last one for that kernel"]
        }
        return []
    }
}
