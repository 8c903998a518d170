extension Target {
    /// Ubuntu since 14.04: releases with long support, and the last ones between, in order.
    static let ubuntu: [Target] = [
        release(
            "14.04", "trusty", glibc: "2.19", nil, kernel: "3.13", until: "2019-04-02",
            EssentialLibraries.old, [.amd64, .i386, .arm64, .arm, .power8]),
        release(
            "16.04", "xenial", glibc: "2.23", .gcc5, kernel: "4.4", until: "2021-04-02",
            EssentialLibraries.xenial, [.amd64, .i386, .arm64, .arm, .power8, .s390x]),
        release(
            "18.04", "bionic", glibc: "2.27", .gcc8, kernel: "4.15", until: "2023-05-31",
            EssentialLibraries.bionic, [.amd64, .i386, .arm64, .arm, .power8, .s390x]),
        release(
            "20.04", "focal", glibc: "2.31", .gcc10, kernel: "5.4", until: "2025-05-31",
            EssentialLibraries.focal, [.amd64, .i386, .arm64, .arm, .power8, .riscv64, .s390x]),
        release(
            "22.04", "jammy", glibc: "2.35", .gcc12, kernel: "5.15", until: "2027-04-01",
            EssentialLibraries.jammy, machines()),
        release(
            "24.04", "noble", glibc: "2.39", .gcc14, kernel: "6.8", until: "2029-05-31",
            EssentialLibraries.noble, machines()),
        release(
            "24.10", "oracular", glibc: "2.40", .gcc14, kernel: "6.11", until: "2025-07-10",
            EssentialLibraries.common, machines()),
        release(
            "25.04", "plucky", glibc: "2.41", .gcc15, kernel: "6.14", until: "2026-01-17",
            EssentialLibraries.plucky, machines()),
        release(
            "25.10", "questing", glibc: "2.42", .gcc15, kernel: "6.17", until: "2026-07-01",
            EssentialLibraries.questing, machines(risc: "rva23u64")),
        release(
            "26.04", "resolute", glibc: "2.43", .gcc16, kernel: "7.0", until: "2031-04-30",
            EssentialLibraries.resolute, machines(risc: "rva23u64"),
            aliases: ["ubuntu", "ubuntu:latest"]),
    ]

    private static func machines(risc: String? = nil) -> [Machine] {
        [.amd64, .i386, .arm64, .arm, .power9, Machine("riscv64", risc), .s390x]
    }

    private static func release(
        _ number: String, _ codeName: String, glibc: String, _ runtime: CompilerRuntime?,
        kernel: String, until endOfLife: String, _ libraries: String, _ machines: [Machine],
        aliases: [String] = []
    ) -> Target {
        var target = Target(
            "ubuntu:" + number, "Ubuntu \(number) (\(codeName))", .ubuntu,
            aliases: ["ubuntu:" + codeName] + aliases,
            sources: [
                "https://packages.ubuntu.com/" + codeName + "/libc6",
                "https://documentation.ubuntu.com/release-notes/",
                "https://endoflife.date/ubuntu",
            ])
        target.libc = .glibc(glibc)
        target.layout = .multiarch
        target.runtime = runtime
        target.libraryNames = libraries
        target.markerNames = number == "25.10" ? laterMarkers : ""
        target.kernel = SystemVersion(kernel)
        target.endOfLife = endOfLife
        target.machines = machines
        // Images up to 16.04 had the time zones at first, and later not.
        let isOld = number == "14.04" || number == "16.04"
        target.contents = Contents(
            timeZones: isOld ? nil : false, certificates: false, users: true)
        return target
    }
}
