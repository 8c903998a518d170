internal import ObjectFile

/// Collects output and hands it on in large pieces.
///
/// A failure to write is kept and ends all further writing; `failure` tells, at the latest after
/// `flush`.
public struct ByteWriter {
    /// Grows to `capacity` with the first bytes; those from `used` on are spare.
    private var buffer: [UInt8] = []
    private var used = 0
    private let sink: (Span<UInt8>) -> Int32
    /// The error number of the first failure, 0 while there is none.
    public private(set) var failure: Int32 = 0

    private static let capacity = 1 << 16
    private static var spaces: String { "                " }

    /// Makes a writer; `sink` returns 0 or an error number.
    public init(_ sink: @escaping (Span<UInt8>) -> Int32) {
        self.sink = sink
    }

    /// Whether writing more makes sense: long tables stop where nobody reads them.
    public var isOpen: Bool { failure == 0 }

    /// Hands on what is left.
    public mutating func flush() {
        if failure == 0, used > 0 { failure = sink(buffer.span.extracting(first: used)) }
        used = 0
    }

    /// Writes one byte.
    @inline(__always)
    public mutating func write(_ byte: UInt8) {
        if used == buffer.count { makeRoom(1) }
        buffer[used] = byte
        used &+= 1
    }

    /// Writes a text as it is: one of our own, or one that has been made safe.
    public mutating func write(_ text: String) {
        write(text.utf8.span)
    }

    /// Writes bytes as they are.
    public mutating func write(_ bytes: Span<UInt8>) {
        var rest = bytes
        while rest.count > Self.capacity {
            append(rest.extracting(first: Self.capacity))
            rest = rest.extracting(droppingFirst: Self.capacity)
        }
        append(rest)
    }

    private mutating func append(_ bytes: Span<UInt8>) {
        let count = bytes.count
        if buffer.count - used < count { makeRoom(count) }
        let part = used..<(used &+ count)
        var target = buffer.mutableSpan
        var room = target._mutatingExtracting(part)
        for index in 0..<count { room[index] = bytes[index] }
        used &+= count
    }

    /// Writes a number in decimal digits.
    public mutating func write(_ value: UInt64) {
        if buffer.count - used < 20 { makeRoom(20) }
        var count = 1
        var rest = value
        while rest >= 10 { (rest, count) = (rest / 10, count &+ 1) }
        rest = value
        var place = used + count
        used = place
        while place > used - count {
            place -= 1
            buffer[place] = 48 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// Writes a number in hexadecimal digits, at least `digits` of them.
    public mutating func write(hexadecimal value: UInt64, digits: Int = 1) {
        let needed = max(digits, (67 - value.leadingZeroBitCount) / 4, 1)
        if buffer.count - used < needed { makeRoom(needed) }
        for digit in 0..<needed {
            let shift = UInt64(needed - 1 - digit) * 4
            let nibble = UInt8(truncatingIfNeeded: shift < 64 ? (value >> shift) & 15 : 0)
            buffer[used + digit] = nibble < 10 ? 48 + nibble : 87 + nibble
        }
        used += needed
    }

    /// Writes spaces.
    public mutating func write(spaces count: Int) {
        var left = count
        while left > 0 {
            let some = min(left, Self.spaces.utf8.count)
            append(Self.spaces.utf8.span.extracting(first: some))
            left -= some
        }
    }

    /// Makes room for as many bytes, no more than `capacity`.
    @inline(never)
    private mutating func makeRoom(_ count: Int) {
        // Small first, as most answers are: fresh memory costs time.
        let wanted = max(used + count, buffer.count * 2, 1 << 12)
        if wanted <= Self.capacity {
            buffer.append(contentsOf: repeatElement(0, count: wanted - buffer.count))
        } else {
            flush()
            if buffer.count < count {
                buffer.append(contentsOf: repeatElement(0, count: Self.capacity - buffer.count))
            }
        }
    }
}

extension ByteWriter {
    /// Writes a name out of a file so that it can do nothing to a terminal: control characters, and
    /// those that reorder text, are spelt as `\u{1b}`; bytes that are no UTF-8 show as U+FFFD.
    ///
    /// Returns how many columns it takes, if each character takes one.
    @discardableResult
    public mutating func write(safe text: String) -> Int {
        let bytes = text.utf8.span
        if bytes.isPrintableASCII {
            write(bytes)
            return bytes.count
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
