extension Target {
    private static let base = """
        libacl.so.1 libattr.so.1 libaudit.so.1 libblkid.so.1 libbz2.so.1 libcap-ng.so.0 \
        libcap.so.2 libcrypt.so.2 libcrypto.so.3 libcurl.so.4 libexpat.so.1 libgcc_s.so.1 \
        libgmp.so.10 liblzma.so.5 libmount.so.1 libpcre2-8.so.0 libselinux.so.1 libsepol.so.2 \
        libsmartcols.so.1 libsqlite3.so.0 libssl.so.3 libstdc++.so.6 libsystemd.so.0 \
        libtinfo.so.6 libudev.so.1 libuuid.so.1 libz.so.1 libzstd.so.1
        """

    /// Fedora since 39, in order.
    static let fedora: [Target] = [
        release("39", glibc: "2.38", .gcc13, kernel: "6.5", until: "2024-11-26"),
        release("40", glibc: "2.39", .gcc14, kernel: "6.8", until: "2025-05-13"),
        release("41", glibc: "2.40", .gcc14, kernel: "6.11", until: "2025-12-15"),
        release("42", glibc: "2.41", .gcc15, kernel: "6.14", until: "2026-05-27"),
        release("43", glibc: "2.42", .gcc15, kernel: "6.17", until: "2026-12-09"),
        release("44", glibc: "2.43", .gcc16, kernel: nil, until: "2027-06-02", ["fedora"]),
    ]

    private static func release(
        _ number: String, glibc: String, _ runtime: CompilerRuntime, kernel: String?,
        until endOfLife: String, _ aliases: [String] = []
    ) -> Target {
        var target = Target(
            "fedora:" + number, "Fedora " + number, .fedora, aliases: aliases,
            sources: [
                "https://github.com/mayeut/pep600_compliance", "https://endoflife.date/fedora",
                "https://docs.fedoraproject.org/en-US/releases/",
            ])
        target.libc = .glibc(glibc)
        target.runtime = runtime
        target.libraryNames = base
        target.partNames = withoutNames
        target.markerNames = number == "43" ? laterMarkers : ""
        target.kernel = kernel.flatMap { SystemVersion($0) }
        target.endOfLife = endOfLife
        target.machines = [.amd64, .arm64, .power, .s390x]
        target.contents = Contents(certificates: true, users: true)
        return target
    }
}
