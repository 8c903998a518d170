extension MachO {
    /// `n_desc`: bits that linkers keep of a symbol.
    ///
    /// Spec: `<mach-o/nlist.h>`.
    public struct SymbolDescription: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt16

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// `N_ARM_THUMB_DEF`: code in Thumb instructions.
        public static let thumb = Self(rawValue: 8)
        /// `REFERENCED_DYNAMICALLY`: strippers must keep it.
        public static let referencedDynamically = Self(rawValue: 0x10)
        /// `N_NO_DEAD_STRIP`: kept though nothing refers to it.
        public static let noDeadStrip = Self(rawValue: 0x20)
        /// `N_WEAK_REF`: may be missing.
        public static let weakReference = Self(rawValue: 0x40)
        /// `N_WEAK_DEF`: yields to another definition.
        public static let weakDefinition = Self(rawValue: 0x80)
        /// `N_SYMBOL_RESOLVER`: a function that chooses the function.
        public static let resolver = Self(rawValue: 0x100)
        /// `N_ALT_ENTRY`: goes with what stands in front of it.
        public static let alternativeEntry = Self(rawValue: 0x200)
        /// `N_COLD_FUNC`: rarely runs.
        public static let coldFunction = Self(rawValue: 0x400)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt16, name: String)] = [
            (8, "N_ARM_THUMB_DEF"),
            (0x10, "REFERENCED_DYNAMICALLY"),
            (0x20, "N_NO_DEAD_STRIP"),
            (0x40, "N_WEAK_REF"),
            (0x80, "N_WEAK_DEF"),
            (0x100, "N_SYMBOL_RESOLVER"),
            (0x200, "N_ALT_ENTRY"),
            (0x400, "N_COLD_FUNC"),
        ]
    }
}
