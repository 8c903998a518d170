extension MachO {
    /// `execSegFlags` of a code directory: what the code may do.
    ///
    /// Spec: XNU, `osfmk/kern/cs_blobs.h`.
    public struct ExecutableSegmentFlags: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt64

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// `CS_EXECSEG_MAIN_BINARY`: it is a program, not a library.
        public static let mainBinary = Self(rawValue: 0x1)
        /// `CS_EXECSEG_ALLOW_UNSIGNED`: pages without signature may run.
        public static let allowUnsigned = Self(rawValue: 0x10)
        /// `CS_EXECSEG_DEBUGGER`: it is a debugger.
        public static let debugger = Self(rawValue: 0x20)
        /// `CS_EXECSEG_JIT`: it may make code.
        public static let jit = Self(rawValue: 0x40)
        /// `CS_EXECSEG_SKIP_LV`: it may load libraries of anybody.
        public static let skipLibraryValidation = Self(rawValue: 0x80)
        /// `CS_EXECSEG_CAN_LOAD_CDHASH`: it may trust libraries by their hash.
        public static let canLoadHash = Self(rawValue: 0x100)
        /// `CS_EXECSEG_CAN_EXEC_CDHASH`: it may trust programs by their hash.
        public static let canRunHash = Self(rawValue: 0x200)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt64, name: String)] = [
            (0x1, "CS_EXECSEG_MAIN_BINARY"),
            (0x10, "CS_EXECSEG_ALLOW_UNSIGNED"),
            (0x20, "CS_EXECSEG_DEBUGGER"),
            (0x40, "CS_EXECSEG_JIT"),
            (0x80, "CS_EXECSEG_SKIP_LV"),
            (0x100, "CS_EXECSEG_CAN_LOAD_CDHASH"),
            (0x200, "CS_EXECSEG_CAN_EXEC_CDHASH"),
        ]
    }
}
