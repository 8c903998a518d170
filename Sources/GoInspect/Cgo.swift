internal import GoBinary
public import ObjectFile

/// What a program shows for and against C code in it; names are those of the command's contract.
public struct Cgo: Sendable {
    /// A Go package that C code is used in.
    public struct Package: Sendable {
        /// The import path, nil where it is not known.
        public let path: ByteString?
        /// The C functions that it calls.
        public let calls: [ByteString]
        /// The Go functions that C may call.
        public let exports: [ByteString]
        /// The functions that show it.
        public let evidence: [Evidence]
    }

    /// A library that symbols are imported from.
    public struct Library: Sendable {
        /// The name under which it is needed, nil for symbols that any library may define.
        public let name: ByteString?
        /// The symbols in file order, each with its version.
        public let symbols: [(name: ByteString, version: ByteString?)]
    }

    /// `none`, `runtime-only`, `calls-c` or `unknown`.
    public let verdict: String
    /// `internal`, `external` or `unknown`.
    public let linkMode: String
    /// The packages that use C.
    public let packages: [Package]
    /// The libraries needed.
    public let libraries: [Library]
    /// What verdict and link mode rest on.
    public let evidence: [Evidence]
    /// What could not be read.
    public let diagnostics: [Diagnostic]

    init(_ found: CgoEvidence) {
        verdict = found.verdict.rawValue
        linkMode = found.linkMode.rawValue
        packages = found.packages.map { package in
            Package(
                path: package.path, calls: package.calls, exports: package.exports,
                evidence: package.evidence.map { Evidence($0) })
        }
        libraries = found.libraries.map { library in
            Library(name: library.name, symbols: library.symbols.map { ($0.name, $0.version) })
        }
        evidence = found.evidence.map { Evidence($0) }
        diagnostics = found.diagnostics
    }
}

extension ImageReport {
    /// What the image shows of C code.
    public func cgo(limits: Limits = Limits()) -> Cgo {
        Cgo(CgoReader(image, in: file, limits: limits).read())
    }
}
