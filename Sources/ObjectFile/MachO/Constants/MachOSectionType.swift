extension MachO {
    /// `flags & SECTION_TYPE`: what a section holds.
    ///
    /// Spec: `<mach-o/loader.h>`, "section".
    public struct SectionType: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `S_REGULAR`: anything.
        public static let regular = Self(rawValue: 0)
        /// `S_ZEROFILL`: memory that is zero, without bytes in the file.
        public static let zeroFill = Self(rawValue: 1)
        /// `S_CSTRING_LITERALS`: texts that end with a zero.
        public static let cStrings = Self(rawValue: 2)
        /// `S_4BYTE_LITERALS`: constants of 4 bytes.
        public static let literals4 = Self(rawValue: 3)
        /// `S_8BYTE_LITERALS`: constants of 8 bytes.
        public static let literals8 = Self(rawValue: 4)
        /// `S_LITERAL_POINTERS`: pointers to constants.
        public static let literalPointers = Self(rawValue: 5)
        /// `S_NON_LAZY_SYMBOL_POINTERS`: pointers to symbols, bound at load.
        public static let symbolPointers = Self(rawValue: 6)
        /// `S_LAZY_SYMBOL_POINTERS`: pointers to symbols, bound at the first call.
        public static let lazySymbolPointers = Self(rawValue: 7)
        /// `S_SYMBOL_STUBS`: jumps to symbols; `reserved2` is the size of one.
        public static let symbolStubs = Self(rawValue: 8)
        /// `S_MOD_INIT_FUNC_POINTERS`: functions to run at load.
        public static let initFunctions = Self(rawValue: 9)
        /// `S_MOD_TERM_FUNC_POINTERS`: functions to run at the end.
        public static let termFunctions = Self(rawValue: 0xa)
        /// `S_COALESCED`: what several files may define.
        public static let coalesced = Self(rawValue: 0xb)
        /// `S_GB_ZEROFILL`: zero memory that may have more than 4 GB.
        public static let largeZeroFill = Self(rawValue: 0xc)
        /// `S_INTERPOSING`: pairs of functions, one to stand for the other.
        public static let interposing = Self(rawValue: 0xd)
        /// `S_16BYTE_LITERALS`: constants of 16 bytes.
        public static let literals16 = Self(rawValue: 0xe)
        /// `S_DTRACE_DOF`: probes.
        public static let dtrace = Self(rawValue: 0xf)
        /// `S_LAZY_DYLIB_SYMBOL_POINTERS`: pointers to symbols of lazily loaded libraries.
        public static let lazyLibraryPointers = Self(rawValue: 0x10)
        /// `S_THREAD_LOCAL_REGULAR`: first values of thread-local variables.
        public static let threadLocalData = Self(rawValue: 0x11)
        /// `S_THREAD_LOCAL_ZEROFILL`: thread-local variables that start as zero.
        public static let threadLocalZeroFill = Self(rawValue: 0x12)
        /// `S_THREAD_LOCAL_VARIABLES`: descriptors of thread-local variables.
        public static let threadLocals = Self(rawValue: 0x13)
        /// `S_THREAD_LOCAL_VARIABLE_POINTERS`: pointers to such descriptors.
        public static let threadLocalPointers = Self(rawValue: 0x14)
        /// `S_THREAD_LOCAL_INIT_FUNCTION_POINTERS`: functions that set thread-local variables.
        public static let threadLocalInitFunctions = Self(rawValue: 0x15)
        /// `S_INIT_FUNC_OFFSETS`: functions to run at load, by their distance.
        public static let initOffsets = Self(rawValue: 0x16)

        /// The values known here.
        public static let names: [(value: UInt8, name: String)] = [
            (0, "S_REGULAR"),
            (1, "S_ZEROFILL"),
            (2, "S_CSTRING_LITERALS"),
            (3, "S_4BYTE_LITERALS"),
            (4, "S_8BYTE_LITERALS"),
            (5, "S_LITERAL_POINTERS"),
            (6, "S_NON_LAZY_SYMBOL_POINTERS"),
            (7, "S_LAZY_SYMBOL_POINTERS"),
            (8, "S_SYMBOL_STUBS"),
            (9, "S_MOD_INIT_FUNC_POINTERS"),
            (0xa, "S_MOD_TERM_FUNC_POINTERS"),
            (0xb, "S_COALESCED"),
            (0xc, "S_GB_ZEROFILL"),
            (0xd, "S_INTERPOSING"),
            (0xe, "S_16BYTE_LITERALS"),
            (0xf, "S_DTRACE_DOF"),
            (0x10, "S_LAZY_DYLIB_SYMBOL_POINTERS"),
            (0x11, "S_THREAD_LOCAL_REGULAR"),
            (0x12, "S_THREAD_LOCAL_ZEROFILL"),
            (0x13, "S_THREAD_LOCAL_VARIABLES"),
            (0x14, "S_THREAD_LOCAL_VARIABLE_POINTERS"),
            (0x15, "S_THREAD_LOCAL_INIT_FUNCTION_POINTERS"),
            (0x16, "S_INIT_FUNC_OFFSETS"),
        ]
    }
}
