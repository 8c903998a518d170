extension MachO {
    /// A library that the file asks for, or the name that it has as one.
    ///
    /// Spec: `<mach-o/loader.h>`, "dylib_command".
    public struct Library: Hashable, Sendable {
        /// How the library is loaded.
        public enum Kind: String, Hashable, Sendable {
            /// `LC_LOAD_DYLIB`: it has to be there.
            case load
            /// `LC_LOAD_WEAK_DYLIB`: it may be missing.
            case weak
            /// `LC_REEXPORT_DYLIB`: its symbols are this file's too.
            case reexport
            /// `LC_LAZY_LOAD_DYLIB`: loaded when first used.
            case lazy
            /// `LC_LOAD_UPWARD_DYLIB`: it needs this file in turn.
            case upward
            /// `LC_ID_DYLIB`: the file itself, as others ask for it.
            case identity
        }

        /// The path, which may begin with `@rpath`, `@loader_path` or `@executable_path`.
        public let name: ByteString
        /// How it is loaded.
        public let kind: Kind
        /// `current_version`: the version that was linked with.
        public let currentVersion: Version
        /// `compatibility_version`: the oldest version that will do.
        public let compatibilityVersion: Version
    }

    /// A version in one word: 16 bits, 8 and 8.
    public struct Version: RawRepresentable, Hashable, Comparable, Sendable {
        /// The word.
        public let rawValue: UInt32

        /// Makes a version of any word.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Orders by parts, the first one first.
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }
}

extension MachO.Version: CustomStringConvertible {
    /// `13.0`, `13.0.1`: the third part only where it is not 0.
    public var description: String {
        let (major, minor, patch) = (rawValue >> 16, rawValue >> 8 & 0xff, rawValue & 0xff)
        return patch == 0 ? "\(major).\(minor)" : "\(major).\(minor).\(patch)"
    }
}

extension MachO.Library {
    /// Reads a library command; nil where the command is another one.
    init?(_ command: MachO.LoadCommand) throws(ParseError) {
        let usual: Kind
        switch command.type {
        case .loadLibrary: usual = .load
        case .loadWeakLibrary: usual = .weak
        case .reexportLibrary: usual = .reexport
        case .lazyLoadLibrary: usual = .lazy
        case .loadUpwardLibrary: usual = .upward
        case .identifyLibrary: usual = .identity
        default: return nil
        }
        kind = usual == .identity ? usual : try Self.use(command) ?? usual
        name = try command.text(at: 8)
        currentVersion = MachO.Version(rawValue: try command.word(at: 16))
        compatibilityVersion = MachO.Version(rawValue: try command.word(at: 20))
    }

    /// What a `dylib_use_command` says, which linkers write for systems since macOS 15; nil where the
    /// command is of the old form.
    ///
    /// Spec: `<mach-o/loader.h>`, `DYLIB_USE_MARKER` and the flags below it.
    private static func use(_ command: MachO.LoadCommand) throws(ParseError) -> Kind? {
        guard command.size >= 28, try command.word(at: 8) == 28,
            try command.word(at: 12) == 0x1a74_1800
        else { return nil }
        let flags = try command.word(at: 24)
        if flags & 2 != 0 { return .reexport }
        if flags & 1 != 0 { return .weak }
        return flags & 4 != 0 ? .upward : .load
    }
}
