public import ObjectFile

/// The program that a container of an image runs.
public struct ImageProgram: Hashable, Sendable {
    /// The first word of the command line, as the configuration has it.
    public let name: String
    /// Where it lies in the image: an absolute path, links not followed; nil where nothing that may
    /// be executed is there.
    public let path: ByteString?
    /// The paths that were looked at, in order.
    public let searched: [ByteString]

    /// Where programs are looked for in an image that does not set `PATH`.
    public static let defaultPath =
        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// Looks a program up as runtimes do: a name with a slash is a path, seen from the working
    /// directory; all others are in a folder of `PATH`.
    init(_ name: String, _ configuration: ImageConfiguration, in tree: some FileTree) {
        self.name = name
        let folder = "/" + configuration.workingDirectory + "/"
        var places: [String] = []
        if name.utf8.contains(UInt8(ascii: "/")) {
            places = [name.utf8.first == UInt8(ascii: "/") ? name : folder + name]
        } else {
            for part in Self.searchPath(configuration.environment) {
                let start = part.utf8.first == UInt8(ascii: "/") ? part : folder + part
                places.append(start + "/" + name)
            }
        }
        var searched: [ByteString] = []
        var found: ByteString?
        for place in places {
            let path = ByteString(Self.clean(place))
            searched.append(path)
            if Self.isProgram(path, in: tree) {
                found = path
                break
            }
        }
        self.searched = searched
        path = found
    }

    /// The folders of the last `PATH` that is set.
    private static func searchPath(_ environment: [String]) -> [String] {
        var path = defaultPath
        for variable in environment where variable.startsWithBytes(of: "PATH=") {
            path = String(variable.dropFirst(5))
        }
        return path.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }

    private static func isProgram(_ path: ByteString, in tree: some FileTree) -> Bool {
        let file = Fact { () throws(ParseError) -> TreeFile? in
            do throws(FileTreeError) { return try tree.open(path) } catch { return nil }
        }
        return file.value?.isExecutable ?? false
    }

    /// A path with single slashes and without `.`; `..` stays, as links may stand in front of it.
    private static func clean(_ path: String) -> String {
        let names = path.split(separator: "/").filter { $0 != "." }
        return "/" + names.joined(separator: "/")
    }
}
