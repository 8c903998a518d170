extension ELF {
    /// `vd_flags`, `vna_flags`: what a version is.
    ///
    /// Spec: Linux Standard Base Core 5.0, ch. 10, "Symbol Versioning".
    public struct VersionFlags: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt16

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// `VER_FLG_BASE`: the version of the file itself.
        public static let base = Self(rawValue: 0x1)
        /// `VER_FLG_WEAK`: a version that may be missing.
        public static let weak = Self(rawValue: 0x2)
        /// `VER_FLG_INFO`: there for information only; not to be checked.
        public static let info = Self(rawValue: 0x4)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt16, name: String)] = [
            (0x1, "VER_FLG_BASE"),
            (0x2, "VER_FLG_WEAK"),
            (0x4, "VER_FLG_INFO"),
        ]
    }
}
