internal import ObjectFile

/// The places for which comparing tells whether a program runs there, where nobody names others.
struct CommonPlaces: Sendable {
    /// Those of all systems.
    let places: [CheckPlace]

    static let shared = CommonPlaces()

    private static let names = [
        "debian:11", "debian:12", "ubuntu:20.04", "ubuntu:22.04", "ubuntu:24.04", "rhel:8",
        "rhel:9", "amazonlinux:2", "alpine:3.20", "distroless/static", "scratch", "macos:12",
        "macos:13", "macos:14",
    ]

    private init() {
        places = Self.names.compactMap { name in
            do { return CheckPlace(try Target(named: name)) } catch { return nil }
        }
    }
}
