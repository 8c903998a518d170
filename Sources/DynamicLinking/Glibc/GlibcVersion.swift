public import ObjectFile

/// A version of glibc's interface, such as `2.34`: compared as numbers, so that 2.9 is before 2.34.
public struct GlibcVersion: Hashable, Comparable, Sendable {
    /// The numbers from left to right, without zeros at the end past the second.
    public let numbers: [UInt32]

    /// Reads `2.34`; nil for anything but numbers and dots.
    public init?(_ text: some StringProtocol) {
        self.init(text.utf8)
    }

    /// Reads the name of a version, such as `GLIBC_2.34`; nil for those that have no number
    /// (`GLIBC_PRIVATE`, `GLIBC_ABI_DT_RELR`) and for other libraries' names.
    public init?(versionName name: ByteString) {
        let utf8 = name.text.utf8
        guard utf8.starts(with: "GLIBC_".utf8) else { return nil }
        self.init(utf8.dropFirst(6))
    }

    private init?(_ digits: some Collection<UInt8>) {
        var numbers: [UInt32] = []
        var number: UInt32?
        for byte in digits {
            if byte == UInt8(ascii: "."), let value = number, numbers.count < 8 {
                numbers.append(value)
                number = nil
            } else if byte >= 48, byte <= 57, (number ?? 0) < 100_000_000 {
                number = (number ?? 0) * 10 + UInt32(byte - 48)
            } else {
                return nil
            }
        }
        guard let last = number else { return nil }
        numbers.append(last)
        while numbers.count > 2, numbers.last == 0 { numbers.removeLast() }
        self.numbers = numbers
    }

    /// Orders number by number; a shorter version comes first.
    public static func < (a: Self, b: Self) -> Bool {
        a.numbers.lexicographicallyPrecedes(b.numbers)
    }
}

extension GlibcVersion: CustomStringConvertible {
    /// The numbers with dots between.
    public var description: String {
        var text = ""
        for number in numbers {
            if !text.isEmpty { text += "." }
            text += String(number)
        }
        return text
    }
}
