extension MachO {
    /// `flags` of a segment.
    ///
    /// Spec: `<mach-o/loader.h>`, "segment_command".
    public struct SegmentFlags: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `SG_HIGHVM`: the bytes belong at the end of the memory.
        public static let highMemory = Self(rawValue: 1)
        /// `SG_FVMLIB`: the place of a library at a fixed address.
        public static let fixedLibrary = Self(rawValue: 2)
        /// `SG_NORELOC`: nothing in it was relocated.
        public static let noRelocation = Self(rawValue: 4)
        /// `SG_PROTECTED_VERSION_1`: encrypted but for its first page.
        public static let protected = Self(rawValue: 8)
        /// `SG_READ_ONLY`: made read-only when the loader is done.
        public static let readOnly = Self(rawValue: 0x10)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "SG_HIGHVM"),
            (2, "SG_FVMLIB"),
            (4, "SG_NORELOC"),
            (8, "SG_PROTECTED_VERSION_1"),
            (0x10, "SG_READ_ONLY"),
        ]
    }
}
