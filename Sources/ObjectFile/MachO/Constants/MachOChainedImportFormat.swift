extension MachO {
    /// How the imports of chained fixups are written.
    ///
    /// Spec: `<mach-o/fixup-chains.h>`, `imports_format`.
    public struct ChainedImportFormat: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `DYLD_CHAINED_IMPORT`: library and name in 32 bits.
        public static let plain = Self(rawValue: 1)
        /// `DYLD_CHAINED_IMPORT_ADDEND`: the same, and an addend of 32 bits.
        public static let addend = Self(rawValue: 2)
        /// `DYLD_CHAINED_IMPORT_ADDEND64`: library and name in 64 bits, and an addend of 64.
        public static let addend64 = Self(rawValue: 3)

        /// All of them, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "DYLD_CHAINED_IMPORT"),
            (2, "DYLD_CHAINED_IMPORT_ADDEND"),
            (3, "DYLD_CHAINED_IMPORT_ADDEND64"),
        ]

        /// How many bytes an import has, nil in an unknown format.
        public var recordSize: UInt64? {
            switch self {
            case .plain: 4
            case .addend: 8
            case .addend64: 16
            default: nil
            }
        }
    }
}
