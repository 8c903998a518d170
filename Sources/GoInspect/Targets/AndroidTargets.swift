internal import ObjectFile

extension Target {
    /// Android by the level of its interface, since the first with 64 bits, in order.
    static let android: [Target] = [
        (21, "5.0"), (22, "5.1"), (23, "6"), (24, "7.0"), (25, "7.1"), (26, "8.0"), (27, "8.1"),
        (28, "9"), (29, "10"), (30, "11"), (31, "12"), (32, "12.1"), (33, "13"), (34, "14"),
        (35, "15"), (36, "16"), (37, "17"),
    ].map { level, version in
        var target = Target(
            "android:\(level)", "Android \(version) (API level \(level))", .android,
            aliases: ["android-\(level)", "android:" + version]
                + (level == 37 ? ["android"] : []),
            sources: [
                "https://apilevels.com", "https://developer.android.com/tools/releases/platforms",
                "https://developer.android.com/guide/practices/page-sizes",
            ])
        target.system = .android
        target.libc = .bionic
        target.androidAPI = level
        // Kernels with larger pages are allowed since Android 15.
        let arm = level < 35 ? Machine.arm64 : Machine("aarch64", pages: 4096, 16384)
        let intel = level < 35 ? Machine("x86_64") : Machine("x86_64", pages: 4096, 16384)
        target.machines = [arm, .arm, intel, .i386]
        return target
    }
}
