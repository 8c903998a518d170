extension ELF {
    /// The high half of `st_info`: who sees a symbol.
    ///
    /// Spec: gABI 4.1, ch. 4, "Symbol Table".
    public struct SymbolBinding: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `STB_LOCAL`: seen in its own object file only.
        public static let local = Self(rawValue: 0)
        /// `STB_GLOBAL`: seen by all; to be defined once.
        public static let global = Self(rawValue: 1)
        /// `STB_WEAK`: as global, but gives way, and may stay undefined.
        public static let weak = Self(rawValue: 2)
        /// `STB_GNU_UNIQUE`: one definition for the whole process, whatever was loaded how.
        public static let gnuUnique = Self(rawValue: 10)

        /// The names that hold on every machine.
        public static let names: [(value: UInt8, name: String)] = [
            (0, "STB_LOCAL"),
            (1, "STB_GLOBAL"),
            (2, "STB_WEAK"),
            (10, "STB_GNU_UNIQUE"),
        ]

        /// The names that one machine's supplement adds; they may repeat numbers of others.
        public static func names(on machine: Machine) -> [(value: UInt8, name: String)] {
            switch machine {
            case .mips, .mipsRS3LE: mipsNames
            case .itanium: itaniumNames
            default: []
            }
        }

        private static let mipsNames: [(value: UInt8, name: String)] = [
            (13, "STB_MIPS_SPLIT_COMMON")
        ]

        private static let itaniumNames: [(value: UInt8, name: String)] = [
            (11, "STB_VMS_WEAK"),
            (12, "STB_VMS_SYSTEM"),
        ]
    }
}
