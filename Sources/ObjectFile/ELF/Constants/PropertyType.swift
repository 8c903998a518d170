extension ELF {
    /// `pr_type`: what an entry of a GNU property note says.
    ///
    /// Spec: Linux Extensions to gABI, "Program Property", and each processor's supplement.
    public struct PropertyType: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `GNU_PROPERTY_STACK_SIZE`: the stack the program needs, in bytes.
        public static let stackSize = Self(rawValue: 1)
        /// `GNU_PROPERTY_NO_COPY_ON_PROTECTED`: protected symbols are not copied into the program.
        public static let noCopyOnProtected = Self(rawValue: 2)
        /// `GNU_PROPERTY_MEMORY_SEAL`: the loader may seal its memory against later changes.
        public static let memorySeal = Self(rawValue: 3)
        /// `GNU_PROPERTY_1_NEEDED`: bits of what linker and loader must support.
        public static let needed1 = Self(rawValue: 0xb000_8000)

        /// `GNU_PROPERTY_X86_FEATURE_1_AND`: protections all of the code is made for, as IBT.
        public static let x86Feature1 = Self(rawValue: 0xc000_0002)
        /// `GNU_PROPERTY_X86_FEATURE_2_NEEDED`: register sets the code cannot do without.
        public static let x86Feature2Needed = Self(rawValue: 0xc000_8001)
        /// `GNU_PROPERTY_X86_ISA_1_NEEDED`: the x86-64 levels the code cannot do without.
        public static let x86ISA1Needed = Self(rawValue: 0xc000_8002)
        /// `GNU_PROPERTY_X86_FEATURE_2_USED`: register sets the code uses if they are there.
        public static let x86Feature2Used = Self(rawValue: 0xc001_0001)
        /// `GNU_PROPERTY_X86_ISA_1_USED`: the x86-64 levels the code uses if they are there.
        public static let x86ISA1Used = Self(rawValue: 0xc001_0002)

        /// `GNU_PROPERTY_AARCH64_FEATURE_1_AND`: protections all code is made for, as BTI.
        public static let aarch64Feature1 = Self(rawValue: 0xc000_0000)
        /// `GNU_PROPERTY_AARCH64_FEATURE_PAUTH`: platform and version of the signed pointer ABI.
        public static let aarch64PointerAuthentication = Self(rawValue: 0xc000_0001)

        /// `GNU_PROPERTY_RISCV_FEATURE_1_AND`: protections that all of the code is made for.
        public static let riscvFeature1 = Self(rawValue: 0xc000_0000)

        /// The names that hold on every machine.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "GNU_PROPERTY_STACK_SIZE"),
            (2, "GNU_PROPERTY_NO_COPY_ON_PROTECTED"),
            (3, "GNU_PROPERTY_MEMORY_SEAL"),
            (0xb000_8000, "GNU_PROPERTY_1_NEEDED"),
        ]

        /// The names of a property's bits, nil for a property that is no set of bits.
        public func labels(of value: UInt32, on machine: Machine) -> [String]? {
            switch (self, machine) {
            case (.needed1, _): NeededFeatures(rawValue: value).labels
            case (.x86Feature1, .i386), (.x86Feature1, .x86_64), (.x86Feature1, .iamcu):
                X86Features(rawValue: value).labels
            case (.x86ISA1Needed, .i386), (.x86ISA1Needed, .x86_64), (.x86ISA1Needed, .iamcu),
                (.x86ISA1Used, .i386), (.x86ISA1Used, .x86_64), (.x86ISA1Used, .iamcu):
                X86Levels(rawValue: value).labels
            case (.x86Feature2Needed, .i386), (.x86Feature2Needed, .x86_64),
                (.x86Feature2Needed, .iamcu), (.x86Feature2Used, .i386),
                (.x86Feature2Used, .x86_64), (.x86Feature2Used, .iamcu):
                X86RegisterSets(rawValue: value).labels
            case (.aarch64Feature1, .aarch64): AArch64Features(rawValue: value).labels
            case (.riscvFeature1, .riscv): RISCVFeatures(rawValue: value).labels
            default: nil
            }
        }

        /// The names that one machine's supplement adds; they may repeat numbers of others.
        public static func names(on machine: Machine) -> [(value: UInt32, name: String)] {
            switch machine {
            case .i386, .x86_64, .iamcu: i386Names
            case .aarch64: aarch64Names
            case .riscv: riscvNames
            default: []
            }
        }

        private static let i386Names: [(value: UInt32, name: String)] = [
            (0xc000_0000, "GNU_PROPERTY_X86_COMPAT_ISA_1_USED"),
            (0xc000_0001, "GNU_PROPERTY_X86_COMPAT_ISA_1_NEEDED"),
            (0xc000_0002, "GNU_PROPERTY_X86_FEATURE_1_AND"),
            (0xc000_8000, "GNU_PROPERTY_X86_COMPAT_2_ISA_1_NEEDED"),
            (0xc000_8001, "GNU_PROPERTY_X86_FEATURE_2_NEEDED"),
            (0xc000_8002, "GNU_PROPERTY_X86_ISA_1_NEEDED"),
            (0xc001_0000, "GNU_PROPERTY_X86_COMPAT_2_ISA_1_USED"),
            (0xc001_0001, "GNU_PROPERTY_X86_FEATURE_2_USED"),
            (0xc001_0002, "GNU_PROPERTY_X86_ISA_1_USED"),
        ]

        private static let aarch64Names: [(value: UInt32, name: String)] = [
            (0xc000_0000, "GNU_PROPERTY_AARCH64_FEATURE_1_AND"),
            (0xc000_0001, "GNU_PROPERTY_AARCH64_FEATURE_PAUTH"),
        ]

        private static let riscvNames: [(value: UInt32, name: String)] = [
            (0xc000_0000, "GNU_PROPERTY_RISCV_FEATURE_1_AND")
        ]
    }
}
