internal import ObjectFile

/// Collects output and hands it on in large pieces.
///
/// A failure to write is kept and ends all further writing; `failure` tells, at the latest after
/// `flush`.
public struct ByteWriter {
    private var buffer: [UInt8] = []
    private let sink: (Span<UInt8>) -> Int32
    /// The error number of the first failure, 0 while there is none.
    public private(set) var failure: Int32 = 0

    private static let capacity = 1 << 16

    /// Makes a writer; `sink` returns 0 or an error number.
    public init(_ sink: @escaping (Span<UInt8>) -> Int32) {
        self.sink = sink
    }

    /// Whether writing more makes sense: long tables stop where nobody reads them.
    public var isOpen: Bool { failure == 0 }

    /// Hands on what is left.
    public mutating func flush() {
        if failure == 0, !buffer.isEmpty { failure = sink(buffer.span) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes one byte.
    public mutating func write(_ byte: UInt8) {
        buffer.append(byte)
        flushIfFull()
    }

    /// Writes a text as it is: one of our own, or one that has been made safe.
    public mutating func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        flushIfFull()
    }

    /// Writes bytes as they are.
    public mutating func write(_ bytes: Span<UInt8>) {
        buffer.reserveCapacity(buffer.count + bytes.count)
        for index in bytes.indices { buffer.append(bytes[index]) }
        flushIfFull()
    }

    /// Writes a number in decimal digits.
    public mutating func write(_ value: UInt64) {
        var divisor: UInt64 = 1
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            buffer.append(48 + UInt8(value / divisor % 10))
            divisor /= 10
        }
        flushIfFull()
    }

    /// Writes a number in hexadecimal digits, at least `digits` of them.
    public mutating func write(hexadecimal value: UInt64, digits: Int = 1) {
        var shift = max(digits, (71 - value.leadingZeroBitCount) / 4 - 1) * 4
        shift = max(shift, 4)
        while shift > 0 {
            shift -= 4
            let digit = UInt8(shift < 64 ? (value >> UInt64(shift)) & 15 : 0)
            buffer.append(digit < 10 ? 48 + digit : 87 + digit)
        }
        flushIfFull()
    }

    /// Writes spaces.
    public mutating func write(spaces count: Int) {
        for _ in 0..<max(0, count) { buffer.append(32) }
    }

    private mutating func flushIfFull() {
        if buffer.count >= Self.capacity { flush() }
    }
}

extension ByteWriter {
    /// Writes a name out of a file so that it can do nothing to a terminal: control characters, and
    /// those that reorder text, are spelt as `\u{1b}`; bytes that are no UTF-8 show as U+FFFD.
    ///
    /// Returns how many columns it takes, if each character takes one.
    @discardableResult
    public mutating func write(safe text: String) -> Int {
        if text.isPlain {
            write(text)
            return text.utf8.count
        }
        var columns = 0
        for scalar in text.unicodeScalars {
            if Self.isHarmful(scalar) {
                let escape = "\\u{" + String(scalar.value, radix: 16) + "}"
                write(escape)
                columns += escape.utf8.count
            } else {
                write(String(Character(scalar)))
                columns += 1
            }
        }
        return columns
    }

    /// Control characters, marks that change the direction of text, separators of lines.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0: true
        case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0x61c, 0xfeff: true
        default: false
        }
    }
}

extension String {
    /// Whether every byte is a character of ASCII that a terminal shows as it is.
    var isPlain: Bool {
        let bytes = utf8.span
        return bytes.isPrintableASCII
    }
}
