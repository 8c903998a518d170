public import ObjectFile

/// What a program or a plugin knows a package by: two builds of it have the same sum only where
/// nothing that other packages see of it differs.
public struct PackageSum: Hashable, Sendable {
    /// The package's path.
    public let package: ByteString
    /// The compiler's sum of what the package exports: 8 bytes, before Go 1.16 40 letters.
    public let sum: [UInt8]
    /// Where it lies in the file.
    public let offset: FileOffset
}

/// What a Go plugin was linked with (`-buildmode=plugin`).
public struct PluginInformation: Hashable, Sendable {
    /// By which path the runtime knows the plugin, as the linker escapes it.
    public let path: ByteString
    /// Its packages, in the order in which the runtime compares them.
    public let packages: [PackageSum]
    /// How many words of the runtime's record stand in front of the list, which tells the Go.
    public let wordsBefore: Int
}

extension FilePart {
    static var plugin: Self { Self("Go plugin's packages", .goPlugin) }
}

extension ParseError.Code {
    /// What Go's runtime goes by when it loads a plugin.
    public static let goPlugin = Self(rawValue: "go.plugin")
}
