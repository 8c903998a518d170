internal import DynamicLinking
internal import ObjectFile

/// A file that a list of checksums names and that is not there.
public struct MissingFile: Hashable, Sendable {
    /// Where it would be, as it is reached from the working directory.
    public let path: String
    /// The list.
    public let list: String
    /// What is said of it: a finding of the rule on checksums.
    public let finding: Finding
}

extension Expectations {
    /// The files that lists of checksums name and that are not there, in their order, as far as the
    /// policy lets that be told.
    ///
    /// `read` are the paths of files that were looked at, wherever they lie. Other files count as there
    /// beside the list and in the working directory.
    public func missingFiles(besides read: [String]) -> [MissingFile] {
        policy.lists.flatMap { list in
            let known = Set(read.compactMap { list.name(among: names(of: $0, in: list)) })
            return list.names.compactMap { name in
                known.contains(name) || isThere(name, in: list) ? nil : missing(name, from: list)
            }
        }
    }

    private func isThere(_ name: String, in list: Checksums) -> Bool {
        [path(of: name, in: list), name, "/" + name].contains { path in
            do throws(FileTreeError) {
                _ = try DirectoryTree().realPath(ByteString(path))
                return true
            } catch {
                return error == .permissionDenied
            }
        }
    }

    /// Where a name would be beside the list.
    private func path(of name: String, in list: Checksums) -> String {
        guard let slash = list.path.lastIndex(of: "/") else { return name }
        return String(list.path[...slash]) + name
    }

    private func missing(_ name: String, from list: Checksums) -> MissingFile? {
        let path = path(of: name, in: list)
        let finding = Finding(
            rule: Rule.checksumMismatch.name, severity: .warning,
            message: "it is in the list of checksums, and not there", rawTarget: nil,
            predictedError: nil, evidence: [Evidence("list", list.path)], remedy: [],
            stopsStart: false, doubtsStart: false)
        var filter = FindingFilter(demands(on: path), today: today) { _ in false }
        return filter.told([finding]).first.map {
            MissingFile(path: path, list: list.path, finding: $0)
        }
    }
}

extension Policy {
    /// The lists of checksums that files are held against, each once: one that an option names is in
    /// the place of all others.
    fileprivate var lists: [Checksums] {
        let all = [demands] + overrides.map(\.demands)
        let said = Self.list(options)
        var known: Set<String> = []
        return (said.map { [$0] } ?? all.compactMap { Self.list($0) })
            .filter { known.insert($0.path).inserted }
    }

    /// The last one that is wanted holds.
    private static func list(_ demands: [Demand]) -> Checksums? {
        var last: Checksums?
        for case .checksums(let list, _) in demands { last = list }
        return last
    }
}
