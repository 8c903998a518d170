extension Target {
    /// Distroless images by the release of Debian whose packages they are made of, in order.
    static let distroless: [Target] =
        images("11", glibc: "2.31", .gcc10, ssl: "1.1", [.amd64, .arm64, .arm, .power8, .s390x])
        + images("12", glibc: "2.36", .gcc12, ssl: "3", [.amd64, .arm64, .arm, .power8, .s390x])
        + images(
            "13", glibc: "2.41", .gcc14, ssl: "3 libz.so.1 libzstd.so.1",
            [.amd64, .arm64, .arm, .power8, .riscv64, .s390x])

    private static func images(
        _ debian: String, glibc: String, _ runtime: CompilerRuntime, ssl: String,
        _ machines: [Machine]
    ) -> [Target] {
        let base = "libcrypto.so.\(ssl.prefix { $0 != " " }) libssl.so.\(ssl)"
        var plain = image("static", debian, machines)
        plain.libc = .absent
        var targets = [plain]
        for (name, libraries) in [
            ("base-nossl", ""), ("base", base),
            ("cc", base + " libgcc_s.so.1 libgomp.so.1 libstdc++.so.6"),
        ] {
            var target = image(name, debian, machines)
            target.libc = .glibc(glibc)
            target.layout = .multiarch
            target.markerNames = debian == "13" ? laterMarkers : ""
            target.runtime = runtime
            target.libraryNames = libraries
            target.debianRelease = Int(debian)
            targets.append(target)
        }
        return targets
    }

    private static func image(_ name: String, _ debian: String, _ machines: [Machine]) -> Target {
        let short = "distroless/" + name
        let long = short + "-debian" + debian
        let isNewest = debian == "13"
        var target = Target(
            long, "Distroless \(name) of Debian \(debian)", .distroless,
            aliases: ["gcr.io/" + long] + (isNewest ? [short, "gcr.io/" + short] : []),
            sources: [
                "https://github.com/GoogleContainerTools/distroless",
                "https://github.com/GoogleContainerTools/distroless/blob/main/SUPPORT_POLICY.md",
            ])
        target.isWhole = true
        target.machines = machines
        target.contents = Contents(timeZones: true, certificates: true, users: true)
        return target
    }
}
