extension Target {
    /// The image without a file.
    static let scratch: [Target] = [
        {
            var target = Target(
                "scratch", "scratch: nothing but the program", .scratch,
                sources: ["https://hub.docker.com/_/scratch"])
            target.libc = .absent
            target.isWhole = true
            target.contents = Contents(timeZones: false, certificates: false, users: false)
            return target
        }()
    ]

    /// BusyBox's official images; those of musl and uClibc are static and have no loader.
    static let busybox: [Target] = ["glibc", "musl", "uclibc"].map { variant in
        var target = Target(
            "busybox:" + variant, "BusyBox 1.38 (\(variant))", .busybox,
            aliases: variant == "glibc" ? ["busybox", "busybox:latest"] : [],
            sources: [
                "https://hub.docker.com/_/busybox",
                "https://github.com/docker-library/busybox/tree/dist-amd64/latest/" + variant,
            ])
        target.libc = .absent
        if variant == "glibc" {
            target.libc = .glibc("2.41")
            target.layout = .multiarch
            target.markerNames = laterMarkers
            target.partNames = """
                libc.so.6 libm.so.6 libnss_compat.so.2 libnss_dns.so.2 libnss_files.so.2 \
                libnss_hesiod.so.2 libpthread.so.0 libresolv.so.2
                """
        }
        target.isWhole = true
        target.machines = [.amd64, .i386, .arm64, .arm, .riscv64]
        if variant != "uclibc" { target.machines += [.power8, .s390x] }
        target.contents = Contents(timeZones: false, certificates: false, users: true)
        return target
    }
}
