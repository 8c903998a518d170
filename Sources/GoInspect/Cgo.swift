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

    /// Imports that are for one thing.
    public struct ImportGroup: Sendable {
        /// What they are for: `nss`, `dns`, `threads`, `dlopen` or `stdio`.
        public let name: String
        /// The symbols in file order.
        public let symbols: [ByteString]
    }

    /// A source file of another language that debug information tells of.
    public struct CompileUnit: Sendable {
        /// The source file.
        public let name: ByteString
        /// The language by its field's name, `0x…` where that is unknown, empty where none is said.
        public let language: String
        /// The compiler, often with its version and options.
        public let producer: ByteString
        /// The directory it was compiled in.
        public let directory: ByteString
    }

    /// `none`, `runtime-only`, `calls-c` or `unknown`.
    public let verdict: String
    /// `internal`, `external` or `unknown`.
    public let linkMode: String
    /// The packages that use C.
    public let packages: [Package]
    /// The libraries needed.
    public let libraries: [Library]
    /// The imports by what they are for.
    public let importGroups: [ImportGroup]
    /// The allocators that take the place of the C library's.
    public let allocators: [String]
    /// The compile units of other languages than Go, in file order.
    public let compileUnits: [CompileUnit]
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
        importGroups = found.importGroups.map {
            ImportGroup(name: $0.name, symbols: $0.symbols)
        }
        allocators = found.allocators
        compileUnits = found.compileUnits.map { unit in
            CompileUnit(
                name: unit.name, language: unit.language?.description ?? "",
                producer: unit.producer, directory: unit.directory)
        }
        evidence = found.evidence.map { Evidence($0) }
        diagnostics = found.diagnostics
    }
}

/// Which packages call C, as far as the function table tells.
struct CgoCallers {
    /// `none`, `runtime-only`, `calls-c` or `unknown`.
    let verdict: String
    /// `internal`, `external` or `unknown`.
    let linkMode: String
    /// The packages that use C.
    let packages: [(path: ByteString?, calls: [ByteString])]

    init(_ report: ImageReport, _ survey: FunctionSurvey) {
        let found = CgoReader(report.image, in: report.file, survey: survey).readCallers()
        verdict = found.verdict.rawValue
        linkMode = found.linkMode.rawValue
        packages = found.packages.map { ($0.path, $0.calls) }
    }
}

extension ImageReport {
    /// What the image shows of C code.
    public func cgo(limits: Limits = Limits()) -> Cgo { cgo(nil, limits: limits) }

    /// The same where somebody has gone through its functions already.
    func cgo(_ survey: FunctionSurvey?, limits: Limits = Limits()) -> Cgo {
        Cgo(CgoReader(image, in: file, limits: limits, survey: survey).read())
    }
}
