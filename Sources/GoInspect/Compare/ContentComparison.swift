internal import ObjectFile

/// Whether files differ in bytes that no other difference tells of, such as instructions in functions
/// of the same size: a gate that lets build IDs pass must not let those pass with them.
struct ContentComparison {
    /// What differs so; nil where nothing does, or other differences are there that anybody looks at.
    let difference: Difference?

    init(
        _ old: FileSnapshot, _ new: FileSnapshot, _ options: Comparison.Options,
        beside found: [Difference]
    ) {
        guard
            found.isEmpty
                || options.looksAtBytes && found.allSatisfy(\.namesBuild) && Self.differ(old, new)
        else {
            difference = nil
            return
        }
        let place = Self.firstDifference(old, new)
        difference = Difference(
            .content, "content", "bytes", place.map { "\($0.old)" } ?? old.digest,
            place.map { "\($0.new), at offset \($0.offset) first" } ?? new.digest,
            "they differ in bytes that no area tells of: compare --reproducible finds them")
    }

    /// Whether more than names of the build differ, or what follows from them.
    private static func differ(_ old: FileSnapshot, _ new: FileSnapshot) -> Bool {
        // Of what was kept nothing is left to look at.
        guard old.isWhole, new.isWhole, let oldFile = old.file, let newFile = new.file else {
            return false
        }
        let causes = Reproduction(oldFile, newFile).causes
        return causes.contains { ![.buildID, .vcs, .signature].contains($0.kind) }
    }

    /// The first byte in which both differ; nil where one of them is not there, or ends before it.
    private static func firstDifference(
        _ old: FileSnapshot, _ new: FileSnapshot
    ) -> (offset: UInt64, old: UInt8, new: UInt8)? {
        guard old.isWhole, new.isWhole, let oldFile = old.file, let newFile = new.file else {
            return nil
        }
        do throws(ParseError) {
            return try oldFile.firstDifference(newFile)
        } catch {
            return nil
        }
    }
}

extension Difference {
    /// Whether it is one of those that builds of the same sources may have: names of the build, and
    /// sizes, which change with them.
    fileprivate var namesBuild: Bool {
        area == .size || kind == "build-id" || kind == "vcs"
    }
}
