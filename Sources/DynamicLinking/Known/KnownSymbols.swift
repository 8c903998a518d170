public import ObjectFile

/// Which symbols the libraries of a system that is known by table may define, beyond what their files
/// show.
struct KnownSymbols {
    /// Libraries that are there and whose symbols are not known: none of the C library's.
    private let hasOthers: Bool
    /// Libraries whose versions are known, by all their names.
    private let versioned: Set<ByteString>
    /// The release of glibc; nil where musl defines its names itself.
    private let glibc: GlibcVersion?
    /// Whether a library is missing that may be there and may define anything.
    private let lacksSome: Bool

    /// Nil where all files are real ones.
    init?(_ objects: [LoadedObject], _ known: KnownSystem?, _ graph: DependencyGraph) {
        guard let known else { return nil }
        lacksSome = !graph.isComplete
        if case .glibc(let version) = known.libc {
            glibc = version
        } else {
            glibc = nil
        }
        var (hasOthers, versioned) = (false, Set<ByteString>())
        for object in objects {
            guard let knowledge = object.identity?.knowledge, knowledge != .whole else { continue }
            if knowledge == .glibc || knowledge == .versions {
                versioned.formUnion(object.names)
                if let soname = object.dynamic?.soname { versioned.insert(soname) }
            }
            hasOthers = hasOthers || knowledge != .glibc
        }
        self.hasOthers = hasOthers
        self.versioned = versioned
    }

    /// Whether a symbol that no file is seen to define may be defined.
    ///
    /// One with a version was held against those of its library before.
    func mayBeDefined(_ name: ByteString, _ version: ELF.SymbolVersions.Version?) -> Bool {
        if lacksSome { return true }
        if let version, let library = version.library, versioned.contains(library) { return true }
        if let glibc {
            return hasOthers || GlibcNames.contains(name, glibc)
        }
        // What is one of glibc's names would have to come from the C library.
        return hasOthers && !GlibcNames.contains(name)
    }
}

extension ELF.Object {
    /// Whether every symbol that has to be found is wanted in some version.
    public func needsVersionsAlone(in file: FileBytes) -> Bool {
        do throws(ParseError) {
            guard let table = try dynamicSymbolTable(in: file) else { return true }
            guard table.versions != nil else { return false }
            var cursor = ELF.SymbolCursor(table, in: file, header.layout, limits)
            var isVersioned = true
            try forEachUndefined(of: table, in: file) { symbol throws(ParseError) in
                guard symbol.binding == .global else { return }
                let version = try cursor.version(of: symbol) ?? 0
                if version & ELF.SymbolVersions.indexMask <= ELF.SymbolVersions.global {
                    isVersioned = false
                }
            }
            return isVersioned
        } catch {
            return false
        }
    }
}

extension DependencyGraph {
    /// Notes what is not known of the system: whether the program starts cannot be told.
    mutating func doubt(_ words: String) {
        isComplete = false
        let diagnostic = Diagnostic(.libraryUnknown, .note, words)
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }
}

extension ParseError.Code {
    /// A library or version of which it is not known whether the system has it.
    public static let libraryUnknown = Self(rawValue: "loader.library-unknown")
}
