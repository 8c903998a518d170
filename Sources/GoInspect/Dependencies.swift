internal import DynamicLinking
public import ObjectFile

/// What an image needs of the system to start, beyond the names that the image itself has.
public struct Dependencies: Sendable {
    /// How new a glibc is needed, and why; versions are numbers with dots, without `GLIBC_`.
    public struct Glibc: Hashable, Sendable {
        /// The highest version needed, nil where only versions without a number are.
        public let floor: String?
        /// The oldest glibc in which all symbols needed exist under any version.
        public let apiFloor: String?
        /// The symbols that are imported under the floor's version, in file order.
        public let culprits: [ByteString]
        /// Whether versions without a number are needed, too.
        let hasUnnumbered: Bool
    }

    /// The C library that it is made for: `glibc`, `musl`, `bionic`, `libsystem`, `uclibc`, `none`
    /// for pure Go, else `unknown`.
    public let libc: String
    /// What tells so.
    public let libcEvidence: String
    /// The versions it needs of its libraries.
    public private(set) var requiredVersions = ELF.RequiredVersions()
    /// How new a glibc it needs, nil where it needs none.
    public private(set) var glibc: Glibc?

    /// Visits the versions of glibc without a number that say that its loader has to understand
    /// something (`GLIBC_ABI_DT_RELR`), each with the release that brought it where that is known.
    ///
    /// The floor does not have them: distributions carry them back to earlier releases.
    public func forEachGlibcMarker(_ visit: (_ version: ByteString, _ release: String?) -> Void) {
        guard let glibc, glibc.hasUnnumbered else { return }
        for library in requiredVersions.libraries {
            for version in library.versions where version.name.starts(with: "GLIBC_ABI_") {
                visit(version.name, GlibcVersion(bringing: version.name)?.description)
            }
        }
    }

    init(
        _ image: Image, in file: FileBytes, _ go: inout GoTraces,
        _ diagnostics: inout [Diagnostic]
    ) {
        do throws(ParseError) {
            requiredVersions = try Self.versions(image, in: file)
            glibc = try Self.glibc(requiredVersions, image, in: file)
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        let (libc, evidence) = Self.libc(image, in: file, requiredVersions.libraries, &go)
        self.libc = libc.rawValue
        libcEvidence = evidence
    }

    private static func versions(
        _ image: Image, in file: FileBytes
    ) throws(ParseError) -> ELF.RequiredVersions {
        switch image.contents {
        case .elf(let object): try object.requiredVersions(in: file)
        case .machO: ELF.RequiredVersions()
        }
    }

    private static func glibc(
        _ versions: ELF.RequiredVersions, _ image: Image, in file: FileBytes
    ) throws(ParseError) -> Glibc? {
        guard !versions.libraries.isEmpty, case .elf(let object) = image.contents else {
            return nil
        }
        var names = try object.symbolNames(versions, in: file)
        guard
            let requirement = try GlibcRequirement(
                versions, &names, on: image.architecture)
        else { return nil }
        return Glibc(
            floor: requirement.floor?.description, apiFloor: requirement.apiFloor?.description,
            culprits: requirement.culprits, hasUnnumbered: requirement.hasUnnumbered)
    }

    private static func libc(
        _ image: Image, in file: FileBytes, _ versions: [ELF.LibraryVersions],
        _ go: inout GoTraces
    ) -> (CLibrary, String) {
        if let libc = CLibrary(image, versions: versions) {
            let isByLoader = image.interpreter.value != nil && libc != .libSystem
            return (libc, isByLoader ? "interpreter" : "libraries needed")
        }
        switch image.linkage {
        case .static?, .staticPIE?: return staticLibc(image, in: file, &go)
        default: return (.unknown, "nothing tells")
        }
    }

    /// What C library is linked into a static program.
    private static func staticLibc(
        _ image: Image, in file: FileBytes, _ go: inout GoTraces
    ) -> (CLibrary, String) {
        if go.notes.contains(where: { $0.owner == "Android" }) { return (.bionic, "Android note") }
        // glibc's start-up code carries the tag; neither musl's nor Go's does.
        if go.notes.contains(where: { $0.owner == "GNU" && $0.type == 1 }) {
            return (.glibc, "ABI tag note")
        }
        do throws(ParseError) {
            if try MuslStartUp.isEntry(of: image, in: file) { return (.musl, "start-up code") }
        } catch {
            return (.unknown, "entry point cannot be read")
        }
        guard go.isGo else { return (.unknown, "nothing tells") }
        guard linkedByC(image) else {
            return (.none, "linked by Go itself, with no C start-up code")
        }
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
        case .machO: false
        }
    }
}

extension ImageReport {
    /// Where the loader looks for each needed library of a Mach-O file, in the order of
    /// `Image.needed`: `shared-cache`, `rpath`, `loader-path`, `executable-path`, `absolute` or
    /// `relative`; empty for ELF, whose names do not tell.
    public var libraryPlaces: [String] {
        guard case .machO = image.contents else { return [] }
        return image.needed.map { DyldPlace($0).rawValue }
    }
}
