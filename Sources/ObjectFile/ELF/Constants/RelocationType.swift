extension ELF {
    /// `r_type`: how a place is to be changed when its address is known.
    ///
    /// Every machine counts its own from 0, so there are names by machine only.
    ///
    /// Spec: gABI 4.1, ch. 4, "Relocation", and each processor's supplement.
    public struct RelocationType: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a type of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// No name holds on every machine.
        public static let names: [(value: UInt32, name: String)] = []

        /// The names of one machine, in numeric order; empty where its relocations are unknown here.
        public static func names(on machine: Machine) -> [(value: UInt32, name: String)] {
            switch machine {
            case .x86_64: x86_64Names
            case .i386, .iamcu: i386Names
            case .aarch64: aarch64Names
            case .arm: armNames
            case .riscv: riscvNames
            case .ppc: ppcNames
            case .ppc64: ppc64Names
            case .s390: s390Names
            case .mips, .mipsRS3LE: mipsNames
            case .loongArch: loongArchNames
            case .sparc, .sparc32Plus, .sparcV9: sparcNames
            default: []
            }
        }

        /// The one that adds the load address, naming no symbol; nil where there is none.
        ///
        /// On MIPS a `R_MIPS_REL32` without a symbol takes its place.
        public static func relative(on machine: Machine) -> Self? {
            switch machine {
            case .x86_64, .i386, .iamcu: Self(rawValue: 8)
            case .aarch64: Self(rawValue: 1027)
            case .arm: Self(rawValue: 23)
            case .riscv, .loongArch: Self(rawValue: 3)
            case .ppc, .ppc64, .sparc, .sparc32Plus, .sparcV9: Self(rawValue: 22)
            case .s390: Self(rawValue: 12)
            default: nil
            }
        }

        /// The one that copies a library's variable into the program; nil where there is none.
        public static func copy(on machine: Machine) -> Self? {
            switch machine {
            case .x86_64, .i386, .iamcu: Self(rawValue: 5)
            case .aarch64: Self(rawValue: 1024)
            case .arm: Self(rawValue: 20)
            case .riscv, .loongArch: Self(rawValue: 4)
            case .ppc, .ppc64, .sparc, .sparc32Plus, .sparcV9: Self(rawValue: 19)
            case .s390: Self(rawValue: 9)
            case .mips, .mipsRS3LE: Self(rawValue: 126)
            default: nil
            }
        }

        /// The one that fills an offset table entry with a symbol's address; nil where there is none.
        public static func globalData(on machine: Machine) -> Self? {
            switch machine {
            case .x86_64, .i386, .iamcu: Self(rawValue: 6)
            case .aarch64: Self(rawValue: 1025)
            case .arm: Self(rawValue: 21)
            case .ppc, .ppc64, .sparc, .sparc32Plus, .sparcV9: Self(rawValue: 20)
            case .s390: Self(rawValue: 10)
            case .mips, .mipsRS3LE: Self(rawValue: 51)
            default: nil
            }
        }

        /// The one that binds a function, lazily or at start; nil where there is none.
        public static func jumpSlot(on machine: Machine) -> Self? {
            switch machine {
            case .x86_64, .i386, .iamcu: Self(rawValue: 7)
            case .aarch64: Self(rawValue: 1026)
            case .arm: Self(rawValue: 22)
            case .riscv, .loongArch: Self(rawValue: 5)
            case .ppc, .ppc64, .sparc, .sparc32Plus, .sparcV9: Self(rawValue: 21)
            case .s390: Self(rawValue: 11)
            case .mips, .mipsRS3LE: Self(rawValue: 127)
            default: nil
            }
        }

        /// The one that calls a function for the value; nil where there is none.
        public static func indirectRelative(on machine: Machine) -> Self? {
            switch machine {
            case .x86_64: Self(rawValue: 37)
            case .i386, .iamcu: Self(rawValue: 42)
            case .aarch64: Self(rawValue: 1032)
            case .arm: Self(rawValue: 160)
            case .riscv: Self(rawValue: 58)
            case .ppc, .ppc64: Self(rawValue: 248)
            case .s390: Self(rawValue: 61)
            case .loongArch: Self(rawValue: 12)
            case .sparc, .sparc32Plus, .sparcV9: Self(rawValue: 249)
            default: nil
            }
        }
    }
}
