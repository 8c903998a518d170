internal import DynamicLinking
public import ObjectFile

/// What an image needs of the system to start, beyond the names that the image itself has.
public struct Dependencies: Sendable {
    /// A library of which versions are needed.
    public struct Library: Hashable, Sendable {
        /// The library, by the name under which it is needed.
        public let name: ByteString
        /// The versions, each once, in file order.
        public internal(set) var versions: [Version]
    }

    /// A version of a library.
    public struct Version: Hashable, Sendable {
        /// The name, such as `GLIBC_2.34`.
        public let name: ByteString
        /// Whether the loader may go on without it (`VER_FLG_WEAK`).
        public let isWeak: Bool
        /// The symbols that need it, in file order; empty where they were not asked for.
        public internal(set) var symbols: [ByteString] = []
    }

    /// How new a glibc is needed, and why; versions are numbers with dots, without `GLIBC_`.
    public struct Glibc: Hashable, Sendable {
        /// The highest version needed, nil where only versions without a number are.
        public let floor: String?
        /// The oldest glibc in which all symbols needed exist under any version.
        public let apiFloor: String?
        /// The symbols that are imported under the floor's version, and that version's name.
        public let culprits: [Culprit]
    }

    /// A symbol that needs the floor.
    public struct Culprit: Hashable, Sendable {
        /// The symbol.
        public let symbol: ByteString
        /// The version's name.
        public let version: ByteString
    }

    /// The C library that it is made for: `glibc`, `musl`, `bionic`, `libsystem`, `uclibc`, `none`
    /// for pure Go, else `unknown`.
    public let libc: String
    /// What tells so.
    public let libcEvidence: String
    /// The versions it needs of its libraries, in file order.
    public let requiredVersions: [Library]
    /// How new a glibc it needs, nil where it needs none.
    public let glibc: Glibc?

    init(
        _ image: Image, in file: FileBytes, _ go: inout GoTraces,
        _ diagnostics: inout [Diagnostic], withSymbols: Bool
    ) {
        let versions = Self.versions(image, in: file, &diagnostics)
        requiredVersions = Self.libraries(versions, withSymbols: withSymbols, &diagnostics)
        glibc = Self.glibc(versions, image, &diagnostics)
        let (libc, evidence) = Self.libc(image, versions, &go)
        self.libc = libc.rawValue
        libcEvidence = evidence
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

    private static func libraries(
        _ versions: RequiredVersions?, withSymbols: Bool, _ diagnostics: inout [Diagnostic]
    ) -> [Library] {
        guard let versions else { return [] }
        var names = withSymbols ? versions.names() : nil
        var libraries: [Library] = []
        for entry in versions.libraries {
            var library = Library(name: entry.name, versions: [])
            for needed in entry.versions {
                var version = Version(name: needed.name, isWeak: needed.isWeak)
                do throws(ParseError) {
                    for symbol in names == nil ? [] : needed.symbols {
                        if let name = try names?.text(of: symbol) { version.symbols.append(name) }
                    }
                } catch {
                    diagnostics.append(Diagnostic(error))
                    names = nil
                }
                library.versions.append(version)
            }
            libraries.append(library)
        }
        return libraries
    }

    private static func glibc(
        _ versions: RequiredVersions?, _ image: Image, _ diagnostics: inout [Diagnostic]
    ) -> Glibc? {
        guard let versions else { return nil }
        do throws(ParseError) {
            return try GlibcRequirement(versions, on: image.architecture).map { requirement in
                Glibc(
                    floor: requirement.floor?.description,
                    apiFloor: requirement.apiFloor?.description,
                    culprits: requirement.culprits.map {
                        Culprit(symbol: $0.symbol, version: $0.version)
                    })
            }
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
