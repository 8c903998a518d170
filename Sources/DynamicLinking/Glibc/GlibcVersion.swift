public import ObjectFile

/// A version of glibc's interface, such as `2.34`: compared as numbers, so that 2.9 is before 2.34.
public struct GlibcVersion: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Three numbers, packed: 8, 12 and 12 bits, the first one highest.
    public let rawValue: UInt32

    /// Makes a version of three numbers, packed.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Reads `2.34` or `2.3.4`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        self.init(digits: text.utf8)
    }

    /// Reads the name of a version, such as `GLIBC_2.34`; nil for those that have no number
    /// (`GLIBC_PRIVATE`, `GLIBC_ABI_DT_RELR`) and for other libraries' names.
    public init?(versionName name: ByteString) {
        var bytes = name.text.utf8.makeIterator()
        for byte in Self.prefix.utf8 where bytes.next() != byte { return nil }
        var parser = Parser()
        while let byte = bytes.next() {
            guard parser.read(byte) else { return nil }
        }
        guard let version = parser.version else { return nil }
        self.init(rawValue: version)
    }

    /// What the names of glibc's versions begin with.
    static var prefix: String { "GLIBC_" }

    /// Reads the digits and dots of a table.
    init?(_ digits: Span<UInt8>) {
        var parser = Parser()
        for index in digits.indices where !parser.read(digits[index]) { return nil }
        guard let version = parser.version else { return nil }
        self.init(rawValue: version)
    }

    private init?(digits: some Collection<UInt8>) {
        var parser = Parser()
        for byte in digits where !parser.read(byte) { return nil }
        guard let version = parser.version else { return nil }
        self.init(rawValue: version)
    }

    /// Reads digits and dots one after the other.
    private struct Parser {
        private var packed: UInt32 = 0
        private var number: UInt32 = 0
        private var parts = 1
        private var hasDigits = false

        /// Returns whether the byte may stand there.
        mutating func read(_ byte: UInt8) -> Bool {
            if byte == UInt8(ascii: "."), hasDigits, parts < 3 {
                if parts == 1, number > 0xff { return false }
                packed = packed << 12 | number
                (number, hasDigits) = (0, false)
                parts += 1
            } else if byte >= 48, byte <= 57, number < 400 {
                number = number * 10 + UInt32(byte - 48)
                hasDigits = true
            } else {
                return false
            }
            return true
        }

        /// The version packed, nil where a number is missing.
        var version: UInt32? {
            guard hasDigits, parts > 1 else { return nil }
            let all = packed << 12 | number
            return parts == 2 ? all << 12 : all
        }
    }

    /// Orders number by number.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension GlibcVersion: CustomStringConvertible {
    /// The numbers with dots between, the third only if there is one.
    public var description: String {
        let text = String(rawValue >> 24) + "." + String(rawValue >> 12 & 0xfff)
        return rawValue & 0xfff == 0 ? text : text + "." + String(rawValue & 0xfff)
    }
}

extension ByteString {
    /// Whether this is the name of a version of glibc, numbered or not.
    var isGlibcVersion: Bool { text.startsWithBytes(of: GlibcVersion.prefix) }
}
