extension ELF {
    /// `GNU_PROPERTY_1_NEEDED`: what linker and loader must support.
    ///
    /// Spec: Linux Extensions to gABI, "Program Property".
    public struct NeededFeatures: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `GNU_PROPERTY_1_NEEDED_INDIRECT_EXTERN_ACCESS`: foreign data goes through the GOT.
        public static let indirectExternAccess = Self(rawValue: 0x1)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x1, "GNU_PROPERTY_1_NEEDED_INDIRECT_EXTERN_ACCESS")
        ]
    }
}

extension ELF {
    /// `GNU_PROPERTY_X86_FEATURE_1_AND`: protections that all of the code is made for.
    ///
    /// Spec: x86-64 psABI, ".note.gnu.property".
    public struct X86Features: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `GNU_PROPERTY_X86_FEATURE_1_IBT`: indirect jumps land on `ENDBR` only.
        public static let indirectBranchTracking = Self(rawValue: 0x1)
        /// `GNU_PROPERTY_X86_FEATURE_1_SHSTK`: returns match a second, protected stack.
        public static let shadowStack = Self(rawValue: 0x2)
        /// `GNU_PROPERTY_X86_FEATURE_1_LAM_U48`: pointers may carry data above bit 47.
        public static let addressMasking48 = Self(rawValue: 0x4)
        /// `GNU_PROPERTY_X86_FEATURE_1_LAM_U57`: pointers may carry data above bit 56.
        public static let addressMasking57 = Self(rawValue: 0x8)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x1, "GNU_PROPERTY_X86_FEATURE_1_IBT"),
            (0x2, "GNU_PROPERTY_X86_FEATURE_1_SHSTK"),
            (0x4, "GNU_PROPERTY_X86_FEATURE_1_LAM_U48"),
            (0x8, "GNU_PROPERTY_X86_FEATURE_1_LAM_U57"),
        ]
    }
}

extension ELF {
    /// `GNU_PROPERTY_X86_ISA_1_NEEDED`, `…_USED`: levels of the instruction set.
    ///
    /// Spec: x86-64 psABI, "Micro-Architecture Levels".
    public struct X86Levels: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `GNU_PROPERTY_X86_ISA_1_BASELINE`: what every x86-64 processor has.
        public static let baseline = Self(rawValue: 0x1)
        /// `GNU_PROPERTY_X86_ISA_1_V2`: x86-64-v2, up to SSE4.2 and POPCNT.
        public static let v2 = Self(rawValue: 0x2)
        /// `GNU_PROPERTY_X86_ISA_1_V3`: x86-64-v3, up to AVX2, BMI2 and FMA.
        public static let v3 = Self(rawValue: 0x4)
        /// `GNU_PROPERTY_X86_ISA_1_V4`: x86-64-v4, with AVX-512.
        public static let v4 = Self(rawValue: 0x8)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x1, "GNU_PROPERTY_X86_ISA_1_BASELINE"),
            (0x2, "GNU_PROPERTY_X86_ISA_1_V2"),
            (0x4, "GNU_PROPERTY_X86_ISA_1_V3"),
            (0x8, "GNU_PROPERTY_X86_ISA_1_V4"),
        ]
    }
}

