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
    public init?(_ image: Image, versions: RequiredVersions?) {
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
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8[$0...].dropFirst() }
        guard let name else { return .unknown }
        if name.starts(with: "ld-musl-".utf8) { return .musl }
        if name.starts(with: "ld-uClibc".utf8) || name.starts(with: "ld64-uClibc".utf8) {
            return .uclibc
        }
        let glibc = ["ld-linux", "ld64.so.", "ld.so.1", "ld-2."]
        return glibc.contains { name.starts(with: $0.utf8) } ? .glibc : .unknown
    }

    private static func byLibraries(_ image: Image, _ versions: RequiredVersions?) -> CLibrary? {
        if image.operatingSystem == .android { return .bionic }
        let names = image.needed + [image.soname].compactMap { $0 }
        for name in names {
            let utf8 = name.text.utf8
            if utf8.starts(with: "libc.so.6".utf8) || utf8.starts(with: "ld-linux".utf8)
                || utf8.starts(with: "ld64.so.".utf8)
            {
                return .glibc
            }
            if utf8.starts(with: "libc.musl-".utf8) || utf8.starts(with: "ld-musl-".utf8) {
                return .musl
            }
            if utf8.elementsEqual("libc.so.0".utf8) { return .uclibc }
        }
        for version in versions?.libraries.flatMap(\.versions) ?? [] {
            if version.name.text.utf8.starts(with: "GLIBC_".utf8) { return .glibc }
            // bionic's versions are LIBC, LIBC_N and so on.
            if version.name.text.utf8.elementsEqual("LIBC".utf8) { return .bionic }
        }
        // Debian's musl-gcc links with a library of just this name.
        let system = image.operatingSystem
        if system == nil || system == .linux, names.contains("libc.so") { return .musl }
        return nil
    }
}
