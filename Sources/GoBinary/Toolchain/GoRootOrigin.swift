public import ObjectFile

/// Who put a Go installation where it lies, as far as its path tells.
public struct GoRootOrigin: Hashable, Sendable {
    /// The name of the packager or tool: `debian`, `homebrew`.
    public let name: String
    /// The version that the path has in it, nil where it has none.
    public let version: GoVersion?

    /// Looks up the root of an installation; nil where no row of the table fits.
    ///
    /// Where several fit, the first one counts.
    public init?(root: ByteString) {
        let parts = Self.components(root.utf8)
        for row in Self.table {
            guard let version = row.match(parts) else { continue }
            name = row.name
            self.version = version.flatMap { GoVersion($0) }
            return
        }
        return nil
    }

    /// The parts of a path between its slashes, of either kind; the first is empty where the path
    /// starts with one.
    private static func components(_ path: [UInt8]) -> [ArraySlice<UInt8>] {
        path.split(
            maxSplits: 64, omittingEmptySubsequences: false,
            whereSeparator: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") })
    }
}

extension GoRootOrigin {
    /// A shape of paths.
    private struct Row: Sendable {
        let name: String
        /// The parts of the path, after any others where the shape starts with three dots; more
        /// may follow.
        ///
        /// A part is a text, one with a star for what follows or `{v}` for a version at
        /// its end, `*` for any; a star in front of a text stands for what comes before it.
        let parts: [String]
        let isAnywhere: Bool

        init(_ name: String, _ shape: String) {
            self.name = name
            let all = shape.split(separator: "/", omittingEmptySubsequences: false).map {
                String($0)
            }
            isAnywhere = all.first == "…"
            parts = isAnywhere ? Array(all.dropFirst()) : all
        }

        /// The version in the path, empty where the shape has none; nil where it does not fit.
        func match(_ path: [ArraySlice<UInt8>]) -> ArraySlice<UInt8>?? {
            let last = path.count - parts.count
            guard last >= 0 else { return nil }
            for start in 0...(isAnywhere ? last : 0) {
                var version: ArraySlice<UInt8>?
                let fits = zip(parts, path[start...]).allSatisfy {
                    Self.fits($0, $1, &version)
                }
                if fits { return .some(version) }
            }
            return nil
        }

        private static func fits(
            _ shape: String, _ part: ArraySlice<UInt8>, _ version: inout ArraySlice<UInt8>?
        ) -> Bool {
            if shape == "*" { return !part.isEmpty }
            if shape.utf8.last == UInt8(ascii: "*") {
                return part.starts(with: shape.utf8.dropLast())
            }
            guard shape.utf8.last == UInt8(ascii: "}") else {
                return part.elementsEqual(shape.utf8)
            }
            var text = Array(shape.utf8.dropLast(3))
            var rest = part
            if text.first == UInt8(ascii: "*") {
                text.removeFirst()
                while !rest.isEmpty, !rest.starts(with: text) { rest = rest.dropFirst() }
            }
            guard rest.starts(with: text) else { return false }
            rest = rest.dropFirst(text.count)
            // Another word may start with the same letters.
            guard GoVersion(rest) != nil, rest.first == UInt8(ascii: "1") else { return false }
            version = rest
            return true
        }
    }

    /// Every shape known.
    ///
    /// Those with more to tell stand before those that would fit, too.
    private static let table: [Row] = [
        // What the go command downloads where go.mod asks for another version.
        Row("downloaded-toolchain", "…/golang.org/toolchain@v0.0.1-go{v}"),
        // actions/setup-go, on GitHub's machines and on others.
        Row("github-tool-cache", "…/hostedtoolcache/go/{v}"),
        Row("github-tool-cache", "…/hostedtoolcache/windows/go/{v}"),
        Row("github-tool-cache", "…/_tool/go/{v}"),
        Row("nix", "/nix/store/*-go-{v}"),
        Row("guix", "/gnu/store/*-go-{v}"),
        Row("homebrew", "…/Cellar/go/{v}"),
        Row("homebrew", "…/Cellar/go@{v}"),
        Row("homebrew", "/opt/homebrew/opt/go/libexec"),
        Row("homebrew", "/opt/homebrew/opt/go@{v}"),
        Row("homebrew", "/usr/local/opt/go/libexec"),
        Row("homebrew", "/usr/local/opt/go@{v}"),
        Row("homebrew", "/home/linuxbrew/.linuxbrew"),
        Row("macports", "/opt/local/lib/go"),
        Row("macports", "/opt/local/lib/go-{v}"),
        Row("sdkman", "…/.sdkman/candidates/go/{v}"),
        Row("sdkman", "…/.sdkman/candidates/go/current"),
        Row("asdf", "…/.asdf/installs/golang/{v}"),
        Row("asdf", "…/asdf/installs/golang/{v}"),
        Row("mise", "…/mise/installs/go/{v}"),
        Row("mise", "…/mise/installs/go/*"),
        Row("mise", "…/rtx/installs/go/{v}"),
        Row("gvm", "…/.gvm/gos/go{v}"),
        Row("gvm", "…/gvm/gos/go{v}"),
        Row("goenv", "…/.goenv/versions/{v}"),
        Row("gobrew", "…/.gobrew/versions/{v}"),
        Row("gobrew", "…/.gobrew/current/go"),
        Row("g", "…/.g/versions/{v}"),
        Row("g", "…/.g/go"),
        Row("scoop", "…/scoop/apps/go/{v}"),
        Row("scoop", "…/scoop/apps/go/current"),
        Row("chocolatey", "…/chocolatey/lib/golang"),
        Row("chocolatey", "…/chocolatey/lib/golang.portable"),
        // golang.org/dl/go1.N, which the Go project's own instructions name.
        Row("golang-dl", "…/sdk/go{v}"),
        Row("snap", "/snap/go/*"),
        Row("debian", "/usr/lib/go-{v}"),
        Row("debian", "/usr/share/go-{v}"),
        Row("suse", "/usr/lib64/go/{v}"),
        Row("fedora", "/usr/lib/golang"),
        Row("alpine-or-arch", "/usr/lib/go"),
        Row("termux", "/data/data/com.termux/files/usr/lib/go"),
        Row("pkgsrc", "/usr/pkg/go"),
        Row("bazel", "…/external/go_sdk"),
        Row("bazel", "…/external/rules_go*"),
        // The tarball, and the official image, which unpacks it.
        Row("official", "/usr/local/go"),
        Row("official", "C:/Program Files/Go"),
        Row("official", "C:/Go"),
        Row("official", "c:/go"),
    ]
}
