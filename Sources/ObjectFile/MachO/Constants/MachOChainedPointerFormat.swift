extension MachO {
    /// How the pointers of a segment with chained fixups are written.
    ///
    /// Spec: `<mach-o/fixup-chains.h>`, `DYLD_CHAINED_PTR_*`.
    public struct ChainedPointerFormat: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt16

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// `DYLD_CHAINED_PTR_ARM64E`: pointers may be authenticated, targets are addresses.
        public static let arm64e = Self(rawValue: 1)
        /// `DYLD_CHAINED_PTR_64`: targets are addresses.
        public static let pointer64 = Self(rawValue: 2)
        /// `DYLD_CHAINED_PTR_32`: the same for 32 bits.
        public static let pointer32 = Self(rawValue: 3)
        /// `DYLD_CHAINED_PTR_32_CACHE`: of a shared cache of 32 bits.
        public static let cache32 = Self(rawValue: 4)
        /// `DYLD_CHAINED_PTR_32_FIRMWARE`: of firmware of 32 bits.
        public static let firmware32 = Self(rawValue: 5)
        /// `DYLD_CHAINED_PTR_64_OFFSET`: targets are distances from the image's start.
        public static let offset64 = Self(rawValue: 6)
        /// `DYLD_CHAINED_PTR_ARM64E_KERNEL`: of kernels and their extensions.
        public static let arm64eKernel = Self(rawValue: 7)
        /// `DYLD_CHAINED_PTR_64_KERNEL_CACHE`: of kernel collections.
        public static let kernelCache64 = Self(rawValue: 8)
        /// `DYLD_CHAINED_PTR_ARM64E_USERLAND`: pointers may be authenticated, targets are
        /// distances.
        public static let arm64eUserland = Self(rawValue: 9)
        /// `DYLD_CHAINED_PTR_ARM64E_FIRMWARE`: of firmware with authenticated pointers.
        public static let arm64eFirmware = Self(rawValue: 10)
        /// `DYLD_CHAINED_PTR_X86_64_KERNEL_CACHE`: of kernel collections, at any distance.
        public static let x86_64KernelCache = Self(rawValue: 11)
        /// `DYLD_CHAINED_PTR_ARM64E_USERLAND24`: with 24 bits for the number of an import.
        public static let arm64eUserland24 = Self(rawValue: 12)
        /// `DYLD_CHAINED_PTR_ARM64E_SHARED_CACHE`: of a shared cache with authenticated pointers.
        public static let arm64eSharedCache = Self(rawValue: 13)
        /// `DYLD_CHAINED_PTR_ARM64E_SEGMENTED`: targets are distances into segments.
        public static let arm64eSegmented = Self(rawValue: 14)

        /// All of them, in numeric order.
        public static let names: [(value: UInt16, name: String)] = [
            (1, "DYLD_CHAINED_PTR_ARM64E"),
            (2, "DYLD_CHAINED_PTR_64"),
            (3, "DYLD_CHAINED_PTR_32"),
            (4, "DYLD_CHAINED_PTR_32_CACHE"),
            (5, "DYLD_CHAINED_PTR_32_FIRMWARE"),
            (6, "DYLD_CHAINED_PTR_64_OFFSET"),
            (7, "DYLD_CHAINED_PTR_ARM64E_KERNEL"),
            (8, "DYLD_CHAINED_PTR_64_KERNEL_CACHE"),
            (9, "DYLD_CHAINED_PTR_ARM64E_USERLAND"),
            (10, "DYLD_CHAINED_PTR_ARM64E_FIRMWARE"),
            (11, "DYLD_CHAINED_PTR_X86_64_KERNEL_CACHE"),
            (12, "DYLD_CHAINED_PTR_ARM64E_USERLAND24"),
            (13, "DYLD_CHAINED_PTR_ARM64E_SHARED_CACHE"),
            (14, "DYLD_CHAINED_PTR_ARM64E_SEGMENTED"),
        ]

        /// What distances to the next pointer are multiples of, nil in an unknown format.
        public var stride: UInt64? {
            switch self {
            case .arm64e, .arm64eUserland, .arm64eUserland24, .arm64eSharedCache: 8
            case .x86_64KernelCache: 1
            default: name == nil ? nil : 4
            }
        }

        /// How many bytes a pointer has.
        public var pointerSize: UInt64 {
            switch self {
            case .pointer32, .cache32, .firmware32: 4
            default: 8
            }
        }
    }
}
