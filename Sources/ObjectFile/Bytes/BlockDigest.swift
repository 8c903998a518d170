/// What SHA-1, SHA-256 and SHA-384 have in common: they take bytes by whole blocks, the last one
/// filled up with the count of bits.
///
/// Spec: FIPS 180-4, section 5.
protocol BlockDigest: Sendable {
    /// How many bytes a block has.
    static var blockSize: Int { get }
    /// How many bytes the count of bits has at the end.
    static var lengthSize: Int { get }
    /// The bytes behind the last whole block, and how many there were in all.
    var pending: PendingBytes { get set }

    /// Takes more bytes.
    mutating func update(_ bytes: Span<UInt8>)
    /// The digest of all bytes so far.
    func digest() -> [UInt8]
    /// Takes one or more whole blocks.
    mutating func compress(_ blocks: Span<UInt8>)
}

/// What is left of the bytes so far behind the last whole block.
struct PendingBytes: Sendable {
    fileprivate var bytes: [UInt8] = []
    fileprivate var length: UInt64 = 0
}

extension BlockDigest {
    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>) {
        pending.length = pending.length &+ UInt64(bytes.count)
        var index = 0
        if !pending.bytes.isEmpty {
            while pending.bytes.count < Self.blockSize, index < bytes.count {
                pending.bytes.append(bytes[index])
                index += 1
            }
            guard pending.bytes.count == Self.blockSize else { return }
            let block = pending.bytes
            pending.bytes = []
            compress(block.span)
        }
        let whole = (bytes.count - index) / Self.blockSize * Self.blockSize
        if whole > 0 { compress(bytes.extracting(index..<(index + whole))) }
        for place in (index + whole)..<bytes.count { pending.bytes.append(bytes[place]) }
    }

    /// Takes the padding: a bit, zeros, and the count of bits.
    @inline(__always)
    mutating func takePadding() {
        let bits = pending.length &* 8
        var end = pending.bytes
        pending.bytes = []
        end.append(0x80)
        let used = end.count + Self.lengthSize
        let size = (used + Self.blockSize - 1) / Self.blockSize * Self.blockSize
        while end.count < size - 8 { end.append(0) }
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            end.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
        compress(end.span)
    }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// These bits, moved to the right in a circle.
    @inline(__always)
    func rotated(_ count: Self) -> Self {
        self &>> count | self &<< (Self(truncatingIfNeeded: Self.bitWidth) &- count)
    }

    /// Adds the bytes, the highest first.
    func append(to bytes: inout [UInt8]) {
        for shift in stride(from: Self.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: self >> shift))
        }
    }
}
