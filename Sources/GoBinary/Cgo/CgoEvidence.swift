public import ObjectFile

/// What a program shows for and against C code in it, by package.
///
/// The names of its functions decide, since they are what was linked; the settings of the build do
/// not, since they are what was wished.
public struct CgoEvidence: Hashable, Sendable {
    /// Whether Go code calls C.
    public enum Verdict: String, Hashable, Sendable {
        /// The run time for C is not there.
        case none
        /// The run time for C is there, and no package calls C.
        case runtimeOnly = "runtime-only"
        /// At least one package calls C.
        case callsC = "calls-c"
        /// There is no function table to tell.
        case unknown
    }

    /// Whose linker made the file.
    public enum LinkMode: String, Hashable, Sendable {
        /// Go's own.
        case `internal`
        /// That of a C compiler.
        case external
        /// Nothing tells.
        case unknown
    }

    /// A Go package that C code is used in.
    public struct Package: Hashable, Sendable {
        /// The import path, nil where it is not known to whom the exports belong.
        public let path: ByteString?
        /// The C functions that it calls, in the order of the function table, each once.
        public internal(set) var calls: [ByteString]
        /// The Go functions that C may call, by their C names.
        public internal(set) var exports: [ByteString]
        /// The functions that show it.
        public internal(set) var evidence: [Evidence]
    }

    /// A library that symbols are imported from.
    public struct Library: Hashable, Sendable {
        /// A symbol that the library has to define.
        public struct Symbol: Hashable, Sendable {
            /// The name.
            public let name: ByteString
            /// The version, nil where none is asked for.
            public let version: ByteString?
        }

        /// The name under which it is needed, nil for symbols that any library may define.
        public let name: ByteString?
        /// The symbols in file order.
        public internal(set) var symbols: [Symbol]
    }

    /// Imports that are for one thing.
    public struct ImportGroup: Hashable, Sendable {
        /// What they are for: `nss` (users and groups), `dns`, `threads`, `dlopen` or `stdio`.
        public let name: String
        /// The symbols in file order.
        public let symbols: [ByteString]
    }

    /// Whether Go code calls C.
    public let verdict: Verdict
    /// Whose linker made the file.
    public let linkMode: LinkMode
    /// The packages that use C, in the order of the function table.
    public let packages: [Package]
    /// The libraries needed with what is imported from each, in file order.
    public let libraries: [Library]
    /// The imports by what they are for; those that are for none of these things are left out.
    public let importGroups: [ImportGroup]
    /// The allocators that take the place of the C library's: `jemalloc`, `tcmalloc`, `mimalloc`.
    public let allocators: [String]
    /// The compile units of other languages, in file order; empty without debug information.
    public let compileUnits: [CompileUnit]
    /// What the verdict and the link mode rest on.
    public let evidence: [Evidence]
    /// What could not be read.
    public let diagnostics: [Diagnostic]
}
