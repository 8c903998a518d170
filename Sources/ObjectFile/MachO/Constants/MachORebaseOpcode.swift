extension MachO {
    /// The high half of a byte of a stream of rebases: which pointers move with the image.
    ///
    /// Spec: `<mach-o/loader.h>`, `REBASE_OPCODE_MASK`.
    public struct RebaseOpcode: OpenConstant {
        /// The byte in the file without its low half.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `REBASE_OPCODE_DONE`: the end.
        public static let done = Self(rawValue: 0x00)
        /// `REBASE_OPCODE_SET_TYPE_IMM`: what is written.
        public static let setType = Self(rawValue: 0x10)
        /// `REBASE_OPCODE_SET_SEGMENT_AND_OFFSET_ULEB`: the place that is written to.
        public static let setPlace = Self(rawValue: 0x20)
        /// `REBASE_OPCODE_ADD_ADDR_ULEB`: moves the place.
        public static let addAddress = Self(rawValue: 0x30)
        /// `REBASE_OPCODE_ADD_ADDR_IMM_SCALED`: moves the place by pointers.
        public static let addScaled = Self(rawValue: 0x40)
        /// `REBASE_OPCODE_DO_REBASE_IMM_TIMES`: rebases up to 15 that follow one another.
        public static let rebaseTimes = Self(rawValue: 0x50)
        /// `REBASE_OPCODE_DO_REBASE_ULEB_TIMES`: the same, for more.
        public static let rebaseManyTimes = Self(rawValue: 0x60)
        /// `REBASE_OPCODE_DO_REBASE_ADD_ADDR_ULEB`: rebases one and moves the place.
        public static let rebaseAddAddress = Self(rawValue: 0x70)
        /// `REBASE_OPCODE_DO_REBASE_ULEB_TIMES_SKIPPING_ULEB`: rebases many at equal distances.
        public static let rebaseTimesSkipping = Self(rawValue: 0x80)

        /// All of them, in numeric order.
        public static let names: [(value: UInt8, name: String)] = [
            (0x00, "REBASE_OPCODE_DONE"),
            (0x10, "REBASE_OPCODE_SET_TYPE_IMM"),
            (0x20, "REBASE_OPCODE_SET_SEGMENT_AND_OFFSET_ULEB"),
            (0x30, "REBASE_OPCODE_ADD_ADDR_ULEB"),
            (0x40, "REBASE_OPCODE_ADD_ADDR_IMM_SCALED"),
            (0x50, "REBASE_OPCODE_DO_REBASE_IMM_TIMES"),
            (0x60, "REBASE_OPCODE_DO_REBASE_ULEB_TIMES"),
            (0x70, "REBASE_OPCODE_DO_REBASE_ADD_ADDR_ULEB"),
            (0x80, "REBASE_OPCODE_DO_REBASE_ULEB_TIMES_SKIPPING_ULEB"),
        ]
    }
}
