public import ObjectFile

/// What the Go toolchain wrote into a program about its build.
///
/// Every text is as the file has it: a setting's value may be any bytes.
public struct BuildInformation: Hashable, Sendable {
    /// The version of the toolchain, such as `go1.27.3`.
    public let goVersion: ByteString
    /// The import path of the main package, empty where the file does not say.
    public internal(set) var path: ByteString = ""
    /// The module that the main package belongs to, nil where the file does not say.
    public internal(set) var main: Module?
    /// The modules that gave packages to the build, in file order.
    public internal(set) var dependencies: [Module] = []
    /// The settings of the build, in file order; intent, not proof.
    public internal(set) var settings: [Setting] = []

    /// A module in one version.
    public struct Module: Hashable, Sendable {
        /// The module's path.
        public let path: ByteString
        /// The version, such as `v1.2.3` or `(devel)`.
        public let version: ByteString
        /// The checksum of the module's files (`h1:…`), empty where there is none.
        public let sum: ByteString
        /// The module that was built instead of this one, nil if this one was.
        public internal(set) var replacement: Replacement?
    }

    /// A module that took another's place.
    public struct Replacement: Hashable, Sendable {
        /// The module's path, or that of a folder.
        public let path: ByteString
        /// The version, empty or `(devel)` for a folder.
        public let version: ByteString
        /// The checksum, empty where there is none.
        public let sum: ByteString
    }

    /// One setting.
    public struct Setting: Hashable, Sendable {
        /// The name, such as `-buildmode`, `CGO_ENABLED` or `vcs.revision`.
        public let key: ByteString
        /// The value, empty where it is.
        public let value: ByteString
    }

    /// How the file holds the two texts.
    public enum Encoding: String, Hashable, Sendable {
        /// In place, each after its length: Go 1.18 and later.
        case inline
        /// Elsewhere, by the addresses of Go strings: Go 1.13 to 1.17.
        case pointers
    }

    /// Where it was found.
    public struct Source: Hashable, Sendable {
        /// The section, nil where it was found without any.
        public let section: String?
        /// The place of the header in the file.
        public let offset: FileOffset
        /// How the file holds the texts.
        public let encoding: Encoding
    }

    /// The value of the first setting of that name, nil where there is none.
    public func setting(_ key: String) -> String? {
        settings.first { $0.key.text == key }?.value.text
    }
}

extension ParseError.Code {
    /// The build information of the Go toolchain.
    public static let goBuildInformation = Self(rawValue: "go.build-information")
}

extension FilePart {
    static var buildInformation: Self { Self("Go build information", .goBuildInformation) }
}
