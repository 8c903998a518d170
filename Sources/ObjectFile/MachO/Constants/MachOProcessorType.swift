extension MachO {
    /// `cputype`: the processor.
    ///
    /// Spec: `<mach/machine.h>`.
    public struct ProcessorType: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `CPU_TYPE_VAX`: VAX.
        public static let vax = Self(rawValue: 1)
        /// `CPU_TYPE_MC680x0`: Motorola 68000.
        public static let m68k = Self(rawValue: 6)
        /// `CPU_TYPE_X86`: Intel, 32 bits.
        public static let x86 = Self(rawValue: 7)
        /// `CPU_TYPE_MC98000`: Motorola 98000.
        public static let m98000 = Self(rawValue: 0xa)
        /// `CPU_TYPE_HPPA`: HP PA-RISC.
        public static let parisc = Self(rawValue: 0xb)
        /// `CPU_TYPE_ARM`: ARM, 32 bits.
        public static let arm = Self(rawValue: 0xc)
        /// `CPU_TYPE_MC88000`: Motorola 88000.
        public static let m88k = Self(rawValue: 0xd)
        /// `CPU_TYPE_SPARC`: SPARC.
        public static let sparc = Self(rawValue: 0xe)
        /// `CPU_TYPE_I860`: Intel i860.
        public static let i860 = Self(rawValue: 0xf)
        /// `CPU_TYPE_POWERPC`: PowerPC, 32 bits.
        public static let powerPC = Self(rawValue: 0x12)
        /// `CPU_TYPE_X86_64`: Intel, 64 bits.
        public static let x86_64 = Self(rawValue: 0x100_0007)
        /// `CPU_TYPE_ARM64`: ARM, 64 bits.
        public static let arm64 = Self(rawValue: 0x100_000c)
        /// `CPU_TYPE_POWERPC64`: PowerPC, 64 bits.
        public static let powerPC64 = Self(rawValue: 0x100_0012)
        /// `CPU_TYPE_ARM64_32`: ARM, 64 bits with 32-bit addresses.
        public static let arm64_32 = Self(rawValue: 0x200_000c)

        /// The values known here.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "CPU_TYPE_VAX"),
            (6, "CPU_TYPE_MC680x0"),
            (7, "CPU_TYPE_X86"),
            (0xa, "CPU_TYPE_MC98000"),
            (0xb, "CPU_TYPE_HPPA"),
            (0xc, "CPU_TYPE_ARM"),
            (0xd, "CPU_TYPE_MC88000"),
            (0xe, "CPU_TYPE_SPARC"),
            (0xf, "CPU_TYPE_I860"),
            (0x12, "CPU_TYPE_POWERPC"),
            (0x100_0007, "CPU_TYPE_X86_64"),
            (0x100_000c, "CPU_TYPE_ARM64"),
            (0x100_0012, "CPU_TYPE_POWERPC64"),
            (0x200_000c, "CPU_TYPE_ARM64_32"),
        ]
    }
}
