internal import GoBinary
internal import ObjectFile

/// Compilers and folders of C code that differ, as debug information names them.
struct DebugUnits {
    private(set) var compilers: [Reproduction.Cause] = []
    private(set) var folders: [Reproduction.Cause] = []

    init(_ old: ImageReport, _ new: ImageReport) {
        let before = CompileUnitReader(old.image, in: old.file).read().foreign
        let after = CompileUnitReader(new.image, in: new.file).read().foreign
        guard !before.isEmpty, !after.isEmpty else { return }
        compareCompilers(before, after)
        var names = SourceNames(ignoresRoot: false)
        names.compare(
            Self.paths(before), Self.paths(after), in: "C source files"
        ) { _ in "debug information" }
        folders = names.causes.map { cause in
            Reproduction.Cause(
                .path, cause.what, cause.old, cause.new,
                "debug information of C names the folder that it was compiled in",
                ["CGO_CFLAGS=-ffile-prefix-map=OLD=NEW, or -trimpath, or -ldflags=-w"],
                at: cause.place)
        }
    }

    private mutating func compareCompilers(_ old: [CompileUnit], _ new: [CompileUnit]) {
        let before = Self.producers(old)
        let after = Self.producers(new)
        guard let gone = before.first(where: { !after.contains($0) }),
            let come = after.first(where: { !before.contains($0) })
        else { return }
        compilers.append(
            Reproduction.Cause(
                .toolchain, "C compiler", gone, come,
                "C was compiled by another compiler or with other flags",
                ["the same C compiler (CC) and flags (CGO_CFLAGS)"],
                at: Reproduction.Cause.Place(
                    section: "debug information", old: old.first { $0.producer == gone }?.offset,
                    new: new.first { $0.producer == come }?.offset)))
    }

    private static func producers(_ units: [CompileUnit]) -> [ByteString] {
        var producers: [ByteString] = []
        for unit in units where !producers.contains(unit.producer) && producers.count < 64 {
            producers.append(unit.producer)
        }
        return producers
    }

    /// Whole paths of units.
    private static func paths(_ units: [CompileUnit]) -> [SourceNames.Name] {
        units.prefix(4096).map { unit in
            let name = unit.name.text
            let path =
                name.startsWithBytes(of: "/") ? name : unit.directory.text + "/" + name
            return SourceNames.Name(text: ByteString(path), offset: unit.offset)
        }
    }
}
