public import ObjectFile

/// The C library that a program is made for.
public enum CLibrary: String, Hashable, Sendable {
    /// GNU's, of most Linux systems.
    case glibc
    /// Alpine's, and that of many static programs.
    case musl
    /// Android's.
    case bionic
    /// Apple's.
    case libSystem = "libsystem"
    /// That of small devices.
    case uclibc
    /// None: the program is pure Go.
    case none
    /// None of these, or nothing tells.
    case unknown

    /// The C library of a file that is loaded dynamically: by the loader that it asks for, then by
    /// the libraries, then by the versions that it needs; nil where none of them says.
    public init?(_ image: Image, versions: [ELF.LibraryVersions]) {
        if let path = image.interpreter.value {
            self = Self.byLoader(path.text, image)
        } else if let found = Self.byLibraries(image, versions) {
            self = found
        } else {
            return nil
        }
    }

    private static func byLoader(_ path: String, _ image: Image) -> CLibrary {
        switch image.operatingSystem {
        case .android?: return .bionic
        case .linux?, nil: break
        default: return .unknown
        }
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .unknown }
        let name = String(path[slash...].dropFirst())
        if name.startsWithBytes(of: "ld-linux") { return .glibc }
        if name.startsWithBytes(of: "ld-musl-") { return .musl }
        if name.startsWithBytes(of: "ld-uClibc") || name.startsWithBytes(of: "ld64-uClibc") {
            return .uclibc
        }
        let others = ["ld64.so.", "ld.so.1", "ld-2."]
        return others.contains { name.startsWithBytes(of: $0) } ? .glibc : .unknown
    }

    private static func byLibraries(_ image: Image, _ versions: [ELF.LibraryVersions]) -> CLibrary?
    {
        if image.operatingSystem == .android { return .bionic }
        let names = image.needed + [image.soname].compactMap { $0 }
        for name in names {
            let text = name.text
            if text.startsWithBytes(of: "libc.so.6") || text.startsWithBytes(of: "ld-linux")
                || text.startsWithBytes(of: "ld64.so.")
            {
                return .glibc
            }
            if text.startsWithBytes(of: "libc.musl-") || text.startsWithBytes(of: "ld-musl-") {
                return .musl
            }
            if name == "libc.so.0" { return .uclibc }
        }
        for library in versions {
            for version in library.versions {
                if version.name.isGlibcVersion { return .glibc }
                // bionic's versions are LIBC, LIBC_N and so on.
                if version.name == "LIBC" { return .bionic }
            }
        }
        // Debian's musl-gcc links with a library of just this name.
        let system = image.operatingSystem
        if system == nil || system == .linux, names.contains("libc.so") { return .musl }
        return nil
    }
}
