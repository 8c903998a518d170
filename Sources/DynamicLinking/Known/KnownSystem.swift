public import ObjectFile

/// A system whose libraries are known by table, so that a program can be held against it without
/// having it at hand.
///
/// What it has is made up as small ELF files in memory, which the same loaders search as they
/// search a real root.
public struct KnownSystem: Hashable, Sendable {
    /// The C library of a system, and with it its loader.
    public enum Libc: Hashable, Sendable {
        /// GNU's, of a version.
        case glibc(GlibcVersion)
        /// musl, of a version.
        case musl(MuslVersion)
        /// None at all: only static programs start.
        case none
    }

    /// Where glibc and the libraries beside it lie.
    public enum Layout: Hashable, Sendable {
        /// `/lib/x86_64-linux-gnu`, as Debian and all that come of it have it.
        case multiarch
        /// `/lib64` and `/usr/lib64`, as glibc itself has it: Red Hat, SUSE, Amazon.
        case wide
    }

    /// The C library.
    public var libc: Libc
    /// Where the libraries lie; without meaning for musl.
    public var layout: Layout
    /// Which further libraries are there for certain.
    public var libraries: [KnownLibrary]
    /// Of glibc's own libraries those that are there, by soname; nil for all of them.
    public var parts: [String]?
    /// Of the versions of libc that distributions carry back to older releases (`GLIBC_ABI_…`), those
    /// that it has before their time; nil where that is not known.
    public var markers: [String]?
    /// Whether a system of musl has gcompat, which starts programs made for glibc.
    public var hasGcompat: Bool
    /// Whether nothing else can be there: no package manager adds to `scratch` or distroless.
    public var isWhole: Bool

    /// Makes a system out of what it has.
    public init(
        _ libc: Libc, layout: Layout = .wide, libraries: [KnownLibrary] = [],
        parts: [String]? = nil, markers: [String]? = nil, hasGcompat: Bool = false,
        isWhole: Bool = false
    ) {
        self.libc = libc
        self.layout = layout
        self.libraries = libraries
        self.parts = parts
        self.markers = markers
        self.hasGcompat = hasGcompat
        self.isWhole = isWhole
    }

    /// The files of the system on a processor; nil where it was never made for that.
    ///
    /// Libraries are written when they are first opened and kept as long as the tree is: keep it.
    public func files(for architecture: Architecture) -> (any FileTree)? {
        switch libc {
        case .glibc(let version):
            KnownGlibc(self, version, architecture).map { glibc in KnownTree { glibc.entries } }
        case .musl(let version):
            KnownMusl(self, version, architecture).map { musl in KnownTree { musl.entries } }
        case .none: KnownTree { KnownEntries() }
        }
    }

    /// Whether a library that is not found may be there all the same; false where it is certainly
    /// not.
    public func mayHave(_ library: ByteString) -> Bool {
        guard !isWhole else { return false }
        let name = library.utf8.split(separator: UInt8(ascii: "/")).last.map { ByteString($0.span) }
        switch libc {
        case .glibc, .none: return !(name?.isOfMusl ?? false)
        case .musl: return !(name?.isOfGlibc ?? false)
        }
    }
}

extension ByteString {
    /// Whether a library is musl itself, which systems of other C libraries have not got.
    fileprivate var isOfMusl: Bool {
        starts(with: "libc.musl-") || starts(with: "ld-musl-") || equals("libc.so")
    }

    /// Whether a library is one of glibc's own, none of which musl has.
    fileprivate var isOfGlibc: Bool {
        starts(with: "ld-linux") || starts(with: "ld64.so.") || starts(with: "libnss_")
            || [
                "libresolv.so.2", "libanl.so.1", "libnsl.so.1", "libmvec.so.1",
                "libBrokenLocale.so.1", "libthread_db.so.1", "libc_malloc_debug.so.0",
            ].contains { equals($0) }
    }
}

/// A library that a system has beside its C library.
public struct KnownLibrary: Hashable, Sendable {
    /// Its soname, such as `libstdc++.so.6`.
    public let name: String
    /// The versions that it defines; empty where they are not known.
    ///
    /// Of `libstdc++.so.6` and `libgcc_s.so.1` the newest are enough (`GLIBCXX_3.4.30`,
    /// `CXXABI_1.3.13`; `GCC_12.0.0`): the older ones come with them. Of others, all.
    public let versions: [String]

    /// Takes both.
    public init(_ name: String, versions: [String] = []) {
        self.name = name
        self.versions = versions
    }
}
