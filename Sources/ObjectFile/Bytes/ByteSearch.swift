extension UInt64 {
    /// Eight times the same byte.
    @inlinable
    @inline(__always)
    public init(repeating byte: UInt8) { self = 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// The highest bit of each of the eight bytes that is zero, and no other bit.
    @inlinable
    @inline(__always)
    public var zeroBytes: UInt64 {
        let low = UInt64(repeating: 0x7f)
        return ~(((self & low) &+ low) | self | low)
    }

    /// The highest bit of each of the eight bytes that is `byte`, and no other bit.
    @inlinable
    @inline(__always)
    public func bytes(equalTo byte: UInt8) -> UInt64 { (self ^ UInt64(repeating: byte)).zeroBytes }

    /// Whether all eight bytes are from `0x20` to `0x7e`.
    @inlinable
    @inline(__always)
    public var isPrintableASCII: Bool {
        // Each sum has the highest bit where the byte is no control character, and is 0x7f; where a
        // byte has it from the start, what is carried on is of no matter.
        let controls = ~(self &+ UInt64(repeating: 0x60))
        let delete = self &+ UInt64(repeating: 1)
        return (self | controls | delete) & UInt64(repeating: 0x80) == 0
    }
}

extension Span<UInt8> {
    /// Whether these are the same bytes as those.
    @inlinable
    public func isEqual(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index &+ 8 <= count {
            guard number64(at: index, .little) == other.number64(at: index, .little) else {
                return false
            }
            index &+= 8
        }
        if count >= 8 {
            // The last eight bytes, some of them once more.
            let last = count &- 8
            return number64(at: last, .little) == other.number64(at: last, .little)
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index &+= 1
        }
        return true
    }

    /// Whether one of these bytes is `byte`.
    @inlinable
    public func contains(_ byte: UInt8) -> Bool {
        var index = 0
        while index &+ 8 <= count {
            if number64(at: index, .little).bytes(equalTo: byte) != 0 { return true }
            index &+= 8
        }
        while index < count {
            if self[index] == byte { return true }
            index &+= 1
        }
        return false
    }

    /// Where other bytes come first in these; nil where they do not, or are none.
    public func index(of other: Span<UInt8>) -> Int? {
        guard other.count > 0, other.count <= count else { return nil }
        let (first, last) = (other[0], count - other.count)
        var index = 0
        while index <= last {
            // Eight bytes at a time, as long as none of them is the first.
            if index &+ 8 <= last, number64(at: index, .little).bytes(equalTo: first) == 0 {
                index &+= 8
                continue
            }
            let isThere = self[index] == first
            if isThere, extracting(index..<(index + other.count)).isEqual(to: other) {
                return index
            }
            index &+= 1
        }
        return nil
    }

    /// Whether `fits` holds for all bytes, taken eight at a time; those that are left over at the
    /// end come with spaces behind them.
    @inlinable
    @inline(__always)
    public func allWords(_ fits: (UInt64) -> Bool) -> Bool {
        var index = 0
        while index &+ 8 <= count {
            if !fits(number64(at: index, .little)) { return false }
            index &+= 8
        }
        if index == count { return true }
        // The last eight bytes once more, or what there is.
        if count >= 8 { return fits(number64(at: count &- 8, .little)) }
        var word = UInt64(repeating: 0x20)
        for place in indices {
            word = word << 8 | UInt64(self[place])
        }
        return fits(word)
    }
}
