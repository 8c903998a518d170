extension Target {
    private static let oldMachines: [Machine] = [
        .amd64, .i386, .arm64, .arm, Machine("mipsel"), Machine("mips64el", pages: 4096, 16384),
        .power8, .s390x,
    ]
    private static let newMachines: [Machine] = [
        .amd64, .i386, .arm64, .arm, .power8, .riscv64, .s390x,
    ]

    /// Debian since 8, in order.
    static let debian: [Target] = [
        release(
            "8", "jessie", glibc: "2.19", .gcc4_9, kernel: "3.16", until: "2020-06-30",
            EssentialLibraries.old,
            [.amd64, .i386, .arm64, .arm, Machine("mips"), Machine("mipsel"), .power8, .s390x]),
        release(
            "9", "stretch", glibc: "2.24", .gcc6, kernel: "4.9", until: "2022-06-30",
            EssentialLibraries.old, oldMachines + [Machine("mips")]),
        release(
            "10", "buster", glibc: "2.28", .gcc8, kernel: "4.19", until: "2024-06-30",
            EssentialLibraries.buster, oldMachines + [Machine("mips")]),
        release(
            "11", "bullseye", glibc: "2.31", .gcc10, kernel: "5.10", until: "2026-08-31",
            EssentialLibraries.bullseye, oldMachines),
        release(
            "12", "bookworm", glibc: "2.36", .gcc12, kernel: "6.1", until: "2028-06-30",
            EssentialLibraries.bookworm, oldMachines),
        release(
            "13", "trixie", glibc: "2.41", .gcc14, kernel: "6.12", until: "2030-06-30",
            EssentialLibraries.trixie, newMachines,
            aliases: ["debian", "debian:stable", "debian:latest"]),
        unstable,
    ]

    private static var unstable: Target {
        var target = release(
            "sid", "sid", glibc: "2.43", .gcc16_2, kernel: nil, until: nil, EssentialLibraries.sid,
            newMachines + [Machine("loong64", pages: 16384)], aliases: ["debian:unstable"])
        target.note = "changes every day: this is what it was on the day it was checked"
        return target
    }

    private static func release(
        _ number: String, _ codeName: String, glibc: String, _ runtime: CompilerRuntime,
        kernel: String?, until endOfLife: String?, _ libraries: String, _ machines: [Machine],
        aliases: [String] = []
    ) -> Target {
        var target = Target(
            "debian:" + number,
            number == codeName ? "Debian unstable (sid)" : "Debian \(number) (\(codeName))",
            .debian,
            aliases: (number == codeName ? [] : ["debian:" + codeName]) + aliases,
            sources: [
                "https://packages.debian.org/" + codeName + "/libc6",
                "https://github.com/mayeut/pep600_compliance", "https://endoflife.date/debian",
            ])
        target.libc = .glibc(glibc)
        target.layout = .multiarch
        target.runtime = runtime
        target.libraryNames = libraries
        target.debianRelease = number == codeName ? 14 : Int(number)
        target.markerNames = number == "13" ? laterMarkers : ""
        target.kernel = kernel.flatMap { SystemVersion($0) }
        target.endOfLife = endOfLife
        target.machines = machines
        target.contents = Contents(timeZones: true, certificates: false, users: true)
        return target
    }
}
