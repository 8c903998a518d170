extension ELF {
    /// `p_flags`: what may be done with a segment's memory.
    ///
    /// Spec: gABI 4.1, ch. 5, "Program Header", and each processor's supplement.
    public struct SegmentFlags: ProcessorFlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `PF_X`: instructions in the segment may run.
        public static let execute = Self(rawValue: 0x1)
        /// `PF_W`: the program may change the segment.
        public static let write = Self(rawValue: 0x2)
        /// `PF_R`: the program may read the segment.
        public static let read = Self(rawValue: 0x4)

        /// `PF_PPC_VLE`: instructions of variable length (VLE), not the usual four bytes.
        public static let ppcVariableLength = Self(rawValue: 0x1000_0000)

        /// The bits that mean the same on every machine, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x1, "PF_X"),
            (0x2, "PF_W"),
            (0x4, "PF_R"),
        ]

        /// The bits that one machine's supplement adds or names otherwise.
        public static func names(on machine: Machine) -> [(value: UInt32, name: String)] {
            switch machine {
            case .arm: armNames
            case .mips, .mipsRS3LE: mipsNames
            case .ppc: ppcNames
            case .itanium: itaniumNames
            case .parisc: pariscNames
            case .spu: spuNames
            default: []
            }
        }

        private static let armNames: [(value: UInt32, name: String)] = [
            (0x1000_0000, "PF_ARM_SB"),
            (0x2000_0000, "PF_ARM_PI"),
            (0x4000_0000, "PF_ARM_ABS"),
        ]

        private static let mipsNames: [(value: UInt32, name: String)] = [
            (0x1000_0000, "PF_MIPS_LOCAL")
        ]

        private static let ppcNames: [(value: UInt32, name: String)] = [
            (0x1000_0000, "PF_PPC_VLE")
        ]

        private static let itaniumNames: [(value: UInt32, name: String)] = [
            (0x8000_0000, "PF_IA_64_NORECOV")
        ]

        private static let pariscNames: [(value: UInt32, name: String)] = [
            (0x10_0000, "PF_HP_PAGE_SIZE"),
            (0x20_0000, "PF_HP_FAR_SHARED"),
            (0x40_0000, "PF_HP_NEAR_SHARED"),
            (0x100_0000, "PF_HP_CODE"),
            (0x200_0000, "PF_HP_MODIFY"),
            (0x400_0000, "PF_HP_LAZYSWAP"),
            (0x800_0000, "PF_HP_SBP"),
        ]

        private static let spuNames: [(value: UInt32, name: String)] = [
            (0x800_0000, "PF_OVERLAY")
        ]
    }
}
