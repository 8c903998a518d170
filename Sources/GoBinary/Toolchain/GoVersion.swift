public import ObjectFile

/// A version of Go by its numbers, as far as a text or a path tells it: `1.19` and `1.22.3`.
public struct GoVersion: Hashable, Sendable {
    /// The number after the `1.`.
    public let minor: Int
    /// The number after that, nil where the text ends before.
    public let patch: Int?
    /// `rc1` or `beta2`, empty for a release.
    public let preRelease: String

    /// Reads the first `1.N` of a text, which may have `go` in front of it: `go1.22.3`,
    /// `devel go1.27-f1c2`, `1.21rc2`; nil where there is none.
    public init?(_ text: ByteString) { self.init(text.utf8[...]) }

    init?(_ text: ArraySlice<UInt8>) {
        guard let start = Self.start(text) else { return nil }
        var rest = text[start...].dropFirst(2)
        guard let minor = Self.number(&rest) else { return nil }
        self.minor = minor
        var patch: Int?
        if rest.first == UInt8(ascii: ".") {
            var behind = rest.dropFirst()
            patch = Self.number(&behind)
            if patch != nil { rest = behind }
        }
        self.patch = patch
        preRelease = Self.preRelease(rest)
    }

    /// Whether both can be the same version: what one of them does not say counts as equal.
    public func agrees(with other: Self) -> Bool {
        guard minor == other.minor else { return false }
        guard let patch, let second = other.patch else { return true }
        return patch == second && preRelease == other.preRelease
    }

    /// Where a `1.` and a digit start that no other number or word goes on with.
    private static func start(_ text: ArraySlice<UInt8>) -> Int? {
        var before: UInt8?
        for index in text.indices {
            let rest = text[index...]
            if rest.starts(with: [UInt8(ascii: "1"), UInt8(ascii: ".")]),
                rest.dropFirst(2).first.map(isDigit) == true,
                !(before.map { isDigit($0) || $0 == UInt8(ascii: ".") } ?? false)
            {
                return index
            }
            before = text[index]
        }
        return nil
    }

    /// A number of three digits at most, as no version has more.
    private static func number(_ text: inout ArraySlice<UInt8>) -> Int? {
        let digits = text.prefix(while: isDigit)
        guard (1...3).contains(digits.count) else { return nil }
        text = text.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func preRelease(_ text: ArraySlice<UInt8>) -> String {
        for name in ["rc", "beta"] where text.starts(with: Array(name.utf8)) {
            let digits = text.dropFirst(name.utf8.count).prefix(3).prefix(while: isDigit)
            if !digits.isEmpty { return name + String(decoding: digits, as: UTF8.self) }
        }
        return ""
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension GoVersion: CustomStringConvertible {
    /// The version as Go writes it, without `go`.
    public var description: String {
        "1.\(minor)" + (patch.map { ".\($0)" } ?? "") + preRelease
    }
}
