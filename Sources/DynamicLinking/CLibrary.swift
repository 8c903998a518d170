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
        if case .machO = image.contents {
            // Frameworks and Swift's libraries bring it along.
            guard image.needed.contains(where: { Self.isOfApple($0) }) else { return nil }
            self = .libSystem
        } else if let path = image.interpreter.value {
            self = Self.byLoader(path.text, image)
        } else if let found = Self.byLibraries(image, versions) {
            self = found
        } else {
            return nil
        }
    }

    private static func isOfApple(_ library: ByteString) -> Bool {
        library.starts(with: "/usr/lib/") || library.starts(with: "/System/")
    }

    private static func byLoader(_ path: String, _ image: Image) -> CLibrary {
        switch image.operatingSystem {
        case .android?: return .bionic
        case .linux?, nil: break
        default: return .unknown
        }
        let bytes = path.utf8.span
        guard let name = bytes.lastPathComponent else { return .unknown }
        if name.starts(with: "ld-linux") { return .glibc }
        if name.starts(with: "ld-musl-") { return .musl }
        if name.starts(with: "ld-uClibc") || name.starts(with: "ld64-uClibc") { return .uclibc }
        let isOldName =
            name.starts(with: "ld64.so.") || name.starts(with: "ld.so.1")
            || name.starts(with: "ld-2.")
        return isOldName ? .glibc : .unknown
    }

    private static func byLibraries(_ image: Image, _ versions: [ELF.LibraryVersions]) -> CLibrary?
    {
        if image.operatingSystem == .android { return .bionic }
        for name in image.needed {
            if let found = named(name) { return found }
        }
        if let soname = image.soname, let found = named(soname) { return found }
        for library in versions {
            for version in library.versions {
                if version.name.isGlibcVersion { return .glibc }
                // bionic's versions are LIBC, LIBC_N and so on.
                if version.name == "LIBC" { return .bionic }
            }
        }
        // Debian's musl-gcc links with a library of just this name.
        let system = image.operatingSystem
        guard system == nil || system == .linux else { return nil }
        return image.soname == "libc.so" || image.needed.contains("libc.so") ? .musl : nil
    }

    private static func named(_ library: ByteString) -> CLibrary? {
        if library.starts(with: "libc.so.6") || library.starts(with: "ld-linux")
            || library.starts(with: "ld64.so.")
        {
            return .glibc
        }
        if library.starts(with: "libc.musl-") || library.starts(with: "ld-musl-") { return .musl }
        return library == "libc.so.0" ? .uclibc : nil
    }
}
