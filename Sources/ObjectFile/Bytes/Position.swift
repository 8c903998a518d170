/// A distance in bytes from the start of a file, or of the slice of it that is being read.
public struct FileOffset: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The distance in bytes.
    public let rawValue: UInt64

    /// Makes an offset of any distance, inside a file or not.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The first byte.
    public static let start = Self(rawValue: 0)

    /// Orders by distance.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// The offset that many bytes further on; the greatest one there is where that overflows.
    public func advanced(by count: UInt64) -> Self {
        let (sum, overflow) = rawValue.addingReportingOverflow(count)
        return Self(rawValue: overflow ? .max : sum)
    }
}

extension FileOffset: CustomStringConvertible {
    /// The distance as `0x…`.
    public var description: String { hexadecimal(rawValue) }
}

/// A place in a program's memory, as its file numbers it before the loader moves it.
public struct VirtualAddress: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The number of the place.
    public let rawValue: UInt64

    /// Makes an address of any number, mapped or not.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Orders by number.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension VirtualAddress: CustomStringConvertible {
    /// The number as `0x…`.
    public var description: String { hexadecimal(rawValue) }
}

/// A run of bytes whose end, too, is a number that fits: made only where `offset + size` does not
/// overflow.
///
/// Whether the file is that long is the file's to say.
public struct FileRange: Hashable, Sendable, BitwiseCopyable {
    /// Where it starts.
    public let offset: FileOffset
    /// How many bytes it has.
    public let size: UInt64

    /// Makes a range, or nil where its end is past the greatest offset there is.
    public init?(offset: FileOffset, size: UInt64) {
        guard !offset.rawValue.addingReportingOverflow(size).overflow else { return nil }
        self.offset = offset
        self.size = size
    }

    /// Makes a range of `count` records of `size` bytes, or nil where the product or its end
    /// overflows.
    public init?(offset: FileOffset, count: UInt64, size: UInt64) {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
        guard !overflow else { return nil }
        self.init(offset: offset, size: bytes)
    }

    /// The first offset after it.
    public var end: FileOffset { offset.advanced(by: size) }

    /// The same range cut off at `limit`, empty where it starts beyond.
    public func clamped(to limit: UInt64) -> Self {
        guard end.rawValue > limit else { return self }
        let start = min(offset.rawValue, limit)
        return Self(start: start, size: limit - start)
    }

    /// Its first `count` bytes; nil where it is shorter.
    public func first(_ count: UInt64) -> Self? {
        count <= size ? Self(start: offset.rawValue, size: count) : nil
    }

    /// What is left from `count` bytes into it; empty where it is shorter.
    public func dropping(_ count: UInt64) -> Self {
        let dropped = min(count, size)
        return Self(start: offset.rawValue + dropped, size: size - dropped)
    }

    /// The first `size` bytes of a file.
    public static func first(_ size: UInt64) -> Self { Self(start: 0, size: size) }

    private init(start: UInt64, size: UInt64) {
        self.offset = FileOffset(rawValue: start)
        self.size = size
    }
}

extension Sequence<UInt8> {
    /// These bytes as hexadecimal digits, two each.
    public var hexadecimalDigits: String {
        var text = ""
        for byte in self {
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
        return text
    }
}

/// A number as people write addresses: `0x` and hexadecimal digits without leading zeros.
public func hexadecimal(_ value: some BinaryInteger) -> String {
    "0x" + String(value, radix: 16)
}
