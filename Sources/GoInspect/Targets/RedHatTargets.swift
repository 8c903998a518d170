extension Target {
    /// glibc's own libraries that come with its main package where `libnsl.so.1` is a package of
    /// its own and `libcrypt.so` another project's.
    static let withoutNames = """
        libc.so.6 libm.so.6 libpthread.so.0 libdl.so.2 librt.so.1 libresolv.so.2 libutil.so.1 \
        libanl.so.1 libBrokenLocale.so.1 libmvec.so.1 libthread_db.so.1 libc_malloc_debug.so.0 \
        libnss_files.so.2 libnss_dns.so.2
        """

    /// What updates of glibc 2.41 and 2.42 brought from 2.43.
    static let laterMarkers = "GLIBC_ABI_DT_X86_64_PLT GLIBC_ABI_GNU2_TLS"

    private static let base = """
        libacl.so.1 libattr.so.1 libbz2.so.1 libcap.so.2 libcom_err.so.2 libcurl.so.4 \
        libexpat.so.1 libgcc_s.so.1 libgmp.so.10 libgssapi_krb5.so.2 libk5crypto.so.3 \
        libkeyutils.so.1 libkrb5.so.3 libkrb5support.so.0 liblzma.so.5 libp11-kit.so.0 \
        libpopt.so.0 libselinux.so.1 libsqlite3.so.0 libstdc++.so.6 libtasn1.so.6 libuuid.so.1 \
        libxml2.so.2 libz.so.1
        """
    private static let newer = """
        \(base) libaudit.so.1 libblkid.so.1 libcap-ng.so.0 libgnutls.so.30 libidn2.so.0 \
        liblz4.so.1 libmount.so.1 libnghttp2.so.14 libpcre2-8.so.0 libsmartcols.so.1 \
        libsystemd.so.0 libtinfo.so.6 libudev.so.1 libyaml-0.so.2 libzstd.so.1
        """

    /// Red Hat Enterprise Linux since 7 with all that are made of its sources, in order.
    static let redHat: [Target] = [
        release(
            "7", glibc: "2.17", .gcc4_8, kernel: "3.10", until: "2024-06-30",
            [.amd64, .arm64Large, .power8, .s390x],
            base + " libcrypto.so.10 libffi.so.6 libpcre.so.1 libssl.so.10 libtinfo.so.5"),
        release(
            "8", glibc: "2.28", .gcc8, kernel: "4.18", until: "2029-05-31",
            [.amd64, .arm64Large, .power8, Machine("s390x", "z13")],
            newer + """
                 libcrypt.so.1 libcrypto.so.1.1 libffi.so.6 libnettle.so.6 libpcre.so.1 \
                libsepol.so.1 libssl.so.1.1
                """),
        release(
            "9", glibc: "2.34", .gcc11, kernel: "5.14", until: "2032-05-31",
            [.amd64v2, .arm64, .power9, Machine("s390x", "z14")],
            newer + """
                 libcrypt.so.2 libcrypto.so.3 libffi.so.8 libnettle.so.8 libpcre.so.1 \
                libsepol.so.2 libssl.so.3
                """),
        release(
            "10", glibc: "2.39", .gcc14, kernel: "6.12", until: "2035-05-31",
            [.amd64v3, .arm64, .power9, .s390x],
            newer + """
                 libcrypt.so.2 libcrypto.so.3 libffi.so.8 libnettle.so.8 libsepol.so.2 libssl.so.3
                """,
            aliases: ["rhel"],
            note: "AlmaLinux 10 has builds for x86-64-v2, too"),
    ]

    private static func release(
        _ number: String, glibc: String, _ runtime: CompilerRuntime, kernel: String,
        until endOfLife: String, _ machines: [Machine], _ libraries: String,
        aliases: [String] = [], note: String? = nil
    ) -> Target {
        var names = ["centos:", "oraclelinux:", "ol:", "ubi:", "ubi", "redhat:", "el"]
        if number != "7" {
            names += ["almalinux:", "alma:", "rockylinux:", "rocky:", "centos:stream"]
        }
        var target = Target(
            "rhel:" + number,
            number == "7"
                ? "Red Hat Enterprise Linux 7 (CentOS)"
                : "Red Hat Enterprise Linux \(number) (AlmaLinux, Rocky Linux, CentOS Stream)",
            .rhel, aliases: names.map { $0 + number } + aliases,
            sources: [
                "https://access.redhat.com/articles/3078",
                "https://github.com/mayeut/pep600_compliance", "https://endoflife.date/rhel",
                "https://github.com/docker-library/repo-info/tree/master/repos/almalinux",
            ])
        target.libc = .glibc(glibc)
        target.runtime = runtime
        target.libraryNames = libraries
        target.partNames = number == "7" ? nil : withoutNames
        target.markerNames = ""
        target.kernel = SystemVersion(kernel)
        target.endOfLife = endOfLife
        target.machines = machines
        target.contents = Contents(timeZones: true, certificates: true, users: true)
        target.note = note
        return target
    }
}
