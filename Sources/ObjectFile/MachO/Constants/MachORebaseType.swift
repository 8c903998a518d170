extension MachO {
    /// What a rebase moves.
    ///
    /// Spec: `<mach-o/loader.h>`, `REBASE_TYPE_*`.
    public struct RebaseType: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `REBASE_TYPE_POINTER`: an address.
        public static let pointer = Self(rawValue: 1)
        /// `REBASE_TYPE_TEXT_ABSOLUTE32`: an address of 32 bits in code.
        public static let textAbsolute32 = Self(rawValue: 2)
        /// `REBASE_TYPE_TEXT_PCREL32`: a distance of 32 bits in code.
        public static let textRelative32 = Self(rawValue: 3)

        /// All of them, in numeric order.
        public static let names: [(value: UInt8, name: String)] = [
            (1, "REBASE_TYPE_POINTER"),
            (2, "REBASE_TYPE_TEXT_ABSOLUTE32"),
            (3, "REBASE_TYPE_TEXT_PCREL32"),
        ]
    }
}
