extension MachO {
    /// What lies between instructions.
    ///
    /// Spec: `<mach-o/loader.h>`, `DICE_KIND_*`.
    public struct DataInCodeKind: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt16

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// `DICE_KIND_DATA`: any data.
        public static let data = Self(rawValue: 0x1)
        /// `DICE_KIND_JUMP_TABLE8`: distances of 8 bits to jump by.
        public static let jumpTable8 = Self(rawValue: 0x2)
        /// `DICE_KIND_JUMP_TABLE16`: distances of 16 bits to jump by.
        public static let jumpTable16 = Self(rawValue: 0x3)
        /// `DICE_KIND_JUMP_TABLE32`: distances of 32 bits to jump by.
        public static let jumpTable32 = Self(rawValue: 0x4)
        /// `DICE_KIND_ABS_JUMP_TABLE32`: addresses of 32 bits to jump to.
        public static let absoluteJumpTable32 = Self(rawValue: 0x5)

        /// All of them, in numeric order.
        public static let names: [(value: UInt16, name: String)] = [
            (0x1, "DICE_KIND_DATA"),
            (0x2, "DICE_KIND_JUMP_TABLE8"),
            (0x3, "DICE_KIND_JUMP_TABLE16"),
            (0x4, "DICE_KIND_JUMP_TABLE32"),
            (0x5, "DICE_KIND_ABS_JUMP_TABLE32"),
        ]
    }
}
