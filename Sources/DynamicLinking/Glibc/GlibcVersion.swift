public import ObjectFile

/// A version of glibc's interface, such as `2.34`: compared as numbers, so that 2.9 is before 2.34.
public struct GlibcVersion: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Three numbers, packed: 8, 12 and 12 bits, the first one highest.
    public let rawValue: UInt32

    /// Makes a version of three numbers, packed.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Makes a version of its first two numbers.
    init(_ major: UInt32, _ minor: UInt32) { rawValue = major << 24 | minor << 12 }

    /// Reads `2.34` or `2.3.4`; nil for anything else.
    public init?(_ text: String) {
        self.init(text.utf8.span)
    }

    /// Reads the name of a version, such as `GLIBC_2.34`; nil for those that have no number
    /// (`GLIBC_PRIVATE`, `GLIBC_ABI_DT_RELR`) and for other libraries' names.
    public init?(versionName name: ByteString) {
        let text = name.text
        let bytes = text.utf8.span
        guard bytes.startsAsGlibc else { return nil }
        self.init(bytes.extracting(droppingFirst: 6))
    }

    /// Reads two or three numbers with dots between.
    init?(_ digits: Span<UInt8>) {
        var (packed, number): (UInt32, UInt32) = (0, 0)
        var (parts, hasDigits) = (1, false)
        for index in digits.indices {
            let byte = digits[index]
            if byte >= 48, byte <= 57, number < 400 {
                number = number &* 10 &+ UInt32(byte &- 48)
                hasDigits = true
            } else if byte == UInt8(ascii: "."), hasDigits, parts < 3 {
                if parts == 1, number > 0xff { return nil }
                packed = packed << 12 | number
                (number, hasDigits) = (0, false)
                parts &+= 1
            } else {
                return nil
            }
        }
        guard hasDigits, parts > 1 else { return nil }
        let all = packed << 12 | number
        rawValue = parts == 2 ? all << 12 : all
    }

    /// Orders number by number.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension GlibcVersion: CustomStringConvertible {
    /// The numbers with dots between, the third only if there is one.
    public var description: String {
        var text = String(rawValue >> 24)
        text.append(".")
        text.append(String(rawValue >> 12 & 0xfff))
        guard rawValue & 0xfff != 0 else { return text }
        text.append(".")
        text.append(String(rawValue & 0xfff))
        return text
    }
}

extension ByteString {
    /// Whether this is the name of a version of glibc, numbered or not.
    var isGlibcVersion: Bool {
        let text = text
        let bytes = text.utf8.span
        return bytes.startsAsGlibc
    }
}

extension Span<UInt8> {
    /// Whether these begin with `GLIBC_`: byte by byte, as every version of every file is asked.
    fileprivate var startsAsGlibc: Bool {
        count >= 6 && self[0] == UInt8(ascii: "G") && self[1] == UInt8(ascii: "L")
            && self[2] == UInt8(ascii: "I") && self[3] == UInt8(ascii: "B")
            && self[4] == UInt8(ascii: "C") && self[5] == UInt8(ascii: "_")
    }
}
