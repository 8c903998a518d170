extension ELF {
    /// `sh_flags`: how a section is to be treated.
    ///
    /// Spec: gABI 4.1, ch. 4, "Sections", and each processor's supplement.
    public struct SectionFlags: ProcessorFlagSet {
        /// The bits in the file.
        public let rawValue: UInt64

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// `SHF_WRITE`: the program may change it while running.
        public static let write = Self(rawValue: 0x1)
        /// `SHF_ALLOC`: it takes memory while the program runs.
        public static let allocate = Self(rawValue: 0x2)
        /// `SHF_EXECINSTR`: it contains instructions.
        public static let execute = Self(rawValue: 0x4)
        /// `SHF_MERGE`: equal elements may be merged by the linker.
        public static let merge = Self(rawValue: 0x10)
        /// `SHF_STRINGS`: its elements are strings ended by a zero.
        public static let strings = Self(rawValue: 0x20)
        /// `SHF_INFO_LINK`: `sh_info` is a section index.
        public static let infoLink = Self(rawValue: 0x40)
        /// `SHF_LINK_ORDER`: it follows the order of the section in `sh_link`.
        public static let linkOrder = Self(rawValue: 0x80)
        /// `SHF_OS_NONCONFORMING`: to be rejected by those who don't know its type.
        public static let osNonconforming = Self(rawValue: 0x100)
        /// `SHF_GROUP`: a member of a section group.
        public static let group = Self(rawValue: 0x200)
        /// `SHF_TLS`: every thread has its own copy.
        public static let threadLocal = Self(rawValue: 0x400)
        /// `SHF_COMPRESSED`: a compression header and compressed bytes stand in the file.
        public static let compressed = Self(rawValue: 0x800)
        /// `SHF_SUNW_NODISCARD`: Solaris: the linker keeps it though nothing refers to it.
        public static let sunNoDiscard = Self(rawValue: 0x10_0000)
        /// `SHF_GNU_RETAIN`: the linker keeps it though nothing refers to it.
        public static let gnuRetain = Self(rawValue: 0x20_0000)
        /// `SHF_GNU_MBIND`: to be placed in the kind of memory that `sh_info` names.
        public static let gnuMemoryBind = Self(rawValue: 0x100_0000)
        /// `SHF_ORDERED`: Solaris: to be sorted by the linker as `sh_link` and `sh_info` say.
        public static let ordered = Self(rawValue: 0x4000_0000)
        /// `SHF_EXCLUDE`: left out of executables and libraries by the linker.
        public static let exclude = Self(rawValue: 0x8000_0000)

        /// `SHF_X86_64_LARGE`: may lie more than 2 GiB away from code.
        public static let x86_64Large = Self(rawValue: 0x1000_0000)

        /// `SHF_AARCH64_PURECODE`: instructions only, so that it may be made unreadable.
        public static let pureCode = Self(rawValue: 0x2000_0000)

        /// `SHF_PPC_VLE`: instructions of variable length (VLE).
        public static let ppcVariableLength = Self(rawValue: 0x1000_0000)

        /// The bits that mean the same on every machine, in numeric order.
        public static let names: [(value: UInt64, name: String)] = [
            (0x1, "SHF_WRITE"),
            (0x2, "SHF_ALLOC"),
            (0x4, "SHF_EXECINSTR"),
            (0x10, "SHF_MERGE"),
            (0x20, "SHF_STRINGS"),
            (0x40, "SHF_INFO_LINK"),
            (0x80, "SHF_LINK_ORDER"),
            (0x100, "SHF_OS_NONCONFORMING"),
            (0x200, "SHF_GROUP"),
            (0x400, "SHF_TLS"),
            (0x800, "SHF_COMPRESSED"),
            (0x10_0000, "SHF_SUNW_NODISCARD"),
            (0x20_0000, "SHF_GNU_RETAIN"),
            (0x100_0000, "SHF_GNU_MBIND"),
            (0x4000_0000, "SHF_ORDERED"),
            (0x8000_0000, "SHF_EXCLUDE"),
        ]

        /// The bits that one machine's supplement adds or names otherwise.
        public static func names(on machine: Machine) -> [(value: UInt64, name: String)] {
            switch machine {
            case .x86_64: x86_64Names
            case .aarch64: aarch64Names
            case .arm: armNames
            case .mips, .mipsRS3LE: mipsNames
            case .ppc: ppcNames
            case .alpha, .oldAlpha: alphaNames
            case .hexagon: hexagonNames
            case .itanium: itaniumNames
            case .parisc: pariscNames
            case .m32r: m32rNames
            case .mcore: mcoreNames
            case .microBlaze: microBlazeNames
            case .mmix: mmixNames
            case .netronome: netronomeNames
            case .nios2: nios2Names
            case .score: scoreNames
            case .v850: v850Names
            default: []
            }
        }

        private static let x86_64Names: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_X86_64_LARGE")
        ]

        private static let aarch64Names: [(value: UInt64, name: String)] = [
            (0x2000_0000, "SHF_AARCH64_PURECODE")
        ]

        private static let armNames: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_ARM_ENTRYSECT"),
            (0x2000_0000, "SHF_ARM_PURECODE"),
            (0x8000_0000, "SHF_ARM_COMDEF"),
        ]

        private static let mipsNames: [(value: UInt64, name: String)] = [
            (0x100_0000, "SHF_MIPS_NODUPE"),
            (0x200_0000, "SHF_MIPS_NAMES"),
            (0x400_0000, "SHF_MIPS_LOCAL"),
            (0x800_0000, "SHF_MIPS_NOSTRIP"),
            (0x1000_0000, "SHF_MIPS_GPREL"),
            (0x2000_0000, "SHF_MIPS_MERGE"),
            (0x4000_0000, "SHF_MIPS_ADDR"),
        ]

        private static let ppcNames: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_PPC_VLE")
        ]

        private static let alphaNames: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_ALPHA_GPREL")
        ]

        private static let hexagonNames: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_HEX_GPREL")
        ]

        private static let itaniumNames: [(value: UInt64, name: String)] = [
            (0x100_0000, "SHF_IA_64_HP_TLS"),
            (0x1000_0000, "SHF_IA_64_SHORT"),
            (0x2000_0000, "SHF_IA_64_NORECOV"),
            (0x1_0000_0000, "SHF_IA_64_VMS_GLOBAL"),
            (0x2_0000_0000, "SHF_IA_64_VMS_OVERLAID"),
            (0x4_0000_0000, "SHF_IA_64_VMS_SHARED"),
            (0x8_0000_0000, "SHF_IA_64_VMS_VECTOR"),
            (0x10_0000_0000, "SHF_IA_64_VMS_ALLOC_64BIT"),
            (0x20_0000_0000, "SHF_IA_64_VMS_PROTECTED"),
        ]

        private static let pariscNames: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_PARISC_WEAKORDER"),
            (0x2000_0000, "SHF_PARISC_SHORT"),
            (0x4000_0000, "SHF_PARISC_HUGE"),
            (0x8000_0000, "SHF_PARISC_SBP"),
        ]

        private static let m32rNames: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_M32R_CAN_RELAX")
        ]

        private static let mcoreNames: [(value: UInt64, name: String)] = [
            (0x8000_0000, "SHF_MCORE_NOREAD")
        ]

        private static let microBlazeNames: [(value: UInt64, name: String)] = [
            (0x8000_0000, "SHF_MICROBLAZE_NOREAD")
        ]

        private static let mmixNames: [(value: UInt64, name: String)] = [
            (0x8000_0000, "SHF_MMIX_CANRELAX")
        ]

        private static let netronomeNames: [(value: UInt64, name: String)] = [
            (0x4000_0000, "SHF_NFP_INIT2"),
            (0x8000_0000, "SHF_NFP_INIT"),
        ]

        private static let nios2Names: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_NIOS2_GPREL")
        ]

        private static let scoreNames: [(value: UInt64, name: String)] = [
            (0x100_0000, "SHF_SCORE_NODUPES"),
            (0x200_0000, "SHF_SCORE_NAMES"),
            (0x400_0000, "SHF_SCORE_LOCAL"),
            (0x800_0000, "SHF_SCORE_NOSTRIP"),
            (0x1000_0000, "SHF_SCORE_GPREL"),
            (0x2000_0000, "SHF_SCORE_MERGE"),
            (0x4000_0000, "SHF_SCORE_ADDR"),
            (0x8000_0000, "SHF_SCORE_STRING"),
        ]

        private static let v850Names: [(value: UInt64, name: String)] = [
            (0x1000_0000, "SHF_V850_GPREL"),
            (0x2000_0000, "SHF_V850_EPREL"),
            (0x4000_0000, "SHF_V850_R0REL"),
            (0x8000_0000, "SHF_RENESAS_ABS"),
        ]
    }
}
