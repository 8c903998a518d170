internal import ObjectFile

/// How the program was linked, beside what was asked for.
enum BuildModeFacts {
    /// Where a C program starts Go's runtime in a library.
    private static let libraryStart = ["_rt0_…_lib"]
    /// What tells a running Go program of the code in a plugin or shared library.
    private static let moduleStart = ["go:link.addmoduledata", "go.link.addmoduledata"]

    static let functions = libraryStart + moduleStart

    static func facts(of sources: GoFactSources) -> [GoFact] {
        let (mode, evidence) = actual(sources)
        let declared = sources.setting("-buildmode")
        return [
            linkMode(sources),
            GoFact(
                "build-mode", mode.map { .text(ByteString($0)) } ?? .unknown,
                note: note(mode, declared?.value, sources),
                evidence: evidence),
            GoFact(
                "build-mode-declared", declared.map { .text($0.value) } ?? .unknown,
                note: declared == nil ? "the build settings do not say" : nil,
                evidence: declared.map { [$0.evidence] } ?? []),
        ]
    }

    private static func linkMode(_ sources: GoFactSources) -> GoFact {
        let reader = CgoReader(sources.image, in: sources.file, limits: sources.limits)
        let (mode, evidence) = reader.linkMode(sources.cgo)
        guard mode != .unknown else { return GoFact("link-mode", .unknown) }
        return GoFact(
            "link-mode", .text(ByteString(mode.rawValue)),
            note: mode == .internal ? "by Go's own linker" : "by that of a C compiler",
            evidence: evidence)
    }

    /// What the file is, by its header and what only such files have linked.
    private static func actual(_ sources: GoFactSources) -> (String?, [Evidence]) {
        let kind = Evidence("file header", at: .start, ByteString(sources.image.kind.rawValue))
        guard sources.functions.table != nil || sources.build != nil else { return (nil, []) }
        switch sources.image.kind {
        case .relocatable, .object: return ("c-archive", [kind])
        case .executable: return ("exe", [kind])
        case .pie: return ("pie", [kind])
        case .sharedObject: break
        default: return (nil, [kind])
        }
        let modules = sources.functions.evidence(moduleStart)
        if !modules.isEmpty {
            let packages = packageList(sources)
            return (packages.isEmpty ? "plugin" : "shared", [kind] + modules + packages)
        }
        let library = sources.functions.evidence(libraryStart)
        return library.isEmpty ? (nil, [kind]) : ("c-shared", [kind] + library)
    }

    /// The note that lists the packages of a shared library; plugins have none.
    private static func packageList(_ sources: GoFactSources) -> [Evidence] {
        switch sources.image.contents {
        // Go makes no such libraries for Mach-O.
        case .machO: return []
        case .elf(let object):
            let notes = object.notes(nil, in: sources.file).notes
            let list = notes.first { $0.owner == "Go" && $0.type == 1 }
            return list.map { [Evidence("notes", at: $0.offset, "list of packages")] } ?? []
        }
    }

    /// What is to be said where both differ.
    private static func note(
        _ mode: String?, _ declared: ByteString?, _ sources: GoFactSources
    ) -> String? {
        guard let mode, let declared, declared.text != mode, declared != "default" else {
            return nil
        }
        let text = "though the build settings say \(declared.text)"
        guard declared == "exe", mode == "pie" else { return text }
        // For macOS the go command asks for nothing else, and calls it so.
        if case .machO = sources.image.contents { return nil }
        // The go command leaves it to the linker, which makes nothing else for such systems.
        if sources.setting("GOOS")?.value == "android" {
            return text + ", which for android is the same"
        }
        return text + ": -ldflags=-buildmode=pie does that"
    }
}
