internal import GoBinary
public import ObjectFile

/// Which versions are wanted: comparisons with spaces or commas between, all of which hold, as
/// `>=1.26`, `>=v0.25 <v1`, `==1.21.13` or, which is the same, `1.21.13`.
public struct VersionConstraint: Hashable, Sendable {
    /// What versions it is about, each with an order of its own.
    public enum Kind: Hashable, Sendable {
        /// Those of Go: `1.26` is the language, which stands in front of `1.26rc1` and `1.26.0`.
        case go
        /// Those of modules: `v0.25` is `v0.25.0`; the `v` may be left out.
        case module
    }

    private enum Comparison: String, CaseIterable {
        // Those of two letters first, as one of them may start with another.
        case atLeast = ">="
        case atMost = "<="
        case equal = "=="
        case other = "!="
        case more = ">"
        case less = "<"
        case same = "="
    }

    private struct Part: Hashable {
        let comparison: Comparison
        let version: String
    }

    private let kind: Kind
    private let parts: [Part]

    /// Reads a constraint.
    ///
    /// - Throws: what is wrong with it, and what is allowed.
    public init(_ text: String, of kind: Kind) throws(PolicyMistake) {
        self.kind = kind
        var parts: [Part] = []
        var rest = text.utf8[...]
        while let byte = rest.first {
            if Self.isSpace(byte) {
                rest = rest.dropFirst()
                continue
            }
            let sign = Comparison.allCases.first { rest.starts(with: $0.rawValue.utf8) }
            rest = rest.dropFirst(sign?.rawValue.utf8.count ?? 0).drop { $0 == 0x20 || $0 == 0x09 }
            let word = rest.prefix { !Self.isSpace($0) && !Self.signs.contains($0) }
            rest = rest[word.endIndex...]
            guard parts.count < 64 else { throw PolicyMistake("has more than 64 comparisons") }
            parts.append(try Self.part(sign ?? .equal, String(Substring(word)), kind))
        }
        if parts.isEmpty { throw PolicyMistake("names no version: \(Self.allowed(kind))") }
        self.parts = parts
    }

    private static let signs = Array("<>=!".utf8)

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ",")
    }

    private static func allowed(_ kind: Kind) -> String {
        "a version with >=, >, <=, <, == or != in front, such as "
            + (kind == .go ? "\">=1.26\" or \"==1.26.3\"" : "\">=v0.25\" or \">=v0.25 <v1\"")
    }

    private static func part(
        _ comparison: Comparison, _ word: String, _ kind: Kind
    ) throws(PolicyMistake) -> Part {
        let start = kind == .go ? "go" : "v"
        let version = word.utf8.first.map(isDigit) == true ? start + word : word
        let release = GoRelease(version)
        let isValid = kind == .go ? release.isValid : ModuleVersion(version).isValid
        guard isValid else {
            throw PolicyMistake(
                "“\(word)” is no version of \(kind == .go ? "Go" : "a module"): \(allowed(kind))")
        }
        let isExact = [.equal, .same, .other].contains(comparison)
        if kind == .go, isExact, release.isLanguage {
            // Nothing is called so: this would find every file, or none.
            throw PolicyMistake(
                "“\(word)” is the language, which no release is called: ==\(word).0 is the first one"
            )
        }
        return Part(comparison: comparison == .same ? .equal : comparison, version: version)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Whether a version is one of those wanted; nil where it is none.
    public func admits(_ version: ByteString) -> Bool? {
        switch kind {
        case .go:
            let actual = GoRelease(toolchain: version)
            return actual.isValid ? admits { actual.order(to: GoRelease($0)) } : nil
        case .module:
            let actual = ModuleVersion(version)
            return actual.isValid ? admits { actual.order(to: ModuleVersion($0)) } : nil
        }
    }

    /// The least version that it allows, where it says that; nil where it does not.
    var least: String? {
        parts.first { [.atLeast, .equal].contains($0.comparison) }?.version
    }

    private func admits(_ order: (String) -> Int) -> Bool {
        parts.allSatisfy { part in
            let order = order(part.version)
            return switch part.comparison {
            case .atLeast: order >= 0
            case .atMost: order <= 0
            case .more: order > 0
            case .less: order < 0
            case .equal, .same: order == 0
            case .other: order != 0
            }
        }
    }
}

extension VersionConstraint: CustomStringConvertible {
    /// The constraint as goelf writes it: `>=v0.25 <v1`.
    public var description: String {
        parts.map { $0.comparison.rawValue + $0.version }.joined(separator: " ")
    }
}
