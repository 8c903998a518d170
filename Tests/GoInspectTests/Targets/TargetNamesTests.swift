import Testing

@testable import GoInspect

@Suite("A target's name")
struct TargetNamesTests {
    @Test(
        "is any that people use",
        arguments: [
            ("debian:12", "debian:12"), ("Debian:Bookworm", "debian:12"),
            ("debian:bookworm-slim", "debian:12"), ("debian:12.5-slim", "debian:12"),
            ("docker.io/library/debian:12", "debian:12"), ("debian", "debian:13"),
            ("debian:unstable", "debian:sid"), ("ubuntu:noble", "ubuntu:24.04"),
            ("ubuntu:24.04.3", "ubuntu:24.04"), (" alpine:3.20.3 ", "alpine:3.20"),
            ("rockylinux:9.4", "rhel:9"), ("almalinux:8", "rhel:8"), ("ubi9", "rhel:9"),
            ("centos:stream10", "rhel:10"), ("centos:7", "rhel:7"), ("al2023", "amazonlinux:2023"),
            ("amazonlinux:2.0.20260831.0", "amazonlinux:2"),
            ("amazonlinux:2023.12.20260831.0", "amazonlinux:2023"),
            ("leap:15.6", "opensuse/leap:15.6"), ("sles:15-sp4", "opensuse/leap:15.4"),
            ("tumbleweed", "opensuse/tumbleweed"), ("chainguard", "wolfi"),
            ("distroless/static", "distroless/static-debian13"),
            ("gcr.io/distroless/cc-debian12:nonroot", "distroless/cc-debian12"),
            ("distroless/static:debug", "distroless/static-debian13"),
            ("busybox", "busybox:glibc"), ("manylinux2014", "manylinux_2_17"),
            ("musllinux_1_2", "musllinux_1_2"), ("android-34", "android:34"),
            ("android:14", "android:34"), ("macos:sonoma", "macos:14"),
            ("macos:13.5", "macos:13.5"), ("alpine:3.20+gcompat", "alpine:3.20+gcompat"),
            ("glibc:2.31", "glibc:2.31"), ("musl:1.2.5", "musl:1.2.5"),
            ("kernel:4.18", "kernel:4.18"), ("linux:5.15.7", "kernel:5.15.7"),
        ])
    func known(_ name: String, _ target: String) throws {
        #expect(try Target(named: name).name == target)
    }

    @Test("finds every row by all of its names")
    func all() throws {
        for target in Target.all {
            for name in [target.name] + target.aliases {
                #expect(try Target(named: name) == target, "\(name)")
            }
        }
    }

