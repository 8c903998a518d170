public import DynamicLinking
internal import ObjectFile

/// What an image needs of the system to start, beyond the names that the image itself has.
public struct Dependencies: Sendable {
    /// The C library that it is made for.
    public let libc: CLibrary
    /// What tells so.
    public let libcEvidence: String
    /// The versions it needs of its libraries, nil where it needs none or they are damaged.
    public let versions: RequiredVersions?
    /// How new a glibc it needs, nil where it needs none.
    public let glibc: GlibcRequirement?

    init(
        _ image: Image, in file: FileBytes, _ go: inout GoTraces,
        _ diagnostics: inout [Diagnostic]
    ) {
        let versions = Self.versions(image, in: file, &diagnostics)
        self.versions = versions
        glibc = Self.glibc(versions, image, &diagnostics)
        (libc, libcEvidence) = Self.libc(image, versions, &go)
    }

    private static func versions(
        _ image: Image, in file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) -> RequiredVersions? {
        switch image.contents {
        case .elf(let object):
            do throws(ParseError) {
                let versions = try RequiredVersions(object, in: file)
                return versions.libraries.isEmpty ? nil : versions
            } catch {
                diagnostics.append(Diagnostic(error))
                return nil
            }
        }
    }

    private static func glibc(
        _ versions: RequiredVersions?, _ image: Image, _ diagnostics: inout [Diagnostic]
    ) -> GlibcRequirement? {
        guard let versions else { return nil }
        do throws(ParseError) {
            return try GlibcRequirement(versions, on: image.architecture)
        } catch {
            diagnostics.append(Diagnostic(error))
            return nil
        }
    }

    private static func libc(
        _ image: Image, _ versions: RequiredVersions?, _ go: inout GoTraces
    ) -> (CLibrary, String) {
        if let libc = CLibrary(image, versions: versions) {
            let evidence =
                image.interpreter.value.map { "interpreter \($0.text)" } ?? "libraries needed"
            return (libc, evidence)
        }
        switch image.linkage {
        case .static?, .staticPIE?: return staticLibc(image, &go)
        default: return (.unknown, "nothing tells")
        }
    }

    /// What C library is linked into a static program.
    private static func staticLibc(_ image: Image, _ go: inout GoTraces) -> (CLibrary, String) {
        if go.notes.contains(where: { $0.owner == "Android" }) { return (.bionic, "Android note") }
        // glibc's start-up code carries the tag; neither musl's nor Go's does.
        if go.notes.contains(where: { $0.owner == "GNU" && $0.type == 1 }) {
            return (.glibc, "ABI tag note")
        }
        guard go.isGo else { return (.unknown, "nothing tells") }
        guard linkedByC(image) else { return (.none, "linked by Go itself, with no C start-up code") }
        switch image.operatingSystem {
        case .linux?, nil: return (.musl, "linked with C start-up code that is not glibc's")
        default: return (.unknown, "linked with C start-up code")
        }
    }

    /// Whether a C compiler's linker made a Go program: only then has it thread-local storage for
    /// C, or tables to unwind C functions.
    private static func linkedByC(_ image: Image) -> Bool {
        switch image.contents {
        case .elf(let object):
            (object.segments.value ?? []).contains {
                $0.type == .threadLocal || $0.type == .gnuExceptionFrame
            }
        }
    }
}
