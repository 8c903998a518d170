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
        guard bytes.count > Self.capacity / 2 else { return append(bytes) }
        // What is large already gains nothing by a copy.
        flush()
        if failure == 0 { failure = sink(bytes) }
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
        let count = Self.digits(of: value)
        if buffer.count - used < count { makeRoom(count) }
        let part = used..<(used &+ count)
        var target = buffer.mutableSpan
        var room = target._mutatingExtracting(part)
        var (rest, place) = (value, count)
        // Two digits at a time, as it is divisions that take long.
        while rest >= 10 {
            let next = rest / 100
            let pair = UInt8(truncatingIfNeeded: rest &- next &* 100)
            let tens = pair / 10
            place &-= 2
            room[place] = 48 | tens
            room[place &+ 1] = 48 | (pair &- tens &* 10)
            rest = next
        }
        if place > 0 { room[0] = 48 | UInt8(truncatingIfNeeded: rest) }
        used &+= count
    }

    /// How many decimal digits a number has.
    static func digits(of value: UInt64) -> Int {
        var (count, bound) = (1, UInt64(10))
        while count < 20, value >= bound { (count, bound) = (count &+ 1, bound &* 10) }
        return count
    }

    /// Writes a number in hexadecimal digits, at least `digits` of them; `0x` in front where
    /// `isMarked`.
    public mutating func write(hexadecimal value: UInt64, digits: Int = 1, isMarked: Bool = false) {
        let count = max(digits, (67 - value.leadingZeroBitCount) / 4, 1)
        let start = isMarked ? 2 : 0
        let size = start + count
        if buffer.count - used < size { makeRoom(size) }
        let part = used..<(used &+ size)
        var target = buffer.mutableSpan
        var room = target._mutatingExtracting(part)
        if isMarked { (room[0], room[1]) = (UInt8(ascii: "0"), UInt8(ascii: "x")) }
        var rest = value
        for place in stride(from: size &- 1, through: start, by: -1) {
            let nibble = UInt8(truncatingIfNeeded: rest & 15)
            room[place] = nibble < 10 ? 48 + nibble : 87 + nibble
            rest >>= 4
        }
        used &+= size
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
    /// Writes what stands for bytes that have an escape of their own, as long as they follow each
    /// other; returns where they end.
    ///
    /// Names of nothing else are what hostile files are made of: some hundred go out at a time.
    mutating func write(
        lonely bytes: Span<UInt8>, from start: Int, _ spelling: Spelling, _ result: inout Spelt
    ) -> Int {
        var index = start
        guard index < bytes.count else { return index }
        var last = bytes[index]
        var escape = spelling.escape(last)
        while index < bytes.count {
            let end = min(bytes.count, index &+ 512)
            // Six bytes at most become of each, and eight are written.
            let size = (end &- index) &* 6 &+ 2
            if buffer.count &- used < size { makeRoom(size) }
            let part = used..<(used &+ size)
            var target = buffer.mutableSpan
            var room = target._mutatingExtracting(part)
            var place = 0
            while index < end {
                // Mostly the same one again and again.
                if bytes[index] != last {
                    last = bytes[index]
                    escape = spelling.escape(last)
                }
                if escape == 0 { break }
                var eight = room._mutatingExtracting(place..<(place &+ 8))
                for offset in 0..<8 {
                    eight[offset] = UInt8(truncatingIfNeeded: escape >> UInt64(8 &* offset))
                }
                place &+= Int(escape >> 56)
                result.add(escape)
                index &+= 1
            }
            used &+= place
            if index < end { break }
        }
        return index
    }

    /// Writes bytes in the letters of base64, padded.
    ///
    /// Spec: RFC 4648, section 4.
    mutating func write(base64 bytes: Span<UInt8>) {
        let text = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let letters = text.utf8.span
        var start = 0
        while start < bytes.count {
            let count = min(768, bytes.count &- start)
            let size = (count &+ 2) / 3 &* 4
            if buffer.count &- used < size { makeRoom(size) }
            let part = used..<(used &+ size)
            var target = buffer.mutableSpan
            var room = target._mutatingExtracting(part)
            Self.base64(bytes.extracting(start..<(start &+ count)), letters, &room)
            used &+= size
            start &+= count
        }
    }

    private static func base64(
        _ bytes: Span<UInt8>, _ letters: Span<UInt8>, _ room: inout MutableSpan<UInt8>
    ) {
        var (index, place) = (0, 0)
        while index < bytes.count {
            let count = min(3, bytes.count &- index)
            var bits = UInt32(bytes[index]) << 16
            if count > 1 { bits |= UInt32(bytes[index &+ 1]) << 8 }
            if count > 2 { bits |= UInt32(bytes[index &+ 2]) }
            var four = room._mutatingExtracting(place..<(place &+ 4))
            four[0] = letters[Int(bits >> 18 & 63)]
            four[1] = letters[Int(bits >> 12 & 63)]
            four[2] = count > 1 ? letters[Int(bits >> 6 & 63)] : UInt8(ascii: "=")
            four[3] = count > 2 ? letters[Int(bits & 63)] : UInt8(ascii: "=")
            (index, place) = (index &+ count, place &+ 4)
        }
    }

    /// Writes a key of a JSON object, with the comma in front of it, as one piece: rows have ten.
    mutating func write(key: String, afterComma: Bool) {
        let name = key.utf8.span
        let start = afterComma ? 2 : 1
        let size = start &+ name.count &+ 2
        if buffer.count &- used < size { makeRoom(size) }
        let part = used..<(used &+ size)
        var target = buffer.mutableSpan
        var room = target._mutatingExtracting(part)
        if afterComma { room[0] = UInt8(ascii: ",") }
        room[start &- 1] = UInt8(ascii: "\"")
        for index in 0..<name.count { room[start &+ index] = name[index] }
        room[size &- 2] = UInt8(ascii: "\"")
        room[size &- 1] = UInt8(ascii: ":")
        used &+= size
    }
}
