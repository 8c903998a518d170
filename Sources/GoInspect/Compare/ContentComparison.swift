internal import ObjectFile

/// Whether files differ in bytes that no other difference tells of, such as instructions in functions
/// of the same size: a gate that lets build IDs pass must not let those pass with them.
struct ContentComparison {
    /// What differs so; nil where nothing does, or other differences are there that anybody looks at.
    let difference: Difference?

    init(_ old: FileSnapshot, _ new: FileSnapshot, beside found: [Difference]) {
        difference =
            found.allSatisfy(\.namesBuild) && Self.differ(old, new, isAlone: found.isEmpty)
            ? Difference(
                .content, "content", "bytes", Self.digest(of: old), Self.digest(of: new),
                "they differ in bytes that no area tells of: compare --reproducible finds them")
            : nil
    }

    private static func differ(_ old: FileSnapshot, _ new: FileSnapshot, isAlone: Bool) -> Bool {
        if isAlone { return true }
        // Of what was kept nothing is left to look at.
        guard old.isWhole, new.isWhole, let oldFile = old.file, let newFile = new.file else {
            return false
        }
        let causes = Reproduction(oldFile, newFile).causes
        return causes.contains { ![.buildID, .vcs, .signature].contains($0.kind) }
    }

    private static func digest(of snapshot: FileSnapshot) -> String? {
        if let digest = snapshot.digest { return digest }
        do throws(ParseError) { return try snapshot.file?.sha256Text } catch { return nil }
    }
}

extension Difference {
    /// Whether it is one of those that builds of the same sources may have: names of the build, and
    /// sizes, which change with them.
    fileprivate var namesBuild: Bool {
        area == .size || kind == "build-id" || kind == "vcs"
    }
}
