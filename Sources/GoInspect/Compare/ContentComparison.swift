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
        let (oldBytes, newBytes) = Self.bytes(old, new) ?? (old.digest, new.digest)
        difference = Difference(
            .content, "content", "bytes", oldBytes, newBytes,
            "they differ in bytes that no area tells of: compare --reproducible finds them")
    }

    /// Both files; nil where one is not there, as of what was kept, or one slice alone is compared.
    private static func files(
        _ old: FileSnapshot, _ new: FileSnapshot
    ) -> (old: FileBytes, new: FileBytes)? {
        guard old.isWhole, new.isWhole, let oldFile = old.file, let newFile = new.file else {
            return nil
        }
        return (oldFile, newFile)
    }

    /// Whether more than names of the build differ, or what follows from them.
    private static func differ(_ old: FileSnapshot, _ new: FileSnapshot) -> Bool {
        guard let files = files(old, new) else { return false }
        let causes = Reproduction(files.old, files.new).causes
        return causes.contains { ![.buildID, .vcs, .signature].contains($0.kind) }
    }

    /// The first byte in which both differ, in words; how many they have where one ends before it.
    private static func bytes(
        _ old: FileSnapshot, _ new: FileSnapshot
    ) -> (old: String?, new: String?)? {
        guard let files = files(old, new) else { return nil }
        do throws(ParseError) {
            guard let first = try files.old.firstDifference(files.new) else {
                return ("\(files.old.size) bytes", "\(files.new.size) bytes")
            }
            let place = " at offset \(first.offset)"
            return (hexadecimal(first.old) + place, hexadecimal(first.new) + place)
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
