internal import GoBinary
internal import ObjectFile

/// Code that a policy does not want: a package (`net/http/pprof`), a package with all below it
/// (`example.com/old/...`), or a function (`runtime/debug.ReadBuildInfo`).
struct ForbiddenName: Hashable, Sendable {
    /// The name as it was written.
    let name: String

    /// Reads a name.
    ///
    /// - Throws: what is wrong with it, and what is allowed.
    init(_ name: String) throws(PolicyMistake) {
        let isWritten =
            !name.isEmpty && name.utf8.count <= 4096 && name.utf8.allSatisfy { $0 > 0x20 }
            && !name.hasPrefix("/") && !name.hasSuffix("/") && !name.hasSuffix(".go")
            && (!name.contains("...") || name.hasSuffix("/...") && name.utf8.count > 4)
        guard isWritten else {
            throw PolicyMistake(
                "“\(name)” is no package or function: a name such as \"net/http/pprof\", "
                    + "\"example.com/old/...\" or \"runtime/debug.ReadBuildInfo\"")
        }
        self.name = name
    }

    /// The package, where it is one with all below it.
    var tree: String? { name.hasSuffix("/...") ? String(name.dropLast(4)) : nil }

    /// Whether a module is all forbidden.
    func forbids(module: ByteString) -> Bool {
        guard let tree else { return false }
        return module.equals(tree) || module.starts(with: tree + "/")
    }
}
