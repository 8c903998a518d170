internal import ObjectFile

extension Target {
    /// macOS since 10.13, on Intel and on Apple's own processors, in order.
    static let macOSReleases: [Target] = [
        release("10.13", "High Sierra", until: "2020-12-01"),
        release("10.14", "Mojave", until: "2021-10-25"),
        release("10.15", "Catalina", until: "2026-02-02"),
        release("11", "Big Sur", until: "2026-02-02"),
        release("12", "Monterey", until: "2024-09-16"),
        release("13", "Ventura", until: "2025-09-15"),
        release("14", "Sonoma", until: nil),
        release("15", "Sequoia", until: nil),
        release("26", "Tahoe", until: nil, aliases: ["macos", "macos:latest", "darwin"]),
    ]

    private static func release(
        _ number: String, _ title: String, until endOfLife: String?, aliases: [String] = []
    ) -> Target {
        let word = title.lowercased().split(separator: " ").joined(separator: "-")
        var target = Target(
            "macos:" + number, "macOS \(number) (\(title))", .macOS,
            aliases: ["macos:" + word] + aliases,
            sources: [
                "https://support.apple.com/en-us/109033", "https://endoflife.date/macos",
            ])
        target.system = OperatingSystem(rawValue: "macos")
        target.libc = .libSystem
        target.macOS = SystemVersion(number)
        target.endOfLife = endOfLife
        let apple = Machine("aarch64", pages: 16384)
        target.machines =
            number.hasPrefix("10.") ? [Machine("x86_64")] : [Machine("x86_64"), apple]
        return target
    }
}
