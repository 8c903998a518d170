/// The keys of a policy; the file's schema and its documentation are made of these.
public enum PolicyKey: String, CaseIterable, Hashable, Sendable {
    /// For editors, which find the schema by it.
    case schema = "$schema"
    /// The places to check for.
    case targets
    /// The least severity that fails.
    case failOn
    /// How bad the findings of rules are.
    case severities
    /// Rules that are not told for a time.
    case ignore
    /// The libraries that may be needed.
    case libraries
    /// Packages and functions that must not be there.
    case forbid
    /// Versions of Go and of modules.
    case require
    /// Sums to compare with.
    case goSum
    /// A list of sums of the files themselves.
    case checksums
    /// Values of variables.
    case variables
    /// Values of build settings.
    case settings
    /// The largest size.
    case maxSize
    /// What is wanted of some files alone.
    case files

    /// What it says, in one line.
    public var meaning: String {
        switch self {
        case .schema: "Where editors find the schema; goelf does not look at it."
        case .targets: "The places to check for where no option names one, as --target takes them."
        case .failOn: "The least severity for which check ends with 1, as --fail-on takes it."
        case .severities:
            "How bad the findings of a rule are: error, warning, note, or off to leave them out."
        case .ignore:
            "Rules that are ignored for a time: why, and the last day; behind it they are told again."
        case .libraries: "The libraries that a file may need, by names or patterns; no others."
        case .forbid:
            "Packages, packages with all below them (…/...) and functions that must not be linked."
        case .require:
            "Versions of “go” and of modules by their paths, where the file has these: >=1.26."
        case .goSum:
            "The go.sum, or several, with which the sums of the file's modules are compared."
        case .checksums: "A list of the SHA-256 sums of the files, as sha256sum writes it."
        case .variables: "The values of string variables (-X of the linker), as texts or patterns."
        case .settings:
            "The values of build settings, as texts or patterns; false for those not to be set."
        case .maxSize: "The largest size of a file: 80MB, 64MiB, or bytes."
        case .files:
            "More of this for files of some names, by patterns: seen from the folder of the policy, "
                + "or the last name alone where there is no / in it. What it says replaces what all "
                + "files have, key by key; null takes it away."
        }
    }

    /// An example of a value.
    public var example: String {
        switch self {
        case .schema: #""./goelf-policy.schema.json""#
        case .targets: #"["debian:12", "distroless/static"]"#
        case .failOn: #""warning""#
        case .severities: #"{"not-executable": "off"}"#
        case .ignore:
            #"[{"rule": "kernel-too-old", "reason": "new hosts are coming", "until": "2099-01-31"}]"#
        case .libraries: #"["libc.so.6", "libpthread.so.*"]"#
        case .forbid: #"["net/http/pprof", "runtime/debug.ReadBuildInfo"]"#
        case .require: #"{"go": ">=1.26", "golang.org/x/net": ">=0.25"}"#
        case .goSum: #""go.sum""#
        case .checksums: #""checksums.txt""#
        case .variables: #"{"main.version": "v[0-9]*"}"#
        case .settings: #"{"-trimpath": true, "CGO_ENABLED": "0", "-race": false}"#
        case .maxSize: #""80MB""#
        case .files: #"{"dist/agent*": {"maxSize": "20MiB", "libraries": null}}"#
        }
    }

    /// Whether it may stand inside ``files``.
    public var isOfFiles: Bool {
        switch self {
        case .schema, .targets, .failOn, .files: false
        default: true
        }
    }
}
