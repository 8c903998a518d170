extension MachO {
    /// The high half of a byte of a stream of bindings: what it does to the machine that binds.
    ///
    /// Spec: `<mach-o/loader.h>`, `BIND_OPCODE_MASK`.
    public struct BindOpcode: OpenConstant {
        /// The byte in the file without its low half.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `BIND_OPCODE_DONE`: the end; of lazy bindings, the end of one.
        public static let done = Self(rawValue: 0x00)
        /// `BIND_OPCODE_SET_DYLIB_ORDINAL_IMM`: the library, by its number among those loaded.
        public static let setOrdinal = Self(rawValue: 0x10)
        /// `BIND_OPCODE_SET_DYLIB_ORDINAL_ULEB`: the same, for numbers above 15.
        public static let setLongOrdinal = Self(rawValue: 0x20)
        /// `BIND_OPCODE_SET_DYLIB_SPECIAL_IMM`: where to look other than in one library.
        public static let setSpecialOrdinal = Self(rawValue: 0x30)
        /// `BIND_OPCODE_SET_SYMBOL_TRAILING_FLAGS_IMM`: the symbol and its flags.
        public static let setSymbol = Self(rawValue: 0x40)
        /// `BIND_OPCODE_SET_TYPE_IMM`: what is written.
        public static let setType = Self(rawValue: 0x50)
        /// `BIND_OPCODE_SET_ADDEND_SLEB`: what is added to the symbol's address.
        public static let setAddend = Self(rawValue: 0x60)
        /// `BIND_OPCODE_SET_SEGMENT_AND_OFFSET_ULEB`: the place that is written to.
        public static let setPlace = Self(rawValue: 0x70)
        /// `BIND_OPCODE_ADD_ADDR_ULEB`: moves the place.
        public static let addAddress = Self(rawValue: 0x80)
        /// `BIND_OPCODE_DO_BIND`: binds one pointer.
        public static let bind = Self(rawValue: 0x90)
        /// `BIND_OPCODE_DO_BIND_ADD_ADDR_ULEB`: binds one and moves the place.
        public static let bindAddAddress = Self(rawValue: 0xa0)
        /// `BIND_OPCODE_DO_BIND_ADD_ADDR_IMM_SCALED`: binds one and moves the place by pointers.
        public static let bindAddScaled = Self(rawValue: 0xb0)
        /// `BIND_OPCODE_DO_BIND_ULEB_TIMES_SKIPPING_ULEB`: binds many at equal distances.
        public static let bindTimesSkipping = Self(rawValue: 0xc0)
        /// `BIND_OPCODE_THREADED`: bindings that stand in the pointers themselves (arm64e).
        public static let threaded = Self(rawValue: 0xd0)

        /// All of them, in numeric order.
        public static let names: [(value: UInt8, name: String)] = [
            (0x00, "BIND_OPCODE_DONE"),
            (0x10, "BIND_OPCODE_SET_DYLIB_ORDINAL_IMM"),
            (0x20, "BIND_OPCODE_SET_DYLIB_ORDINAL_ULEB"),
            (0x30, "BIND_OPCODE_SET_DYLIB_SPECIAL_IMM"),
            (0x40, "BIND_OPCODE_SET_SYMBOL_TRAILING_FLAGS_IMM"),
            (0x50, "BIND_OPCODE_SET_TYPE_IMM"),
            (0x60, "BIND_OPCODE_SET_ADDEND_SLEB"),
            (0x70, "BIND_OPCODE_SET_SEGMENT_AND_OFFSET_ULEB"),
            (0x80, "BIND_OPCODE_ADD_ADDR_ULEB"),
            (0x90, "BIND_OPCODE_DO_BIND"),
            (0xa0, "BIND_OPCODE_DO_BIND_ADD_ADDR_ULEB"),
            (0xb0, "BIND_OPCODE_DO_BIND_ADD_ADDR_IMM_SCALED"),
            (0xc0, "BIND_OPCODE_DO_BIND_ULEB_TIMES_SKIPPING_ULEB"),
            (0xd0, "BIND_OPCODE_THREADED"),
        ]
    }
}
