public import ObjectFile

/// A version of Go, in the order in which Go has them: `go1.20.14` < `go1.21` (the language) <
/// `go1.21rc2` < `go1.21.0`.
///
/// What is no version (`unknown`, `devel +b7a85e0`) stands in front of all that are. Unlike
/// ``GoVersion``, which takes from a text what it can, this wants all of it to be a version.
///
/// Spec: go/version, internal/gover.
public struct GoRelease: Hashable, Sendable {
    /// The version as it was written.
    public let text: ByteString
    private var parts = Parts()

    /// What the order looks at; all empty where it is no version.
    fileprivate struct Parts: Hashable, Sendable {
        var numbers: [ArraySlice<UInt8>] = [[], [], []]
        /// `alpha`, `beta`, `rc`; empty for a release.
        var kind: ArraySlice<UInt8> = []
        var pre: ArraySlice<UInt8> = []
    }

    /// Takes a version with `go` in front, as `go/version` does; what stands behind a hyphen does not
    /// count.
    public init(_ text: ByteString) {
        self.text = text
        let bytes = text.utf8.prefix { $0 != UInt8(ascii: "-") }
        guard bytes.starts(with: [UInt8(ascii: "g"), UInt8(ascii: "o")]) else { return }
        parts = Parts(bytes.dropFirst(2)) ?? Parts()
    }

    /// Takes a version with `go` in front, as `go/version` does.
    public init(_ text: String) { self.init(ByteString(text)) }

    /// Takes a version as a toolchain writes it into a file: with experiments behind a space
    /// (`go1.22.1 X:arenas`) or a distributor's words, or of a development tree
    /// (`devel go1.27-f1c2a3b`), which counts as the language that it makes.
    public init(toolchain text: ByteString) {
        let words = text.utf8.split(separator: UInt8(ascii: " "))
        let isDevelopment = words.first?.elementsEqual("devel".utf8) == true
        let word = isDevelopment ? words.dropFirst().first : words.first
        self.init(ByteString(Array(word ?? []).span))
    }

    /// Whether it is a version at all.
    public var isValid: Bool { parts != Parts() }

    /// Whether it names a language (`go1.21`) and no release; before Go 1.21 the first release
    /// has that name, too.
    public var isLanguage: Bool { isValid && parts.numbers[2].isEmpty && parts.kind.isEmpty }

    /// Where it stands to another: less than 0 in front of it, more than 0 behind it, and 0 where both
    /// are the same, as `go1.20` and `go1.20.0` are.
    public func order(to other: Self) -> Int {
        for (a, b) in zip(parts.numbers, other.parts.numbers) {
            let order = VersionText.order(a, b)
            if order != 0 { return order }
        }
        if parts.kind != other.parts.kind {
            return parts.kind.lexicographicallyPrecedes(other.parts.kind) ? -1 : 1
        }
        return VersionText.order(parts.pre, other.parts.pre)
    }
}

extension GoRelease: Comparable {
    /// Whether it stands in front of another in a sorted list, where those that are the same are
    /// sorted by their bytes.
    public static func < (a: Self, b: Self) -> Bool {
        let order = a.order(to: b)
        return order == 0 ? a.text.utf8.lexicographicallyPrecedes(b.text.utf8) : order < 0
    }
}

extension GoRelease.Parts {
    fileprivate init?(_ text: ArraySlice<UInt8>) {
        var rest = text
        let (zero, dot) = ([UInt8(ascii: "0")][...], UInt8(ascii: "."))
        guard let major = VersionText.number(&rest) else { return nil }
        numbers[0] = major
        if rest.isEmpty {
            (numbers[1], numbers[2]) = (zero, zero)
            return
        }
        guard rest.popFirst() == dot, let minor = VersionText.number(&rest) else { return nil }
        numbers[1] = minor
        if rest.isEmpty {
            // Since Go 1.21 the language is another version than its first release.
            if VersionText.order(minor, Array("21".utf8)[...]) < 0 { numbers[2] = zero }
            return
        }
        if rest.first == dot {
            rest = rest.dropFirst()
            guard let patch = VersionText.number(&rest), rest.isEmpty else { return nil }
            numbers[2] = patch
            return
        }
        kind = rest.prefix { (0x61...0x7a).contains($0) }
        rest = rest[kind.endIndex...]
        guard !kind.isEmpty else { return nil }
        if rest.isEmpty { return }
        guard let number = VersionText.number(&rest), rest.isEmpty else { return nil }
        pre = number
    }
}
