public import ObjectFile

/// The versions of libc without a number, each of which says that its loader understands something.
///
/// Distributions carry them back to older releases.
///
/// Spec: glibc 2.43, elf/Versions, sysdeps/x86/Versions, sysdeps/i386/Versions and
/// sysdeps/x86_64/Versions.
enum GlibcMarkers {
    fileprivate static let all: [(name: String, since: GlibcVersion, machines: [String])] = [
        ("GLIBC_ABI_DT_RELR", GlibcVersion(2, 36), []),
        ("GLIBC_ABI_GNU2_TLS", GlibcVersion(2, 43), ["x86_64", "i386"]),
        ("GLIBC_ABI_GNU_TLS", GlibcVersion(2, 43), ["i386"]),
        ("GLIBC_ABI_DT_X86_64_PLT", GlibcVersion(2, 43), ["x86_64"]),
    ]

    /// Those that a libc defines, where it has those of its release and some that were carried back.
    static func defined(
        by version: GlibcVersion, on architecture: Architecture, carriedBack: [String]
    ) -> [String] {
        all.filter { marker in
            (version >= marker.since || carriedBack.contains(marker.name))
                && (marker.machines.isEmpty || marker.machines.contains(architecture.name))
        }.map(\.name)
    }

    /// Whether a version is one of them.
    static func contains(_ version: ByteString) -> Bool { version.starts(with: "GLIBC_ABI_") }
}

extension GlibcVersion {
    /// The release that brought a version without a number; nil for others, and for one that is not
    /// known.
    public init?(bringing marker: ByteString) {
        guard let known = GlibcMarkers.all.first(where: { marker.equals($0.name) }) else {
            return nil
        }
        self = known.since
    }
}
