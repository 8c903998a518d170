public import ObjectFile

/// One thing in which two builds differ.
public struct Difference: Hashable, Sendable {
    /// What it is about; names are those of the command's contract.
    public enum Area: String, CaseIterable, Hashable, Sendable {
        /// How it comes by the code of others, and where it runs.
        case linkage
        /// What it needs by name.
        case libraries
        /// How old a system may be.
        case floor
        /// What it shares with others by name.
        case symbols
        /// The functions.
        case functions
        /// How large it and its parts are.
        case size
        /// What the build was asked for.
        case settings
        /// The modules it was made of.
        case modules
        /// What makes faults harder to exploit.
        case hardening
        /// What made it.
        case toolchain
        /// What it does, and names of the build.
        case content
    }

    /// What it is about.
    public let area: Area
    /// Of which kind, in words with hyphens: `library-added`; see ``kinds``.
    public let kind: String
    /// The thing that differs, such as a library's name.
    public let what: String
    /// What it was; nil where it was not there.
    public let old: String?
    /// What it is; nil where it is not there any more.
    public let new: String?
    /// What that means, in a sentence; empty where it says nothing more.
    public let meaning: String
    /// How bad it is.
    public let severity: Diagnostic.Severity
    /// The slice of a universal file; nil where there is one image alone.
    public internal(set) var slice: String?

    init(
        _ area: Area, _ kind: String, _ what: String, _ old: String?, _ new: String?,
        _ meaning: String = "", _ severity: Diagnostic.Severity = .note
    ) {
        (self.area, self.kind, self.what) = (area, kind, what)
        (self.old, self.new, self.meaning) = (old, new, meaning)
        self.severity = severity
    }
}

extension Difference {
    /// All kinds of differences, area by area: what a gate may allow.
    public static let kinds: [(area: Area, kinds: [String])] = [
        (
            .linkage,
            [
                "format", "architecture", "system", "type", "linkage", "interpreter", "libc",
                "runs", "rpath", "runpath", "soname", "cgo", "cgo-package", "link-mode", "slice",
            ]
        ),
        (.libraries, ["library-added", "library-removed", "library-version", "symbol-version"]),
        (.floor, ["glibc-floor", "api-floor", "minimum-os", "sdk", "cpu-level"]),
        (
            .symbols,
            [
                "import-added", "import-removed", "import-version", "exports",
                "export-added", "export-removed", "export-version",
                "symbol-table", "symbol-added", "symbol-removed",
            ]
        ),
        (
            .functions,
            [
                "functions", "package-added", "package-removed", "function-added",
                "function-removed",
            ]
        ),
        (
            .size,
            [
                "file-size", "section-size", "segment-size", "package-size", "function-size",
            ]
        ),
        (.settings, ["setting", "vcs", "instrumentation"]),
        (
            .modules,
            [
                "build-information", "main-package", "main-module", "main-version", "module-added",
                "module-removed",
                "module-up", "module-down", "module-version", "module-replaced", "module-sum",
            ]
        ),
        (.hardening, ["hardening"]),
        (.toolchain, ["go-version", "goroot", "toolchain"]),
        (.content, ["build-id", "relies-on", "paths", "stripped", "packed", "content"]),
    ]

    /// Whether a name is that of an area or of a kind.
    public static func isKnown(_ name: String) -> Bool {
        kinds.contains { $0.area.rawValue == name || $0.kinds.contains(name) }
    }
}
