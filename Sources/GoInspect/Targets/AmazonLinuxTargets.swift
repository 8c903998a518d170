extension Target {
    /// Amazon Linux, in order.
    static let amazonLinux: [Target] = [
        release(
            "1", "Amazon Linux AMI (2018.03)", glibc: "2.17", nil, kernel: "4.14",
            until: "2023-12-31", [.amd64], "libcrypto.so.10 libgcc_s.so.1 libz.so.1",
            aliases: ["amazonlinux:2018.03", "amzn1", "al1"]),
        release(
            "2", "Amazon Linux 2", glibc: "2.26", .gcc7, kernel: "4.14", until: "2026-06-30",
            [.amd64, .arm64],
            """
            libacl.so.1 libattr.so.1 libbz2.so.1 libcap.so.2 libcom_err.so.2 libcrypto.so.10 \
            libcurl.so.4 libdb-5.3.so libffi.so.6 libgcc_s.so.1 libgcrypt.so.11 \
            libgpg-error.so.0 libidn2.so.0 liblzma.so.5 libmount.so.1 libnghttp2.so.14 \
            libpsl.so.5 libselinux.so.1 libsepol.so.1 libssh2.so.1 libssl.so.10 libstdc++.so.6 \
            libtasn1.so.6 libtinfo.so.6 libuuid.so.1 libxml2.so.2 libz.so.1
            """, aliases: ["amzn2", "al2"]),
        release(
            "2023", "Amazon Linux 2023", glibc: "2.34", .gcc14, kernel: "6.1", until: "2029-06-30",
            [.amd64v2, Machine("aarch64", "armv8.2-a")],
            """
            libacl.so.1 libattr.so.1 libbz2.so.1 libcap.so.2 libcrypt.so.2 libcrypto.so.3 \
            libcurl.so.4 libexpat.so.1 libgcc_s.so.1 liblzma.so.5 libpcre2-8.so.0 libselinux.so.1 \
            libsepol.so.2 libsqlite3.so.0 libssl.so.3 libstdc++.so.6 libtinfo.so.6 libuuid.so.1 \
            libz.so.1 libzstd.so.1
            """, aliases: ["amazonlinux", "amazonlinux:latest", "amzn2023", "al2023"],
            note: "libstdc++ as updates have it: installations from 2023 have GCC 11's"),
    ]

    private static func release(
        _ number: String, _ title: String, glibc: String, _ runtime: CompilerRuntime?,
        kernel: String, until endOfLife: String, _ machines: [Machine], _ libraries: String,
        aliases: [String], note: String? = nil
    ) -> Target {
        var target = Target(
            "amazonlinux:" + number, title, .amazonLinux, aliases: aliases,
            sources: [
                number == "2023"
                    ? "https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html"
                    : "https://docs.aws.amazon.com/linux/al2/ug/what-is-amazon-linux.html",
                "https://github.com/mayeut/pep600_compliance",
                "https://endoflife.date/amazon-linux",
            ])
        target.libc = .glibc(glibc)
        target.runtime = runtime
        target.libraryNames = libraries
        target.partNames =
            number == "1" ? nil : withoutNames + (number == "2" ? " libcrypt.so.1" : "")
        target.markerNames = ""
        target.kernel = SystemVersion(kernel)
        target.endOfLife = endOfLife
        target.machines = machines
        target.contents = Contents(
            timeZones: number == "1" ? nil : true, certificates: true, users: true)
        target.note = note
        return target
    }
}
