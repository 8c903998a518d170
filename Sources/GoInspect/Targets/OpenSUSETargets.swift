extension Target {
    private static let base = """
        libacl.so.1 libattr.so.1 libbz2.so.1 libcap.so.2 libcrypt.so.1 libgcc_s.so.1 liblzma.so.5 \
        libpopt.so.0 libselinux.so.1 libstdc++.so.6 libtinfo.so.6 libz.so.1 libzstd.so.1
        """
    private static let machines: [Machine] = [.amd64, .arm64, .power8, .s390x]

    /// openSUSE Leap since 15.3, in which SUSE's enterprise release is the core, and Tumbleweed.
    static let openSUSE: [Target] = [
        leap("15.3", glibc: "2.31", nil, kernel: "5.3.18", until: "2022-12-31", service: 3),
        leap("15.4", glibc: "2.31", nil, kernel: "5.14.21", until: "2023-12-07", service: 4),
        leap("15.5", glibc: "2.31", .gcc13, kernel: "5.14.21", until: "2024-12-31", service: 5),
        leap("15.6", glibc: "2.38", .gcc14, kernel: "6.4", until: "2026-04-30", service: 6),
        leap("16.0", glibc: "2.40", .gcc15, kernel: "6.12", until: "2027-10-31", service: nil),
        tumbleweed,
    ]

    private static func leap(
        _ number: String, glibc: String, _ runtime: CompilerRuntime?, kernel: String,
        until endOfLife: String, service: Int?
    ) -> Target {
        var aliases = ["leap:" + number, "opensuse:" + number, "sles:" + number]
        var title = "openSUSE Leap \(number), SUSE Linux Enterprise \(number)"
        if let service {
            aliases.append("sles:15-sp\(service)")
            title = "openSUSE Leap \(number), SUSE Linux Enterprise 15 SP\(service)"
        } else {
            aliases += ["opensuse/leap", "leap"]
        }
        var target = row("opensuse/leap:" + number, title, glibc: glibc, runtime, aliases)
        target.libraryNames = base + (service == nil ? " libreadline.so.8" : " libreadline.so.7")
        target.kernel = SystemVersion(kernel)
        target.endOfLife = endOfLife
        target.machines =
            service == nil ? [.amd64v2, .arm64, .power, .s390x] : machines
        target.note = service == nil ? nil : "SUSE supports its own release longer"
        return target
    }

    private static var tumbleweed: Target {
        var target = row(
            "opensuse/tumbleweed", "openSUSE Tumbleweed", glibc: "2.43", .gcc16_2,
            ["tumbleweed", "opensuse:tumbleweed"])
        target.libraryNames = base + " libreadline.so.8"
        target.machines = [.amd64, .i386, .arm64, .arm, .power, .riscv64, .s390x]
        target.note = "changes every day: this is what it was on the day it was checked"
        return target
    }

    private static func row(
        _ name: String, _ title: String, glibc: String, _ runtime: CompilerRuntime?,
        _ aliases: [String]
    ) -> Target {
        var target = Target(
            name, title, .openSUSE, aliases: aliases,
            sources: [
                "https://github.com/mayeut/pep600_compliance", "https://endoflife.date/opensuse",
                "https://en.opensuse.org/Portal:Leap",
            ])
        target.libc = .glibc(glibc)
        target.runtime = runtime
        target.partNames = withoutNames
        target.markerNames = ""
        target.contents = Contents(users: true)
        return target
    }
}
