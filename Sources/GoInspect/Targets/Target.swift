public import ObjectFile

/// A system that programs are shipped to, by table: a distribution's release, a base image, a
/// release of macOS, or nothing but a C library or a kernel.
public struct Target: Hashable, Sendable {
    /// What belongs together in the table, and in order.
    public enum Family: String, CaseIterable, Hashable, Sendable {
        case debian, ubuntu, rhel, fedora
        case amazonLinux = "amazonlinux"
        case openSUSE = "opensuse"
        case alpine, wolfi, distroless, scratch, busybox, manylinux, musllinux, android
        case macOS = "macos"
        case glibc, musl, kernel
    }

    /// The C library that programs find.
    public enum CLibrary: Hashable, Sendable {
        /// GNU's, of a version such as `2.36`.
        case glibc(String)
        /// musl, of a version such as `1.2.5`.
        case musl(String)
        /// Android's.
        case bionic
        /// That of macOS.
        case libSystem
        /// None at all: only static programs start.
        case absent
    }

    /// Where glibc and the libraries beside it lie.
    public enum Layout: String, Hashable, Sendable {
        /// `/lib/x86_64-linux-gnu`, as Debian and all that come of it have it.
        case multiarch
        /// `/lib64` and `/usr/lib64`, as Red Hat, SUSE and Amazon have it.
        case wide
    }

    /// A library that the base has beside the C library's own.
    public struct Library: Hashable, Sendable {
        /// Its soname, such as `libstdc++.so.6`.
        public let name: String
        /// The newest versions that it defines, such as `GLIBCXX_3.4.30`; empty where the table
        /// does not know.
        public let versions: [String]
    }

    /// A processor that the target is made for.
    public struct Machine: Hashable, Sendable {
        /// Its name, such as `x86_64`.
        public let architecture: Architecture
        /// The least of its kind on which the target runs, such as `x86-64-v2`; nil where the
        /// table does not know.
        public let processor: String?
        /// The sizes of pages that the target's kernels have, in bytes.
        public let pageSizes: [UInt64]

        /// The least processor that it can be: where the table does not know, what all programs
        /// for the kind are made for unless they say otherwise.
        var least: String? {
            switch architecture.name {
            case "aarch64": processor ?? "armv8.0-a"
            case "ppc64le": processor ?? "power8"
            case "riscv64": processor ?? "rva20u64"
            default: processor
            }
        }
    }

    /// What programs may look for when they run; nil where the table does not know.
    public struct Contents: Hashable, Sendable {
        /// Whether the time zones of the world are there (`/usr/share/zoneinfo`).
        public var timeZones: Bool?
        /// Whether the root certificates are there.
        public var certificates: Bool?
        /// Whether there is a list of users (`/etc/passwd`).
        public var users: Bool?
    }

    /// The name, such as `debian:12`.
    public let name: String
    /// Other names, such as `debian:bookworm`.
    public let aliases: [String]
    /// The name for people, such as `Debian 12 (bookworm)`.
    public let title: String
    /// What it belongs to.
    public let family: Family
    /// The system that it is of: Linux, Android, macOS.
    public internal(set) var system = OperatingSystem.linux
    /// The C library; nil where the target says nothing of it.
    public internal(set) var libc: CLibrary?
    /// Where libraries lie.
    public internal(set) var layout = Layout.wide
    /// The further libraries of the base, by soname with spaces between.
    var libraryNames = ""
    /// Whose libgcc and libstdc++ the base has; nil where the table does not know.
    var runtime: CompilerRuntime?
    /// The release of Debian whose packages these are, 14 for unstable; nil where they are others'.
    var debianRelease: Int?
    /// Of glibc's own libraries those that are there, by soname with spaces between; nil for all.
    var partNames: String?
    /// Of the versions of glibc without a number those that it has from later releases, with spaces
    /// between; nil where the table does not know.
    var markerNames: String?
    /// Whether gcompat is there, which starts programs made for glibc on musl.
    public internal(set) var hasGcompat = false
    /// Whether nothing else can be there: no package manager adds to it.
    public internal(set) var isWhole = false
    /// The kernel that it ships; nil where it has none of its own, or a rolling one.
    public internal(set) var kernel: SystemVersion?
    /// The version of macOS.
    public internal(set) var macOS: SystemVersion?
    /// The level of Android's interface.
    public internal(set) var androidAPI: Int?
    /// The processors that it is made for; empty where it says nothing of them.
    public internal(set) var machines: [Machine] = []
    /// What its base has for programs that run.
    public internal(set) var contents = Contents()
    /// The last day of support that is free for all, such as `2028-06-30`; nil where none is set.
    public internal(set) var endOfLife: String?
    /// What is to be known besides.
    public internal(set) var note: String?
    /// The pages where all this is published.
    public internal(set) var sources: [String]
    /// The day on which the row was last gone through, such as `2026-11-21`.
    public internal(set) var checked: String

    init(
        _ name: String, _ title: String, _ family: Family, aliases: [String] = [],
        sources: [String] = [], checked: String = "2026-11-21"
    ) {
        self.name = name
        self.aliases = aliases
        self.title = title
        self.family = family
        self.sources = sources
        self.checked = checked
    }

    /// The further libraries of the base, beside the C library's own.
    public var libraries: [Library] {
        Self.words(libraryNames).map {
            Library(name: $0, versions: runtime?.versions(of: $0) ?? [])
        }
    }

    /// Of glibc's own libraries those that the base has; nil for all.
    public var parts: [String]? { partNames.map(Self.words) }

    /// Of the versions of glibc without a number (`GLIBC_ABI_…`) those that updates brought from
    /// later releases; nil where the table does not know.
    public var markers: [String]? { markerNames.map(Self.words) }

    private static func words(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    }

    /// What it has for a processor; nil where it is not made for that.
    public func machine(_ architecture: Architecture) -> Machine? {
        machines.first { $0.architecture == architecture }
    }
}

extension Target.CLibrary: CustomStringConvertible {
    /// The name that JSON has: `glibc`.
    public var name: String {
        switch self {
        case .glibc: "glibc"
        case .musl: "musl"
        case .bionic: "bionic"
        case .libSystem: "libsystem"
        case .absent: "none"
        }
    }

    /// The version, where it has one.
    public var version: String? {
        switch self {
        case .glibc(let version), .musl(let version): version
        case .bionic, .libSystem, .absent: nil
        }
    }

    /// Name and version.
    public var description: String { version.map { name + " " + $0 } ?? name }
}

extension Target.Machine {
    init(_ architecture: String, _ processor: String? = nil, pages: UInt64...) {
        self.init(
            architecture: Architecture(name: architecture), processor: processor,
            pageSizes: pages.isEmpty ? [4096] : pages)
    }

    static let amd64 = Self("x86_64", "x86-64-v1")
    static let amd64v2 = Self("x86_64", "x86-64-v2")
    static let amd64v3 = Self("x86_64", "x86-64-v3")
    static let i386 = Self("i386")
    static let arm64 = Self("aarch64")
    static let arm64Large = Self("aarch64", pages: 65536)
    static let arm = Self("arm")
    static let s390x = Self("s390x")
    static let riscv64 = Self("riscv64")
    static let power = Self("ppc64le", pages: 65536)
    static let power8 = Self("ppc64le", "power8", pages: 65536)
    static let power9 = Self("ppc64le", "power9", pages: 65536)
}
