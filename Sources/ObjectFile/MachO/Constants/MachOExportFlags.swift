extension MachO {
    /// What kind of thing a symbol of the exports trie is.
    ///
    /// Spec: `<mach-o/loader.h>`, `EXPORT_SYMBOL_FLAGS_KIND_*`.
    public struct ExportKind: OpenConstant {
        /// The two low bits of the flags.
        public let rawValue: UInt64

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// `EXPORT_SYMBOL_FLAGS_KIND_REGULAR`: a place in the image.
        public static let regular = Self(rawValue: 0)
        /// `EXPORT_SYMBOL_FLAGS_KIND_THREAD_LOCAL`: a variable that every thread has its own of.
        public static let threadLocal = Self(rawValue: 1)
        /// `EXPORT_SYMBOL_FLAGS_KIND_ABSOLUTE`: a number that does not move with the image.
        public static let absolute = Self(rawValue: 2)

        /// All of them, in numeric order.
        public static let names: [(value: UInt64, name: String)] = [
            (0, "EXPORT_SYMBOL_FLAGS_KIND_REGULAR"),
            (1, "EXPORT_SYMBOL_FLAGS_KIND_THREAD_LOCAL"),
            (2, "EXPORT_SYMBOL_FLAGS_KIND_ABSOLUTE"),
        ]
    }

    /// What is said of a symbol of the exports trie besides its kind.
    ///
    /// Spec: `<mach-o/loader.h>`, `EXPORT_SYMBOL_FLAGS_*`.
    public struct ExportFlags: FlagSet {
        /// The bits in the file without those of the kind.
        public let rawValue: UInt64

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// `EXPORT_SYMBOL_FLAGS_WEAK_DEFINITION`: it gives way to another definition.
        public static let weakDefinition = Self(rawValue: 0x4)
        /// `EXPORT_SYMBOL_FLAGS_REEXPORT`: a library that this one loads defines it.
        public static let reexport = Self(rawValue: 0x8)
        /// `EXPORT_SYMBOL_FLAGS_STUB_AND_RESOLVER`: a function is called for its address.
        public static let stubAndResolver = Self(rawValue: 0x10)
        /// `EXPORT_SYMBOL_FLAGS_STATIC_RESOLVER`: a resolver that is part of the image.
        public static let staticResolver = Self(rawValue: 0x20)

        /// All of them, in numeric order.
        public static let names: [(value: UInt64, name: String)] = [
            (0x4, "EXPORT_SYMBOL_FLAGS_WEAK_DEFINITION"),
            (0x8, "EXPORT_SYMBOL_FLAGS_REEXPORT"),
            (0x10, "EXPORT_SYMBOL_FLAGS_STUB_AND_RESOLVER"),
            (0x20, "EXPORT_SYMBOL_FLAGS_STATIC_RESOLVER"),
        ]
    }
}
