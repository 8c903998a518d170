extension MachO {
    /// `flags & SECTION_ATTRIBUTES`: what is so in a section.
    ///
    /// Spec: `<mach-o/loader.h>`, "section".
    public struct SectionAttributes: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `S_ATTR_LOC_RELOC`: has relocations to itself.
        public static let localRelocations = Self(rawValue: 0x100)
        /// `S_ATTR_EXT_RELOC`: has relocations to symbols.
        public static let externalRelocations = Self(rawValue: 0x200)
        /// `S_ATTR_SOME_INSTRUCTIONS`: holds code.
        public static let someInstructions = Self(rawValue: 0x400)
        /// `S_ATTR_DEBUG`: debug information.
        public static let debug = Self(rawValue: 0x200_0000)
        /// `S_ATTR_SELF_MODIFYING_CODE`: code that changes itself.
        public static let selfModifyingCode = Self(rawValue: 0x400_0000)
        /// `S_ATTR_LIVE_SUPPORT`: kept where what it refers to is.
        public static let liveSupport = Self(rawValue: 0x800_0000)
        /// `S_ATTR_NO_DEAD_STRIP`: kept in any case.
        public static let noDeadStrip = Self(rawValue: 0x1000_0000)
        /// `S_ATTR_STRIP_STATIC_SYMS`: its local symbols may be stripped.
        public static let stripStaticSymbols = Self(rawValue: 0x2000_0000)
        /// `S_ATTR_NO_TOC`: left out of a library's table of contents.
        public static let noTableOfContents = Self(rawValue: 0x4000_0000)
        /// `S_ATTR_PURE_INSTRUCTIONS`: holds nothing but code.
        public static let pureInstructions = Self(rawValue: 0x8000_0000)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x100, "S_ATTR_LOC_RELOC"),
            (0x200, "S_ATTR_EXT_RELOC"),
            (0x400, "S_ATTR_SOME_INSTRUCTIONS"),
            (0x200_0000, "S_ATTR_DEBUG"),
            (0x400_0000, "S_ATTR_SELF_MODIFYING_CODE"),
            (0x800_0000, "S_ATTR_LIVE_SUPPORT"),
            (0x1000_0000, "S_ATTR_NO_DEAD_STRIP"),
            (0x2000_0000, "S_ATTR_STRIP_STATIC_SYMS"),
            (0x4000_0000, "S_ATTR_NO_TOC"),
            (0x8000_0000, "S_ATTR_PURE_INSTRUCTIONS"),
        ]
    }
}
