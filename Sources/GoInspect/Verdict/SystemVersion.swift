/// A version of a kernel or system, such as `4.18` or `14.2.1`, compared number by number.
public struct SystemVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The first number.
    public let major: Int
    /// The second number, 0 where there is none.
    public let minor: Int
    /// The third number, 0 where there is none.
    public let patch: Int

    /// Takes the numbers.
    public init(_ major: Int, _ minor: Int = 0, _ patch: Int = 0) {
        (self.major, self.minor, self.patch) = (major, minor, patch)
    }

    /// Reads up to three numbers with dots between, and passes over what follows them, as in
    /// `6.1.0-21-amd64`; nil where it begins with no number.
    public init?(_ text: String) {
        var numbers: [Int] = []
        var number: Int?
        for byte in text.utf8 {
            if byte >= 48, byte <= 57, number ?? 0 < 100_000 {
                number = (number ?? 0) * 10 + Int(byte - 48)
            } else if byte == UInt8(ascii: "."), let whole = number, numbers.count < 2 {
                numbers.append(whole)
                number = nil
            } else {
                break
            }
        }
        if let number { numbers.append(number) }
        guard let first = numbers.first else { return nil }
        self.init(
            first, numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
    }

    /// Orders number by number.
    public static func < (a: Self, b: Self) -> Bool {
        (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
    }

    /// The numbers with dots between, the third only if it is not 0.
    public var description: String {
        patch == 0 ? "\(major).\(minor)" : "\(major).\(minor).\(patch)"
    }
}
