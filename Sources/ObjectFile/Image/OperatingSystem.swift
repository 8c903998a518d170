/// The system that a program is made for, by Go's name for it (`GOOS`) where Go has one.
public struct OperatingSystem: RawRepresentable, Hashable, Sendable {
    /// The name in lower case.
    public let rawValue: String

    /// Takes any name: the set grows.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// GNU/Linux, musl and all others that run on Linux but Android.
    public static let linux = Self(rawValue: "linux")
    /// Android.
    public static let android = Self(rawValue: "android")
    /// FreeBSD.
    public static let freeBSD = Self(rawValue: "freebsd")
    /// NetBSD.
    public static let netBSD = Self(rawValue: "netbsd")
    /// OpenBSD.
    public static let openBSD = Self(rawValue: "openbsd")
    /// DragonFly BSD.
    public static let dragonFly = Self(rawValue: "dragonfly")
    /// Solaris; illumos has the same marks.
    public static let solaris = Self(rawValue: "solaris")
}

extension OperatingSystem {
    /// The system of an ELF file: by its interpreter, its notes, its header, the C library that it
    /// needs; nil where none of them says.
    init?(_ object: ELF.Object, _ notes: [ELF.Note]) {
        let byInterpreter = object.interpreter.value.flatMap { Self.byInterpreter($0.text) }
        guard
            let found = byInterpreter ?? Self.byNotes(notes, object.header.layout)
                ?? Self.byABI(object.header.osABI) ?? Self.byLibraries(object)
        else { return nil }
        self = found
    }

    private static func byInterpreter(_ path: String) -> Self? {
        let bytes = path.utf8.span
        guard let name = bytes.lastPathComponent else { return nil }
        // Most files end here; no other system's loader is named so.
        if name.starts(with: "ld-linux") || name.starts(with: "ld-musl-") { return .linux }
        switch path {
        case "/libexec/ld-elf.so.1", "/usr/libexec/ld-elf.so.1", "/libexec/ld-elf32.so.1":
            return .freeBSD
        case "/usr/libexec/ld-elf.so.2", "/libexec/ld-elf.so.2": return .dragonFly
        case "/usr/libexec/ld.elf_so", "/libexec/ld.elf_so": return .netBSD
        case "/usr/libexec/ld.so": return .openBSD
        case "/system/bin/linker", "/system/bin/linker64", "/system/bin/linker_asan",
            "/system/bin/linker_asan64":
            return .android
        case "/lib/amd64/ld.so.1", "/lib/64/ld.so.1", "/usr/lib/ld.so.1", "/usr/lib/amd64/ld.so.1":
            return .solaris
        default: break
        }
        let isLinux =
            name.starts(with: "ld64.so.") || name.starts(with: "ld.so.1")
            || name.starts(with: "ld-uClibc") || name.starts(with: "ld64-uClibc")
        return isLinux ? .linux : nil
    }

    private static func byNotes(_ notes: [ELF.Note], _ layout: Layout) -> Self? {
        for note in notes {
            switch note.owner.text {
            case "Android": return .android
            case "FreeBSD": return .freeBSD
            case "NetBSD": return .netBSD
            case "OpenBSD": return .openBSD
            case "DragonFly": return .dragonFly
            case "GNU" where note.type == 1 && note.description.count >= 4:
                // NT_GNU_ABI_TAG: the first word is the system.
                let system = note.description.span.number32(at: 0, layout.byteOrder)
                if system == 0 { return .linux }
                if system == 2 { return .solaris }
            default: continue
            }
        }
        return nil
    }

    private static func byABI(_ abi: ELF.OSABI) -> Self? {
        switch abi {
        case .gnu: .linux
        case .freeBSD: .freeBSD
        case .netBSD: .netBSD
        case .openBSD: .openBSD
        case .solaris: .solaris
        default: nil
        }
    }

    private static func byLibraries(_ object: ELF.Object) -> Self? {
        guard let section = object.dynamic.value else { return nil }
        if let soname = section.soname, isLinuxLibrary(soname) { return .linux }
        return section.needed.contains { isLinuxLibrary($0) } ? .linux : nil
    }

    private static func isLinuxLibrary(_ name: ByteString) -> Bool {
        name.starts(with: "libc.so.6") || name.starts(with: "libc.musl-")
            || name.starts(with: "ld-linux") || name.starts(with: "ld-musl-")
    }
}
