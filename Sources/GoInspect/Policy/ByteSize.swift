/// A size with a unit: `80MB` (a million bytes each), `64MiB` (1024 times 1024), `4096`.
public struct ByteSize: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes it is.
    public let bytes: UInt64
    /// The size as it was written.
    public let description: String

    private static let units: [(name: String, bytes: UInt64)] = [
        ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1 << 40),
        ("kb", 1000), ("mb", 1_000_000), ("gb", 1_000_000_000), ("tb", 1_000_000_000_000),
        ("k", 1000), ("m", 1_000_000), ("g", 1_000_000_000), ("t", 1_000_000_000_000), ("b", 1),
    ]

    /// Reads a size: digits, with a point if need be, and a unit in any case.
    ///
    /// - Throws: what is wrong with it, and what is allowed.
    public init(_ text: String) throws(PolicyMistake) {
        let mistake = PolicyMistake(
            "“\(text)” is no size: a number with B, KB, MB, GB (1000 each) or KiB, MiB, GiB (1024 each)"
                + " behind it, such as \"80MB\"")
        var number = text.lowercased()
        var unit: UInt64 = 1
        if let found = Self.units.first(where: { number.hasSuffix($0.name) }) {
            unit = found.bytes
            number.removeLast(found.name.count)
        }
        while number.last == " " { number.removeLast() }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy(Self.isNumber),
            let whole = UInt64(parts[0])
        else { throw mistake }
        let (bytes, overflows) = whole.multipliedReportingOverflow(by: unit)
        var fraction: UInt64 = 0
        if parts.count == 2 {
            // Three digits at most are read: the product stays small.
            let digits = parts[1].prefix(3)
            let divisor: UInt64 = digits.count == 1 ? 10 : digits.count == 2 ? 100 : 1000
            fraction = (UInt64(digits) ?? 0) * unit / divisor
        }
        let (sum, sumOverflows) = bytes.addingReportingOverflow(fraction)
        guard !overflows, !sumOverflows, unit > 1 || parts.count == 1 else { throw mistake }
        self.bytes = sum
        description = text
    }

    private static func isNumber(_ part: Substring) -> Bool {
        (1...20).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
