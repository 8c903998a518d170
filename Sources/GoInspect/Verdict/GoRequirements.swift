internal import GoBinary

/// The oldest systems that Go's own code supports, by the version of Go.
///
/// Nothing looks at them when a program starts: what is missing in an older system fails when it is
/// used.
enum GoRequirements {
    /// The oldest Linux.
    ///
    /// Spec: go.dev/wiki/Linux.
    static func linux(_ go: GoVersion, _ architecture: String) -> SystemVersion {
        let usual: SystemVersion =
            switch go.minor {
            case ...18: SystemVersion(2, 6, 23)
            case ...23: SystemVersion(2, 6, 32)
            default: SystemVersion(3, 2)
            }
        return switch architecture {
        case "loong64": SystemVersion(5, 19)
        case "mips64el": SystemVersion(4, 8)
        case "arm": max(usual, SystemVersion(3, 1))
        // ELFv2 needs it: doc/go1.27.
        case "ppc64" where go.minor >= 27: SystemVersion(3, 13)
        default: usual
        }
    }

    /// The oldest macOS; nil for versions of Go that are older than Go 1.15.
    ///
    /// Spec: go.dev/wiki/MinimumRequirements; doc/go1.27.
    static func macOS(_ go: GoVersion) -> SystemVersion? {
        switch go.minor {
        case ...14: nil
        case ...16: SystemVersion(10, 12)
        case ...20: SystemVersion(10, 13)
        case ...22: SystemVersion(10, 15)
        case ...24: SystemVersion(11)
        case ...26: SystemVersion(12)
        default: SystemVersion(13)
        }
    }
}
