import DynamicLinking
import GoFixtures
import ObjectFile
import Testing

@testable import GoInspect

@Suite("The libraries of a target")
struct KnownTargetTests {
    private let amd64 = Architecture(name: "amd64")

    @Test("are made for every processor that it is made for")
    func machines() {
        for target in Target.all where target.system == .linux {
            #expect(target.knownSystem != nil, "\(target.name)")
            for machine in target.machines {
                // musl came to this one with 1.2.5 only.
                if target.family == .musllinux, machine.architecture.name == "loong64" { continue }
                let surroundings = target.surroundings(for: machine.architecture)
                #expect(surroundings != nil, "\(target.name) on \(machine.architecture)")
            }
        }
    }

    @Test("are none for a processor that it is not made for, and of Android, macOS and kernels")
    func none() throws {
        let sparc = Architecture(name: "EM_SPARCV9")
        for name in ["debian:12", "alpine:3.20", "glibc:2.31"] {
            #expect(try Target(named: name).surroundings(for: sparc) == nil, "\(name)")
        }
        for name in ["android:34", "macos:14", "kernel:4.18"] {
            #expect(try Target(named: name).surroundings(for: amd64) == nil, "\(name)")
        }
        #expect(try Target(named: "scratch").surroundings(for: amd64) != nil)
    }

    @Test("have the processor and the pages that are safe to rely on")
    func least() throws {
        let newer = try Target(named: "rhel:9").surroundings(for: amd64)
        #expect(newer?.processor == "x86-64-v2" && newer?.pageSize == 4096)
        let bare = try Target(named: "glibc:2.31").surroundings(for: amd64)
        #expect(bare?.processor == "x86-64-v1")
        let large = try Target(named: "rhel:8").surroundings(for: Architecture(name: "arm64"))
        #expect(large?.pageSize == 65536)
    }

    /// Whether a program starts that needs a version of libc and some libraries; nil where that
    /// cannot be told.
    private func starts(
        _ name: String, _ version: String?, _ libraries: [String] = [],
        from processor: String? = nil
    ) throws -> Bool? {
        var program = FixtureLibrary.program(needed: ["libc.so.6"] + libraries)
        if let version { program.neededVersions = [.init(version, of: "libc.so.6")] }
        var surroundings = try #require(try Target(named: name).surroundings(for: amd64))
        if let processor { surroundings.processor = processor }
        let identity = TreeFile.Identity(device: 9, number: 9)
        let file = TreeFile(FileBytes(program.bytes), identity, permissions: 0o755)
        let image = try Image(elf: file.bytes)
        return DependencyGraph(file, image, at: "/usr/local/bin/app", surroundings).starts
    }

    @Test("are those of the right version of glibc")
    func versions() throws {
        for (name, version, expected) in [
            ("debian:11", "GLIBC_2.30", true), ("debian:11", "GLIBC_2.32", false),
            ("debian:12", "GLIBC_2.36", true), ("debian:12", "GLIBC_2.38", false),
            ("rhel:9", "GLIBC_2.34", true), ("rhel:8", "GLIBC_2.34", false),
            ("debian:12", "GLIBC_ABI_DT_RELR", true), ("debian:11", "GLIBC_ABI_DT_RELR", false),
            ("distroless/base-debian12", "GLIBC_2.36", true),
            ("distroless/static", "GLIBC_2.2.5", false),
            ("scratch", "GLIBC_2.2.5", false), ("busybox:musl", "GLIBC_2.2.5", false),
            ("alpine:3.20", "GLIBC_2.2.5", false), ("alpine:3.20+gcompat", "GLIBC_2.2.5", true),
            ("glibc:2.31", "GLIBC_2.30", true), ("manylinux2014", "GLIBC_2.18", false),
        ] as [(String, String, Bool)] {
            #expect(try starts(name, version) == expected, "\(name), \(version)")
        }
    }

    @Test("are certain where the base has them or nothing can be added, else unknown")
    func further() throws {
        for (name, library, expected) in [
            ("debian:12", "libz.so.1", true), ("debian:12", "libpcap.so.0.8", nil),
            ("distroless/cc", "libstdc++.so.6", true), ("distroless/base", "libstdc++.so.6", false),
            ("distroless/base", "libz.so.1", true),
            ("distroless/base-debian12", "libz.so.1", false),
            ("busybox", "libpthread.so.0", true), ("busybox", "libdl.so.2", false),
            ("rhel:9", "libcrypt.so.2", true), ("rhel:9", "libcrypt.so.1", nil),
            ("rhel:7", "libcrypt.so.1", true), ("amazonlinux:2", "libcrypt.so.1", true),
            ("rhel:9", "libnsl.so.1", nil), ("debian:10", "libcrypt.so.1", true),
        ] as [(String, String, Bool?)] {
            #expect(try starts(name, nil, [library]) == expected, "\(name), \(library)")
        }
    }
}
