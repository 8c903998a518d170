extension ELF {
    /// The low bits of `st_other`: who sees a symbol once linked.
    ///
    /// Spec: gABI 4.1, ch. 4, "Symbol Table".
    public struct SymbolVisibility: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `STV_DEFAULT`: as the binding says.
        public static let `default` = Self(rawValue: 0)
        /// `STV_INTERNAL`: hidden, with a meaning the processor's supplement may add.
        public static let `internal` = Self(rawValue: 1)
        /// `STV_HIDDEN`: not seen by other libraries.
        public static let hidden = Self(rawValue: 2)
        /// `STV_PROTECTED`: seen by others, but always bound to the own definition inside.
        public static let protected = Self(rawValue: 3)
        /// `STV_EXPORTED`: Solaris: stays global whatever the linker is told.
        public static let exported = Self(rawValue: 4)
        /// `STV_SINGLETON`: Solaris: one instance in the process.
        public static let singleton = Self(rawValue: 5)
        /// `STV_ELIMINATE`: Solaris: hidden, and left out of the symbol table.
        public static let eliminate = Self(rawValue: 6)

        /// The values known here.
        public static let names: [(value: UInt8, name: String)] = [
            (0, "STV_DEFAULT"),
            (1, "STV_INTERNAL"),
            (2, "STV_HIDDEN"),
            (3, "STV_PROTECTED"),
            (4, "STV_EXPORTED"),
            (5, "STV_SINGLETON"),
            (6, "STV_ELIMINATE"),
        ]

        /// Takes the visibility out of `st_other`, whose other bits belong to the processor.
        ///
        /// Two bits are taken, as in the gABI; Solaris takes three, but MIPS uses the third otherwise.
        public init(other: UInt8) { self.init(rawValue: other & 3) }
    }
}
