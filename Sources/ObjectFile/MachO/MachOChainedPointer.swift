extension MachO {
    /// A pointer of a segment with chained fixups, decoded: what it will be, and where the next is.
    ///
    /// Spec: `<mach-o/fixup-chains.h>`, `dyld_chained_ptr_*`.
    public struct ChainedPointer: Hashable, Sendable {
        /// What the loader makes of it.
        public enum Meaning: Hashable, Sendable {
            /// An address in this image, where it is not moved.
            case target(UInt64)
            /// The address of an import, by its number, and what is added to it.
            case symbol(UInt32, addend: Int64)
            /// A number that is no pointer and was only put into the chain.
            case number(UInt64)
        }

        /// What the loader makes of it.
        public let meaning: Meaning
        /// How it is signed, nil where it is not.
        public let authentication: PointerAuthentication?
        /// How many bytes further on the next one is, 0 where it is the last.
        public let next: UInt64

        /// Decodes a word of a format that has a stride.
        ///
        /// `base` is where the image starts, which targets of some formats count from.
        public init(
            _ word: UInt64, _ format: ChainedPointerFormat, base: UInt64?,
            _ segments: [SegmentPlace], greatest: UInt64 = 0
        ) {
            let bits = Bits(word)
            let base = base ?? 0
            switch format {
            case .arm64e, .arm64eFirmware: self.init(arm64e: bits, format, base, addsBase: false)
            case .arm64eKernel, .arm64eUserland, .arm64eUserland24:
                self.init(arm64e: bits, format, base, addsBase: true)
            case .arm64eSharedCache: self.init(sharedCache: bits, base)
            case .arm64eSegmented: self.init(segmented: bits, segments)
            case .kernelCache64, .x86_64KernelCache:
                self.init(kernelCache: bits, base, format.stride ?? 0)
            case .pointer32: self.init(narrow: bits, greatest: greatest)
            case .cache32:
                self.init(.target(base &+ bits[0, 30]), next: bits[30, 2] * 4)
            case .firmware32: self.init(.target(bits[0, 26]), next: bits[26, 6] * 4)
            default: self.init(wide: bits, format == .offset64 ? base : 0)
            }
        }

        private init(
            _ meaning: Meaning, _ authentication: PointerAuthentication? = nil, next: UInt64
        ) {
            self.meaning = meaning
            self.authentication = authentication
            self.next = next
        }
    }
}

/// Fields of a word by their lowest bit and width.
private struct Bits {
    private let word: UInt64

    init(_ word: UInt64) { self.word = word }

    subscript(start: UInt64, width: UInt64) -> UInt64 { word >> start & (1 << width &- 1) }

    /// Diversity, whether the address is mixed in, and the key.
    func authentication(at start: UInt64 = 32) -> MachO.PointerAuthentication {
        MachO.PointerAuthentication(
            key: .init(rawValue: UInt8(self[start + 17, 2])) ?? .ia,
            diversity: UInt16(self[start, 16]), usesAddress: self[start + 16, 1] == 1)
    }
}

extension MachO.ChainedPointer {
    // `dyld_chained_ptr_64_rebase`, `dyld_chained_ptr_64_bind`
    private init(wide bits: Bits, _ base: UInt64) {
        let next = bits[51, 12] * 4
        if bits[63, 1] == 1 {
            self.init(
                .symbol(UInt32(bits[0, 24]), addend: Int64(bits[24, 8])), next: next)
        } else {
            self.init(.target((base &+ bits[0, 36]) | bits[36, 8] << 56), next: next)
        }
    }

    // `dyld_chained_ptr_arm64e_rebase` and the five like it
    private init(
        arm64e bits: Bits, _ format: MachO.ChainedPointerFormat, _ base: UInt64, addsBase: Bool
    ) {
        let next = bits[51, 11] * (format.stride ?? 0)
        let isSigned = bits[63, 1] == 1
        let authentication = isSigned ? bits.authentication() : nil
        if bits[62, 1] == 1 {
            let number = UInt32(bits[0, format == .arm64eUserland24 ? 24 : 16])
            // 19 bits with a sign.
            let addend = Int64(bitPattern: bits[32, 19] << 45) >> 45
            self.init(
                .symbol(number, addend: isSigned ? 0 : addend), authentication, next: next)
        } else if isSigned {
            // A distance in all formats.
            self.init(.target(base &+ bits[0, 32]), authentication, next: next)
        } else {
            let target = (addsBase ? base : 0) &+ bits[0, 43]
            self.init(.target(target | bits[43, 8] << 56), next: next)
        }
    }

    // `dyld_chained_ptr_arm64e_shared_cache_rebase` and `_auth_rebase`
    private init(sharedCache bits: Bits, _ base: UInt64) {
        let next = bits[52, 11] * 8
        let target = base &+ bits[0, 34]
        guard bits[63, 1] == 1 else {
            self.init(.target(target | bits[34, 8] << 56), next: next)
            return
        }
        // One of the two A keys.
        let authentication = MachO.PointerAuthentication(
            key: bits[51, 1] == 1 ? .da : .ia, diversity: UInt16(bits[34, 16]),
            usesAddress: bits[50, 1] == 1)
        self.init(.target(target), authentication, next: next)
    }

    // `dyld_chained_ptr_arm64e_segmented_rebase` and `_auth_segmented_rebase`
    private init(segmented bits: Bits, _ segments: [MachO.SegmentPlace]) {
        let segment = Int(bits[28, 4])
        let start = segment < segments.count ? segments[segment].address : 0
        self.init(
            .target(start &+ bits[0, 28]), bits[63, 1] == 1 ? bits.authentication() : nil,
            next: bits[51, 12] * 4)
    }

    // `dyld_chained_ptr_64_kernel_cache_rebase`
    private init(kernelCache bits: Bits, _ base: UInt64, _ stride: UInt64) {
        self.init(
            .target(base &+ bits[0, 30]), bits[63, 1] == 1 ? bits.authentication() : nil,
            next: bits[51, 12] * stride)
    }

    // `dyld_chained_ptr_32_rebase`, `dyld_chained_ptr_32_bind`
    private init(narrow bits: Bits, greatest: UInt64) {
        let next = bits[26, 5] * 4
        if bits[31, 1] == 1 {
            self.init(.symbol(UInt32(bits[0, 20]), addend: Int64(bits[20, 6])), next: next)
            return
        }
        let target = bits[0, 26]
        // What is greater is no pointer; a bias keeps small and negative numbers apart from them.
        let bias = (0x400_0000 + greatest) / 2
        self.init(
            greatest != 0 && target > greatest
                ? .number(target &- bias & 0xffff_ffff) : .target(target), next: next)
    }
}
