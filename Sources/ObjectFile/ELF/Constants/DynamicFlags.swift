extension ELF {
    /// `DT_FLAGS`: how the dynamic linker is to treat the object.
    ///
    /// Spec: gABI 4.1, ch. 5, "Dynamic Section".
    public struct DynamicFlags: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt64

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// `DF_ORIGIN`: `$ORIGIN` is used in paths.
        public static let origin = Self(rawValue: 0x1)
        /// `DF_SYMBOLIC`: own symbols come first when binding.
        public static let symbolic = Self(rawValue: 0x2)
        /// `DF_TEXTREL`: relocations change memory that is not writable.
        public static let textRelocations = Self(rawValue: 0x4)
        /// `DF_BIND_NOW`: everything is bound at start.
        public static let bindNow = Self(rawValue: 0x8)
        /// `DF_STATIC_TLS`: thread-local memory is fixed at start, so late loading may fail.
        public static let staticThreadLocals = Self(rawValue: 0x10)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt64, name: String)] = [
            (0x1, "DF_ORIGIN"),
            (0x2, "DF_SYMBOLIC"),
            (0x4, "DF_TEXTREL"),
            (0x8, "DF_BIND_NOW"),
            (0x10, "DF_STATIC_TLS"),
        ]
    }
}
