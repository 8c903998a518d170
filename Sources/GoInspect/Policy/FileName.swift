internal import ObjectFile

/// The name of a file as a policy or a baseline knows it: seen from their folder, so that it is the
/// same from wherever goelf was started.
struct FileName: Hashable, Sendable {
    /// With `/` between folders, without `.` and `..`; from the root on where the file lies elsewhere.
    let path: String

    /// Takes the path of a file that was named in a working directory, and a folder, which is
    /// named there, too.
    init(_ path: String, from folder: String, in workingDirectory: String) {
        guard path != "-" else {
            self.path = path
            return
        }
        let parts = Self.parts(path, workingDirectory)
        let base = Self.parts(folder, workingDirectory)
        self.path =
            parts.starts(with: base) && parts.count > base.count
            ? parts.dropFirst(base.count).joined(separator: "/")
            : (workingDirectory.isEmpty && !path.hasPrefix("/") ? "" : "/")
                + parts.joined(separator: "/")
    }

    /// Names from the root on; links are not followed, as names are what people compare.
    private static func parts(_ path: String, _ workingDirectory: String) -> [Substring] {
        let whole = path.hasPrefix("/") ? path : workingDirectory + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == "..", parts.last != nil, parts.last != ".." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts
    }

    /// Whether it fits a pattern: the last name alone where there is no `/` in that.
    func fits(_ pattern: String) -> Bool {
        let wanted = pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern
        if wanted.utf8.contains(UInt8(ascii: "/")) { return path.fits(pattern: wanted) }
        return (path.split(separator: "/").last.map(String.init) ?? path).fits(pattern: wanted)
    }
}

extension String {
    /// Whether it fits a pattern as shells have it.
    func fits(pattern: String) -> Bool { utf8.span.matches(Array(pattern.utf8)) }
}
