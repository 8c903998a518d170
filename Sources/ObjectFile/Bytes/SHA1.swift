/// `SHA-1`: the digest that signatures for old releases of macOS have; proof of nothing any more.
///
/// Spec: FIPS 180-4, section 6.1.
public struct SHA1: BlockDigest {
    private var state = SIMD8<UInt32>(
        0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0)
    var pending = PendingBytes()

    static let blockSize = 64
    static let lengthSize = 8

    /// Starts with no bytes.
    public init() {}

    /// Takes more bytes.
    public mutating func update(_ bytes: Span<UInt8>) { take(bytes) }

    /// The digest of all bytes so far: 20 bytes.
    public func digest() -> [UInt8] {
        var copy = self
        copy.takePadding()
        var digest: [UInt8] = []
        digest.reserveCapacity(20)
        for index in 0..<5 { copy.state[index].append(to: &digest) }
        return digest
    }

    mutating func compress(_ blocks: Span<UInt8>) {
        var words = InlineArray<80, UInt32>(repeating: 0)
        var start = 0
        while start < blocks.count {
            let block = blocks.extracting(start..<(start + Self.blockSize))
            for index in 0..<16 { words[index] = block.number32(at: 4 &* index, .big) }
            for index in 16..<80 {
                let word =
                    words[index &- 3] ^ words[index &- 8] ^ words[index &- 14]
                    ^ words[index &- 16]
                words[index] = word.rotated(31)
            }
            state &+= Self.rounds(state, words.span)
            start += Self.blockSize
        }
    }

    @inline(__always)
    private static func rounds(_ state: SIMD8<UInt32>, _ words: Span<UInt32>) -> SIMD8<UInt32> {
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        func round(_ choice: UInt32, _ constant: UInt32, _ word: UInt32) {
            let sum = a.rotated(27) &+ choice &+ e &+ constant &+ word
            (e, d, c, b, a) = (d, c, b.rotated(2), a, sum)
        }
        for index in 0..<20 { round(d ^ b & (c ^ d), 0x5a82_7999, words[index]) }
        for index in 20..<40 { round(b ^ c ^ d, 0x6ed9_eba1, words[index]) }
        for index in 40..<60 { round(b & c | d & (b | c), 0x8f1b_bcdc, words[index]) }
        for index in 60..<80 { round(b ^ c ^ d, 0xca62_c1d6, words[index]) }
        return SIMD8(a, b, c, d, e, 0, 0, 0)
    }
}