    @Test("may be a platform of wheels with its processor")
    func tags() throws {
        for (name, tag) in [
            ("manylinux_2_28_x86_64", "manylinux_2_28"), ("manylinux2014_i686", "manylinux_2_17"),
            ("musllinux_1_2_aarch64", "musllinux_1_2"), ("manylinux_2_36_armv7l", "manylinux_2_36"),
            ("Manylinux_2_41_loongarch64", "manylinux_2_41"),
        ] {
            #expect(try Target(named: name).name == tag)
        }
        #expect(
            try Target.list("manylinux_2_28_x86_64,manylinux_2_28_aarch64").map(\.name)
                == ["manylinux_2_28"])
    }

    @Test("may be just a C library, a kernel or a release of macOS")
    func made() throws {
        let glibc = try Target(named: "glibc:2.31")
        #expect(glibc.libc == .glibc("2.31") && glibc.kernel == nil && !glibc.isWhole)
        #expect(try Target(named: "musl:1.2.5").libc == .musl("1.2.5"))
        let kernel = try Target(named: "kernel:4.18")
        #expect(kernel.libc == nil && kernel.kernel == SystemVersion(4, 18))
        #expect(try Target(named: "macos:13.5").macOS == SystemVersion(13, 5))
        let gcompat = try Target(named: "alpine:3.20+gcompat")
        #expect(gcompat.hasGcompat && gcompat.libc == .musl("1.2.5"))
    }

    @Test(
        "is no number that cannot be one, and no patch of what has none",
        arguments: [
            "glibc:2", "glibc:3.1", "glibc:2.31.1", "glibc:2.x", "glibc:", "glibc:2.031",
            "glibc:2.99999999999999999999", "musl:1.2", "musl:2.0.0", "kernel:4", "kernel:4.1.2.3",
            "debian:12.", "debian:12.x", "debian:.12", "opensuse/leap:15.6.1", "android:34.1",
            "distroless/static:other", "debian:12+gcompat", "alpine:3.20+gcompat+gcompat",
            "macos:13.x", "glibc:2.99", "musl:1.9.9", "debian:12:5", "", ":", "+gcompat",
            "debian:12,debian:13", "glibc:2.31:1", "manylinux_2_28_sparc", "manylinux_2_28_",
            "manylinux1_aarch64", "debian:12_x86_64", "manylinux_2_28_x86_64_x86_64",
        ])
    func refused(_ name: String) {
        #expect(throws: UnknownTarget.self) { try Target(named: name) }
    }

    @Test(
        "that is mistyped is told with the nearest ones",
        arguments: [
            ("debain:12", "there is no target 'debain:12': did you mean debian:12?"),
            ("ubuntu:nobel", "there is no target 'ubuntu:nobel': did you mean ubuntu:noble?"),
            ("glibc:2.99", "there is no target 'glibc:2.99', or nothing is known of that release"),
            (
                "manylinux_2_29",
                "there is no target 'manylinux_2_29': did you mean manylinux_2_28 or manylinux_2_31?"
            ),
            (
                "manylinux_2_29_x86_64",
                "there is no target 'manylinux_2_29_x86_64': did you mean manylinux_2_28 or "
                    + "manylinux_2_31?"
            ),
            (
                "musllinux_1_3",
                "there is no target 'musllinux_1_3': did you mean musllinux_1_2?"
            ),
            (
                "manylinux_2_28_x64_86",
                "there is no target 'manylinux_2_28_x64_86': did you mean manylinux_2_28?"
            ),
            (
                "manylinux_2_99999999999999999999",
                "there is no target 'manylinux_2_99999999999999999999': goelf targets lists them; "
                    + "glibc:2.31, musl:1.2.5 and kernel:4.18 name just that"
            ),
            ("scrach", "there is no target 'scrach': did you mean scratch?"),
            (
                "distroless/statik",
                "there is no target 'distroless/statik': did you mean distroless/static?"
            ),
            (
                "amazonlinux:2024",
                "there is no target 'amazonlinux:2024'; there are amazonlinux:1, amazonlinux:2, "
                    + "amazonlinux:2023"
            ),
            (
                "plan9",
                "there is no target 'plan9': goelf targets lists them; glibc:2.31, musl:1.2.5 and "
                    + "kernel:4.18 name just that"
            ),
            (
                "",
                "a target has no name: goelf targets lists them; glibc:2.31, musl:1.2.5 and "
                    + "kernel:4.18 name just that"
            ),
        ])
    func near(_ name: String, _ message: String) throws {
        let error = #expect(throws: UnknownTarget.self) { try Target(named: name) }
        #expect(try #require(error).description == message)
    }

    @Test("may be one of several with commas between; each target comes once")
    func list() throws {
        func names(_ text: String) throws -> [String] { try Target.list(text).map(\.name) }
        #expect(
            try names("alpine:3.20, distroless/static,debian:12,alpine:3.20.1")
                == ["alpine:3.20", "distroless/static-debian13", "debian:12"])
        #expect(try Target.list("all") == Target.all)
        let scratchFirst = try names("scratch,all,glibc:2.31")
        #expect(scratchFirst.first == "scratch" && scratchFirst.last == "glibc:2.31")
        #expect(scratchFirst.count == Target.all.count + 1)
        #expect(throws: UnknownTarget.self) { try Target.list("debian:12,") }
        #expect(throws: UnknownTarget.self) { try Target.list("") }
    }

    @Test("is refused at once where it is endless")
    func long() {
        let name = String(repeating: "debian:", count: 100_000)
        #expect(throws: UnknownTarget.self) { try Target(named: name) }
        let dots = "debian:12" + String(repeating: ".1", count: 100_000)
        #expect(throws: UnknownTarget.self) { try Target(named: dots) }
    }
}
