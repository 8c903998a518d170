internal import ObjectFile

/// What there is of the cryptographic module for FIPS 140, which Go has since 1.24.
enum FIPSFacts {
    /// A frozen module: its packages carry its version in their paths.
    static let frozen = "crypto/internal/fips140/v1…"
    private static let packages = "crypto/internal/fips140/…"
    /// The package that computes the module's sum when the program starts, and compares it with the
    /// one that the linker wrote.
    private static let check = [
        "crypto/internal/fips140/check.init.0", "crypto/internal/fips140/v1…/check.init.0",
    ]

    static let functions = [frozen, packages] + check

    static func facts(of sources: GoFactSources) -> [GoFact] {
        [module(sources), selfCheck(sources), mode(sources)]
    }

    /// Whose code it is: that of the standard library, or a frozen copy (`GOFIPS140=v1.0.0`).
    private static func module(_ sources: GoFactSources) -> GoFact {
        let name = "fips140-module"
        if let match = sources.functions.matches([frozen]).first {
            return GoFact(
                name, .text(version(match.name)), note: "a frozen module",
                evidence: sources.functions.evidence([frozen]))
        }
        let evidence = sources.functions.evidence([packages])
        guard evidence.isEmpty else {
            return GoFact(
                name, .text("standard-library"), note: "not frozen: that of this Go",
                evidence: evidence)
        }
        return sources.without([packages], name, .text("none"), note: nil)
    }

    /// `v1.0.0-c2097c7c` of `crypto/internal/fips140/v1.0.0-c2097c7c/aes.New`, or of the package
    /// itself, whose dots are escaped.
    private static func version(_ function: ByteString) -> ByteString {
        let bytes = function.utf8.dropFirst(frozen.utf8.count - "v1…".utf8.count)
        let isPackage = !bytes.contains(UInt8(ascii: "/"))
        let end = UInt8(ascii: isPackage ? "." : "/")
        let part = Array(bytes.prefix { $0 != end })
        return FunctionName.path(part.span)
    }

    private static func selfCheck(_ sources: GoFactSources) -> GoFact {
        let evidence = sources.functions.evidence(check)
        guard evidence.isEmpty else {
            return GoFact(
                "fips140-check", .yes,
                note: "compares the module with its sum at start, where FIPS mode is on",
                evidence: evidence)
        }
        return sources.without(check, "fips140-check", .no, note: nil)
    }

    /// Whether FIPS mode is on where GODEBUG does not say otherwise.
    private static func mode(_ sources: GoFactSources) -> GoFact {
        let name = "fips140-mode"
        guard sources.hasSettings else {
            return GoFact(name, .unknown, note: "there are no build settings")
        }
        let own = sources.setting("GOFIPS140").map(\.evidence)
        guard let debug = sources.setting("DefaultGODEBUG") else {
            return GoFact(
                name, .text("off"), note: GoFactSources.bySettings,
                evidence: sources.withoutSetting("DefaultGODEBUG") + (own.map { [$0] } ?? []))
        }
        let key = Array("fips140=".utf8)
        let word = debug.value.utf8.split(separator: UInt8(ascii: ",")).last {
            $0.starts(with: key)
        }
        let value = word.map { Array($0.dropFirst(key.count)) }
        return GoFact(
            name, .text(value.map { ByteString($0.span) } ?? "off"),
            note: GoFactSources.bySettings,
            evidence: [debug.evidence] + (own.map { [$0] } ?? []))
    }
}
