extension ELF {
    /// The low half of `st_info`: what a symbol stands for.
    ///
    /// Spec: gABI 4.1, ch. 4, "Symbol Table".
    public struct SymbolType: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `STT_NOTYPE`: nothing said; undefined symbols often are so.
        public static let untyped = Self(rawValue: 0)
        /// `STT_OBJECT`: a variable.
        public static let object = Self(rawValue: 1)
        /// `STT_FUNC`: a function or other code.
        public static let function = Self(rawValue: 2)
        /// `STT_SECTION`: a section itself, for relocations.
        public static let section = Self(rawValue: 3)
        /// `STT_FILE`: the name of a source file, before that file's symbols.
        public static let file = Self(rawValue: 4)
        /// `STT_COMMON`: a variable the linker has yet to place.
        public static let common = Self(rawValue: 5)
        /// `STT_TLS`: a variable every thread has its own copy of.
        public static let threadLocal = Self(rawValue: 6)
        /// `STT_RELC`: an expression for a relocation, in the symbol's name.
        public static let complexRelocation = Self(rawValue: 8)
        /// `STT_SRELC`: as `STT_RELC`, with signed arithmetic.
        public static let signedComplexRelocation = Self(rawValue: 9)
        /// `STT_GNU_IFUNC`: a function that chooses the real one when it is bound.
        public static let gnuIndirectFunction = Self(rawValue: 10)

        /// `STT_ARM_TFUNC`: a Thumb function, in old files.
        public static let armThumbFunction = Self(rawValue: 13)
        /// `STT_ARM_16BIT`: a Thumb label, in old files.
        public static let armThumbLabel = Self(rawValue: 15)

        /// `STT_SPARC_REGISTER`: how a global register is used.
        public static let sparcRegister = Self(rawValue: 13)

        /// `STT_AMDGPU_HSA_KERNEL`: a compute kernel.
        public static let amdGPUKernel = Self(rawValue: 10)

        /// The names that hold on every machine.
        public static let names: [(value: UInt8, name: String)] = [
            (0, "STT_NOTYPE"),
            (1, "STT_OBJECT"),
            (2, "STT_FUNC"),
            (3, "STT_SECTION"),
            (4, "STT_FILE"),
            (5, "STT_COMMON"),
            (6, "STT_TLS"),
            (8, "STT_RELC"),
            (9, "STT_SRELC"),
            (10, "STT_GNU_IFUNC"),
        ]

        /// The names that one machine's supplement adds; they may repeat numbers of others.
        public static func names(on machine: Machine) -> [(value: UInt8, name: String)] {
            switch machine {
            case .arm: armNames
            case .sparc, .sparc32Plus, .sparcV9: sparcNames
            case .parisc: pariscNames
            case .itanium: itaniumNames
            case .amdGPU: amdGPUNames
            case .v850: v850Names
            default: []
            }
        }

        /// All names, those of every machine's supplement among them, each once.
        public static let allNames: [String] = {
            let own = armNames + sparcNames + pariscNames + itaniumNames + amdGPUNames + v850Names
            var known: Set<String> = []
            return (names + own).map(\.name).filter { known.insert($0).inserted }
        }()

        private static let armNames: [(value: UInt8, name: String)] = [
            (13, "STT_ARM_TFUNC"),
            (15, "STT_ARM_16BIT"),
        ]

        private static let sparcNames: [(value: UInt8, name: String)] = [
            (13, "STT_SPARC_REGISTER")
        ]

        private static let pariscNames: [(value: UInt8, name: String)] = [
            (11, "STT_HP_OPAQUE"),
            (12, "STT_HP_STUB"),
            (13, "STT_PARISC_MILLICODE"),
        ]

        private static let itaniumNames: [(value: UInt8, name: String)] = [
            (11, "STT_HP_OPAQUE"),
            (12, "STT_HP_STUB"),
        ]

        private static let amdGPUNames: [(value: UInt8, name: String)] = [
            (10, "STT_AMDGPU_HSA_KERNEL")
        ]

        private static let v850Names: [(value: UInt8, name: String)] = [
            (14, "STT_RENESAS_ENTRY")
        ]
    }
}
