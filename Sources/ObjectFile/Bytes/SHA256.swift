internal import CSystemCalls

/// `SHA-256`: the digest that Go's linker takes of code, and that layers and releases are named by.
///
/// Spec: FIPS 180-4, section 6.2; `HMAC` is FIPS 198-1.
public struct SHA256: BlockDigest {
    private var state = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19)
    var pending = PendingBytes()

    static let blockSize = 64
    static let lengthSize = 8
    private static let constants: InlineArray<64, UInt32> = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
        0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
        0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
        0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
        0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
        0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
        0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
        0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
        0xc671_78f2,
    ]

    /// Starts with no bytes.
    public init() {}

    /// Takes more bytes.
    public mutating func update(_ bytes: Span<UInt8>) { take(bytes) }

    /// The digest of all bytes so far: 32 bytes.
    public func digest() -> [UInt8] {
        var copy = self
        copy.takePadding()
        var digest: [UInt8] = []
        digest.reserveCapacity(32)
        for index in 0..<8 { copy.state[index].append(to: &digest) }
        return digest
    }

    mutating func compress(_ blocks: Span<UInt8>) {
        guard goelf_has_sha256() == 0 else { return compressByInstructions(blocks) }
        compressByWords(blocks)
    }

    /// Five times as fast, where the processor can.
    private mutating func compressByInstructions(_ blocks: Span<UInt8>) {
        let before = goelf_sha256(
            a: state[0], b: state[1], c: state[2], d: state[3], e: state[4], f: state[5],
            g: state[6], h: state[7])
        let after = goelf_sha256(before, blocks)
        state = SIMD8(after.a, after.b, after.c, after.d, after.e, after.f, after.g, after.h)
    }

    /// The same with what every processor has.
    mutating func compressByWords(_ blocks: Span<UInt8>) {
        var words = InlineArray<64, UInt32>(repeating: 0)
        var start = 0
        while start < blocks.count {
            let block = blocks.extracting(start..<(start + Self.blockSize))
            for index in 0..<16 { words[index] = block.number32(at: 4 &* index, .big) }
            for index in 16..<64 {
                let (early, late) = (words[index &- 15], words[index &- 2])
                let first = early.rotated(7) ^ early.rotated(18) ^ early &>> 3
                let second = late.rotated(17) ^ late.rotated(19) ^ late &>> 10
                words[index] = words[index &- 16] &+ first &+ words[index &- 7] &+ second
            }
            for index in 0..<64 { words[index] &+= Self.constants[index] }
            state &+= Self.rounds(state, words.span)
            start += Self.blockSize
        }
    }

    /// Eight rounds at a time: after them every letter is back in its place, and nothing was moved.
    @inline(__always)
    private static func rounds(
        _ state: SIMD8<UInt32>, _ words: Span<UInt32>
    ) -> SIMD8<UInt32> {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<8 {
            let place = 8 &* index
            round(a, b, c, &d, e, f, g, &h, words[place])
            round(h, a, b, &c, d, e, f, &g, words[place &+ 1])
            round(g, h, a, &b, c, d, e, &f, words[place &+ 2])
            round(f, g, h, &a, b, c, d, &e, words[place &+ 3])
            round(e, f, g, &h, a, b, c, &d, words[place &+ 4])
            round(d, e, f, &g, h, a, b, &c, words[place &+ 5])
            round(c, d, e, &f, g, h, a, &b, words[place &+ 6])
            round(b, c, d, &e, f, g, h, &a, words[place &+ 7])
        }
        return SIMD8(a, b, c, d, e, f, g, h)
    }

    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
        _ g: UInt32, _ h: inout UInt32, _ word: UInt32
    ) {
        h = h &+ (e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)) &+ (g ^ e & (f ^ g)) &+ word
        d = d &+ h
        h = h &+ (a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)) &+ (a & b ^ c & (a ^ b))
    }
}

/// `HMAC-SHA-256`: a digest that only the owner of a key can make.
public struct HMACSHA256: Sendable {
    private var inner = SHA256()
    private var outer = SHA256()

    /// Starts with a key of at most 64 bytes; of a longer one the first 64 count.
    public init(key: [UInt8]) {
        let padded = key.prefix(64) + [UInt8](repeating: 0, count: max(0, 64 - key.count))
        let innerPad = padded.map { $0 ^ 0x36 }
        let outerPad = padded.map { $0 ^ 0x5c }
        inner.update(innerPad.span)
        outer.update(outerPad.span)
    }

    /// Takes more bytes.
    public mutating func update(_ bytes: Span<UInt8>) { inner.update(bytes) }

    /// The digest of all bytes so far: 32 bytes.
    public func digest() -> [UInt8] {
        var outer = outer
        let digest = inner.digest()
        outer.update(digest.span)
        return outer.digest()
    }
}
