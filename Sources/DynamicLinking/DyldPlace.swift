public import ObjectFile

/// Where dyld looks for a library, as the name that a file asks for tells.
///
/// Spec: dyld(1); ``SharedCache`` for what has no file.
public enum DyldPlace: String, Hashable, Sendable {
    /// In the shared cache of the system, where no file is.
    case sharedCache = "shared-cache"
    /// In one of the directories of `LC_RPATH`.
    case runPath = "rpath"
    /// Beside the file that asks.
    case loaderPath = "loader-path"
    /// Beside the program.
    case executablePath = "executable-path"
    /// At a path of its own.
    case absolute
    /// In the working directory, or where the environment says.
    case relative

    /// The place of a library of that name.
    public init(_ name: ByteString) {
        let prefixes: [(String, DyldPlace)] = [
            ("@rpath/", .runPath), ("@loader_path/", .loaderPath),
            ("@executable_path/", .executablePath), ("/", .absolute),
        ]
        let place = prefixes.first { name.starts(with: $0.0) }?.1 ?? .relative
        self = place == .absolute && SharedCache.mayHold(name) ? .sharedCache : place
    }
}