extension ELF {
    /// `GNU_PROPERTY_X86_FEATURE_2_NEEDED`, `…_USED`: sets of registers.
    ///
    /// Spec: x86-64 psABI, ".note.gnu.property".
    public struct X86RegisterSets: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `GNU_PROPERTY_X86_FEATURE_2_X86`: the general registers.
        public static let x86 = Self(rawValue: 0x1)
        /// `GNU_PROPERTY_X86_FEATURE_2_X87`: the floating point stack.
        public static let x87 = Self(rawValue: 0x2)
        /// `GNU_PROPERTY_X86_FEATURE_2_MMX`: the 64-bit vector registers.
        public static let mmx = Self(rawValue: 0x4)
        /// `GNU_PROPERTY_X86_FEATURE_2_XMM`: the 128-bit vector registers.
        public static let xmm = Self(rawValue: 0x8)
        /// `GNU_PROPERTY_X86_FEATURE_2_YMM`: the 256-bit vector registers.
        public static let ymm = Self(rawValue: 0x10)
        /// `GNU_PROPERTY_X86_FEATURE_2_ZMM`: the 512-bit vector registers.
        public static let zmm = Self(rawValue: 0x20)
        /// `GNU_PROPERTY_X86_FEATURE_2_FXSR`: the instruction FXSAVE.
        public static let fxsr = Self(rawValue: 0x40)
        /// `GNU_PROPERTY_X86_FEATURE_2_XSAVE`: the instruction XSAVE.
        public static let xsave = Self(rawValue: 0x80)
        /// `GNU_PROPERTY_X86_FEATURE_2_XSAVEOPT`: the instruction XSAVEOPT.
        public static let xsaveOptimized = Self(rawValue: 0x100)
        /// `GNU_PROPERTY_X86_FEATURE_2_XSAVEC`: the instruction XSAVEC.
        public static let xsaveCompacted = Self(rawValue: 0x200)
        /// `GNU_PROPERTY_X86_FEATURE_2_TMM`: the matrix tile registers.
        public static let tmm = Self(rawValue: 0x400)
        /// `GNU_PROPERTY_X86_FEATURE_2_MASK`: the vector mask registers.
        public static let mask = Self(rawValue: 0x800)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x1, "GNU_PROPERTY_X86_FEATURE_2_X86"),
            (0x2, "GNU_PROPERTY_X86_FEATURE_2_X87"),
            (0x4, "GNU_PROPERTY_X86_FEATURE_2_MMX"),
            (0x8, "GNU_PROPERTY_X86_FEATURE_2_XMM"),
            (0x10, "GNU_PROPERTY_X86_FEATURE_2_YMM"),
            (0x20, "GNU_PROPERTY_X86_FEATURE_2_ZMM"),
            (0x40, "GNU_PROPERTY_X86_FEATURE_2_FXSR"),
            (0x80, "GNU_PROPERTY_X86_FEATURE_2_XSAVE"),
            (0x100, "GNU_PROPERTY_X86_FEATURE_2_XSAVEOPT"),
            (0x200, "GNU_PROPERTY_X86_FEATURE_2_XSAVEC"),
            (0x400, "GNU_PROPERTY_X86_FEATURE_2_TMM"),
            (0x800, "GNU_PROPERTY_X86_FEATURE_2_MASK"),
        ]
    }
}

extension ELF {
    /// `GNU_PROPERTY_AARCH64_FEATURE_1_AND`: protections that all of the code is made for.
    ///
    /// Spec: ELF for the Arm 64-bit Architecture, "Program Property".
    public struct AArch64Features: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `GNU_PROPERTY_AARCH64_FEATURE_1_BTI`: indirect jumps land on `BTI` only.
        public static let branchTargets = Self(rawValue: 0x1)
        /// `GNU_PROPERTY_AARCH64_FEATURE_1_PAC`: return addresses are signed.
        public static let returnAddressSigning = Self(rawValue: 0x2)
        /// `GNU_PROPERTY_AARCH64_FEATURE_1_GCS`: returns match a second, protected stack.
        public static let guardedControlStack = Self(rawValue: 0x4)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x1, "GNU_PROPERTY_AARCH64_FEATURE_1_BTI"),
            (0x2, "GNU_PROPERTY_AARCH64_FEATURE_1_PAC"),
            (0x4, "GNU_PROPERTY_AARCH64_FEATURE_1_GCS"),
        ]
    }
}

extension ELF {
    /// `GNU_PROPERTY_RISCV_FEATURE_1_AND`: protections that all of the code is made for.
    ///
    /// Spec: RISC-V ELF psABI, "Program Property".
    public struct RISCVFeatures: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `GNU_PROPERTY_RISCV_FEATURE_1_CFI_LP_UNLABELED`: indirect jumps land on pads only.
        public static let landingPads = Self(rawValue: 0x1)
        /// `GNU_PROPERTY_RISCV_FEATURE_1_CFI_SS`: returns match a second, protected stack.
        public static let shadowStack = Self(rawValue: 0x2)
        /// `GNU_PROPERTY_RISCV_FEATURE_1_CFI_LP_FUNC_SIG`: pads know their callers' type.
        public static let signedLandingPads = Self(rawValue: 0x4)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x1, "GNU_PROPERTY_RISCV_FEATURE_1_CFI_LP_UNLABELED"),
            (0x2, "GNU_PROPERTY_RISCV_FEATURE_1_CFI_SS"),
            (0x4, "GNU_PROPERTY_RISCV_FEATURE_1_CFI_LP_FUNC_SIG"),
        ]
    }
}
