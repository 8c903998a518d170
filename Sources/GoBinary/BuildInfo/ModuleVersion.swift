public import ObjectFile

/// The version of a module, in the order in which Go has them.
///
/// `v1.2.3`, with a pre-release (`v1.3.0-rc.1`, and all pseudo-versions) and build metadata
/// (`v2.0.0+incompatible`), or short (`v1`, `v1.2`), which is as much as with zeros. All else, such as
/// `(devel)` or no text, is no version, and stands in front of all that are.
///
/// Spec: golang.org/x/mod/semver; Semantic Versioning 2.0.0, 11.
public struct ModuleVersion: Hashable, Sendable {
    /// The version as it was written.
    public let text: ByteString
    private let parts: Parts?

    /// What the order looks at; numbers are kept as digits, as no number type holds all of them.
    fileprivate struct Parts: Hashable, Sendable {
        var numbers: [ArraySlice<UInt8>] = []
        /// The identifiers of the pre-release, empty for a release.
        var preRelease: [ArraySlice<UInt8>] = []
    }

    /// Takes a version as build information has it.
    public init(_ text: ByteString) {
        self.text = text
        parts = Parts(text.utf8)
    }

    /// Takes a version.
    public init(_ text: String) { self.init(ByteString(text)) }

    /// Whether it is a version at all.
    public var isValid: Bool { parts != nil }

    /// Whether it stands in front of a release; false where it is none.
    public var isPreRelease: Bool { parts?.preRelease.isEmpty == false }

    /// Where it stands to another: less than 0 in front of it, more than 0 behind it, and 0 where both
    /// are worth the same, as those that differ in build metadata alone are.
    public func order(to other: Self) -> Int {
        switch (parts, other.parts) {
        case (nil, nil): 0
        case (nil, _?): -1
        case (_?, nil): 1
        case (let parts?, let others?): parts.order(to: others)
        }
    }
}

extension ModuleVersion: Comparable {
    /// Whether it stands in front of another in a sorted list, where those that are worth the same are
    /// sorted by their bytes.
    public static func < (a: Self, b: Self) -> Bool {
        let order = a.order(to: b)
        return order == 0 ? a.text.utf8.lexicographicallyPrecedes(b.text.utf8) : order < 0
    }
}

extension ModuleVersion.Parts {
    fileprivate init?(_ text: [UInt8]) {
        var rest = text[...]
        guard rest.popFirst() == UInt8(ascii: "v") else { return nil }
        while numbers.count < 3 {
            guard let number = VersionText.number(&rest) else { return nil }
            numbers.append(number)
            guard numbers.count < 3, let next = rest.first else { break }
            guard next == UInt8(ascii: ".") else { return nil }
            rest = rest.dropFirst()
        }
        let isShort = numbers.count < 3
        while numbers.count < 3 { numbers.append([0x30]) }
        guard rest.isEmpty || !isShort else { return nil }
        if rest.first == UInt8(ascii: "-") {
            let end = rest.firstIndex(of: UInt8(ascii: "+")) ?? rest.endIndex
            guard let names = Self.identifiers(rest[..<end].dropFirst(), isBuild: false) else {
                return nil
            }
            preRelease = names
            rest = rest[end...]
        }
        guard let mark = rest.popFirst() else { return }
        guard mark == UInt8(ascii: "+"), Self.identifiers(rest, isBuild: true) != nil else {
            return nil
        }
    }

    /// The words between the dots; nil where one is empty, has other letters than ASCII's, or is
    /// a number with needless zeros, which only build metadata may have.
    private static func identifiers(
        _ text: ArraySlice<UInt8>, isBuild: Bool
    ) -> [ArraySlice<UInt8>]? {
        let names = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for name in names {
            guard !name.isEmpty, name.allSatisfy(isLetter) else { return nil }
            let isBad = name.count > 1 && name.first == 48 && name.allSatisfy(VersionText.isDigit)
            if isBad, !isBuild { return nil }
        }
        return names
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        VersionText.isDigit(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    fileprivate func order(to other: Self) -> Int {
        for (a, b) in zip(numbers, other.numbers) {
            let order = VersionText.order(a, b)
            if order != 0 { return order }
        }
        if preRelease.isEmpty || other.preRelease.isEmpty {
            return (preRelease.isEmpty ? 1 : 0) - (other.preRelease.isEmpty ? 1 : 0)
        }
        for (a, b) in zip(preRelease, other.preRelease) where a != b {
            let isNumber = a.allSatisfy(VersionText.isDigit)
            guard isNumber == b.allSatisfy(VersionText.isDigit) else { return isNumber ? -1 : 1 }
            if isNumber { return VersionText.order(a, b) }
            return a.lexicographicallyPrecedes(b) ? -1 : 1
        }
        return (preRelease.count - other.preRelease.count).signum()
    }
}

/// What versions of modules and of Go have in common.
enum VersionText {
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Takes digits from the front of a text; nil where there are none, or needless zeros.
    static func number(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let digits = text.prefix(while: isDigit)
        guard !digits.isEmpty, digits.count == 1 || digits.first != 0x30 else { return nil }
        text = text[digits.endIndex...]
        return digits
    }

    /// Where a number stands to another one; no digits are less than 0.
    static func order(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
        if a.count != b.count { return a.count < b.count ? -1 : 1 }
        if a.elementsEqual(b) { return 0 }
        return a.lexicographicallyPrecedes(b) ? -1 : 1
    }
}
