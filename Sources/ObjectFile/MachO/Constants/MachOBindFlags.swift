extension MachO {
    /// What is said of a symbol that is bound.
    ///
    /// Spec: `<mach-o/loader.h>`, `BIND_SYMBOL_FLAGS_*`.
    public struct BindFlags: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt8

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `BIND_SYMBOL_FLAGS_WEAK_IMPORT`: it may be missing; the pointer is null then.
        public static let weakImport = Self(rawValue: 0x1)
        /// `BIND_SYMBOL_FLAGS_NON_WEAK_DEFINITION`: this image defines it, and weak definitions
        /// give way.
        public static let nonWeakDefinition = Self(rawValue: 0x8)

        /// All of them, in numeric order.
        public static let names: [(value: UInt8, name: String)] = [
            (0x1, "BIND_SYMBOL_FLAGS_WEAK_IMPORT"),
            (0x8, "BIND_SYMBOL_FLAGS_NON_WEAK_DEFINITION"),
        ]
    }
}
