/// A version of musl, such as `1.2.5`.
public struct MuslVersion: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Three numbers of a byte each, the first one highest.
    public let rawValue: UInt32

    /// Makes a version of three numbers, packed.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Makes a version of its three numbers.
    init(_ major: UInt8, _ minor: UInt8, _ patch: UInt8) {
        rawValue = UInt32(major) << 16 | UInt32(minor) << 8 | UInt32(patch)
    }

    /// Reads `1.2.5`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var packed: UInt32 = 0
        for part in parts {
            guard let number = UInt8(part), part.utf8.first != UInt8(ascii: "+") else {
                return nil
            }
            packed = packed << 8 | UInt32(number)
        }
        rawValue = packed
    }

    /// Orders number by number.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension MuslVersion: CustomStringConvertible {
    /// The numbers with dots between.
    public var description: String {
        "\(rawValue >> 16).\(rawValue >> 8 & 0xff).\(rawValue & 0xff)"
    }
}
