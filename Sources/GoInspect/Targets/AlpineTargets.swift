extension Target {
    private static let machines: [Machine] = [
        .amd64, .i386, .arm64, .arm, Machine("ppc64le", pages: 65536), .s390x,
    ]

    /// Alpine since 3.12, in order.
    static let alpine: [Target] = [
        release("3.12", musl: "1.1.24", kernel: "5.4", until: "2022-05-01", "1.1"),
        release("3.13", musl: "1.2.2", kernel: "5.10", until: "2022-11-01", "1.1"),
        release("3.14", musl: "1.2.2", kernel: "5.10", until: "2023-05-01", "1.1"),
        release("3.15", musl: "1.2.2", kernel: "5.15", until: "2023-11-01", "1.1"),
        release("3.16", musl: "1.2.3", kernel: "5.15", until: "2024-05-23", "1.1"),
        release("3.17", musl: "1.2.3", kernel: "5.15", until: "2024-11-22", "3"),
        release("3.18", musl: "1.2.4", kernel: "6.1", until: "2025-05-09", "3"),
        release(
            "3.19", musl: "1.2.4", kernel: "6.6", until: "2025-11-01", "3",
            note: "its musl is a snapshot of July 2023, between 1.2.4 and 1.2.5"),
        release("3.20", musl: "1.2.5", kernel: "6.6", until: "2026-04-01", "3", [.riscv64]),
        release("3.21", musl: "1.2.5", kernel: "6.12", until: "2026-11-01", "3", newer),
        release("3.22", musl: "1.2.5", kernel: "6.12", until: "2027-05-01", "3", newer),
        release("3.23", musl: "1.2.5", kernel: "6.18", until: "2027-11-01", "3", newer),
        release(
            "3.24", musl: "1.2.6", kernel: "6.18", until: "2028-06-01", "3", newer,
            aliases: ["alpine", "alpine:latest"]),
    ]

    private static let newer: [Machine] = [.riscv64, Machine("loong64", pages: 16384)]

    private static func release(
        _ number: String, musl: String, kernel: String, until endOfLife: String, _ ssl: String,
        _ further: [Machine] = [], aliases: [String] = [], note: String? = nil
    ) -> Target {
        var target = Target(
            "alpine:" + number, "Alpine " + number, .alpine, aliases: aliases,
            sources: [
                "https://wiki.alpinelinux.org/wiki/Release_Notes_for_Alpine_\(number).0",
                "https://github.com/alpinelinux/docker-alpine/tree/v" + number,
                "https://endoflife.date/alpine-linux",
            ])
        target.libc = .musl(musl)
        target.libraryNames = "libcrypto.so.\(ssl) libssl.so.\(ssl) libz.so.1"
        target.kernel = SystemVersion(kernel)
        target.endOfLife = endOfLife
        target.machines = machines + further
        target.contents = Contents(timeZones: false, certificates: true, users: true)
        target.note = note
        return target
    }
}
