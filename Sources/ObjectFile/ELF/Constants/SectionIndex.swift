extension ELF {
    /// `st_shndx`: a section's number, or one of those that stand for no section.
    ///
    /// Spec: gABI 4.1, ch. 4, "Symbol Table" and "Special Sections".
    public struct SectionIndex: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `SHN_UNDEF`: defined in no section here: needed from elsewhere.
        public static let undefined = Self(rawValue: 0)
        /// `SHN_BEFORE`: Solaris: sorted before all others.
        public static let before = Self(rawValue: 0xff00)
        /// `SHN_AFTER`: Solaris: sorted after all others.
        public static let after = Self(rawValue: 0xff01)
        /// `SHN_SUNW_IGNORE`: Solaris: a symbol whose section was discarded.
        public static let sunIgnore = Self(rawValue: 0xff3f)
        /// `SHN_ABS`: a value that relocation leaves as it is.
        public static let absolute = Self(rawValue: 0xfff1)
        /// `SHN_COMMON`: a variable the linker has yet to place; the value is its alignment.
        public static let common = Self(rawValue: 0xfff2)
        /// `SHN_XINDEX`: the real index stands elsewhere, being too large.
        public static let extended = Self(rawValue: 0xffff)

        /// `SHN_X86_64_LCOMMON`: as common, far from code.
        public static let x86_64LargeCommon = Self(rawValue: 0xff02)

        /// `SHN_MIPS_ACOMMON`: common with an address already.
        public static let mipsAllocatedCommon = Self(rawValue: 0xff00)
        /// `SHN_MIPS_SCOMMON`: common near the global pointer.
        public static let mipsSmallCommon = Self(rawValue: 0xff03)
        /// `SHN_MIPS_SUNDEFINED`: undefined, near the global pointer.
        public static let mipsSmallUndefined = Self(rawValue: 0xff04)

        /// `SHN_AMDGPU_LDS`: a variable in the memory work items share.
        public static let amdGPULocalMemory = Self(rawValue: 0xff00)

        /// The names that hold on every machine.
        public static let names: [(value: UInt32, name: String)] = [
            (0, "SHN_UNDEF"),
            (0xff00, "SHN_BEFORE"),
            (0xff01, "SHN_AFTER"),
            (0xff3f, "SHN_SUNW_IGNORE"),
            (0xfff1, "SHN_ABS"),
            (0xfff2, "SHN_COMMON"),
            (0xffff, "SHN_XINDEX"),
        ]

        /// Whether the 16-bit number is one that can be no section's, from `SHN_LORESERVE` on.
        public var isReserved: Bool { rawValue >= 0xff00 && rawValue <= 0xffff }

        /// The names that one machine's supplement adds; they may repeat numbers of others.
        public static func names(on machine: Machine) -> [(value: UInt32, name: String)] {
            switch machine {
            case .x86_64: x86_64Names
            case .mips, .mipsRS3LE: mipsNames
            case .parisc: pariscNames
            case .hexagon: hexagonNames
            case .amdGPU: amdGPUNames
            case .c6000: c6000Names
            case .itanium: itaniumNames
            default: []
            }
        }

        private static let x86_64Names: [(value: UInt32, name: String)] = [
            (0xff02, "SHN_X86_64_LCOMMON")
        ]

        private static let mipsNames: [(value: UInt32, name: String)] = [
            (0xff00, "SHN_MIPS_ACOMMON"),
            (0xff01, "SHN_MIPS_TEXT"),
            (0xff02, "SHN_MIPS_DATA"),
            (0xff03, "SHN_MIPS_SCOMMON"),
            (0xff04, "SHN_MIPS_SUNDEFINED"),
        ]

        private static let pariscNames: [(value: UInt32, name: String)] = [
            (0xff00, "SHN_PARISC_ANSI_COMMON"),
            (0xff01, "SHN_PARISC_HUGE_COMMON"),
        ]

        private static let hexagonNames: [(value: UInt32, name: String)] = [
            (0xff00, "SHN_HEXAGON_SCOMMON"),
            (0xff01, "SHN_HEXAGON_SCOMMON_1"),
            (0xff02, "SHN_HEXAGON_SCOMMON_2"),
            (0xff03, "SHN_HEXAGON_SCOMMON_4"),
            (0xff04, "SHN_HEXAGON_SCOMMON_8"),
        ]

        private static let amdGPUNames: [(value: UInt32, name: String)] = [
            (0xff00, "SHN_AMDGPU_LDS")
        ]

        private static let c6000Names: [(value: UInt32, name: String)] = [
            (0xff00, "SHN_TIC6X_SCOMMON")
        ]

        private static let itaniumNames: [(value: UInt32, name: String)] = [
            (0xff00, "SHN_IA_64_ANSI_COMMON")
        ]
    }
}
