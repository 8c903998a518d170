extension MachO {
    /// `flags`: what is so in the file as a whole.
    ///
    /// Spec: `<mach-o/loader.h>`, "mach_header".
    public struct HeaderFlags: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `MH_NOUNDEFS`: no symbol is left undefined.
        public static let noUndefined = Self(rawValue: 1)
        /// `MH_INCRLINK`: made by an incremental link.
        public static let incrementalLink = Self(rawValue: 2)
        /// `MH_DYLDLINK`: for the loader, and linked no further.
        public static let dynamicLink = Self(rawValue: 4)
        /// `MH_BINDATLOAD`: undefined symbols are bound at load.
        public static let bindAtLoad = Self(rawValue: 8)
        /// `MH_PREBOUND`: bound ahead.
        public static let prebound = Self(rawValue: 0x10)
        /// `MH_SPLIT_SEGS`: read-only and writable segments lie apart.
        public static let splitSegments = Self(rawValue: 0x20)
        /// `MH_LAZY_INIT`: initialised when first used, obsolete.
        public static let lazyInitialization = Self(rawValue: 0x40)
        /// `MH_TWOLEVEL`: each import names its library.
        public static let twoLevel = Self(rawValue: 0x80)
        /// `MH_FORCE_FLAT`: imports of all files come from any library.
        public static let forceFlat = Self(rawValue: 0x100)
        /// `MH_NOMULTIDEFS`: no symbol is defined twice.
        public static let noMultipleDefinitions = Self(rawValue: 0x200)
        /// `MH_NOFIXPREBINDING`: not to be bound ahead anew.
        public static let noFixPrebinding = Self(rawValue: 0x400)
        /// `MH_PREBINDABLE`: can be bound ahead.
        public static let prebindable = Self(rawValue: 0x800)
        /// `MH_ALLMODSBOUND`: bound to all modules of its libraries.
        public static let allModulesBound = Self(rawValue: 0x1000)
        /// `MH_SUBSECTIONS_VIA_SYMBOLS`: sections can be divided at symbols.
        public static let subsectionsViaSymbols = Self(rawValue: 0x2000)
        /// `MH_CANONICAL`: made canonical by unprebinding.
        public static let canonical = Self(rawValue: 0x4000)
        /// `MH_WEAK_DEFINES`: has weak symbols that others see.
        public static let weakDefines = Self(rawValue: 0x8000)
        /// `MH_BINDS_TO_WEAK`: uses weak symbols.
        public static let bindsToWeak = Self(rawValue: 0x1_0000)
        /// `MH_ALLOW_STACK_EXECUTION`: stacks may hold code.
        public static let allowStackExecution = Self(rawValue: 0x2_0000)
        /// `MH_ROOT_SAFE`: safe for processes of root.
        public static let rootSafe = Self(rawValue: 0x4_0000)
        /// `MH_SETUID_SAFE`: safe where `issetugid` is true.
        public static let setUserSafe = Self(rawValue: 0x8_0000)
        /// `MH_NO_REEXPORTED_DYLIBS`: re-exports no library.
        public static let noReexportedLibraries = Self(rawValue: 0x10_0000)
        /// `MH_PIE`: loaded at a random address.
        public static let positionIndependent = Self(rawValue: 0x20_0000)
        /// `MH_DEAD_STRIPPABLE_DYLIB`: left out where nothing of it is used.
        public static let deadStrippableLibrary = Self(rawValue: 0x40_0000)
        /// `MH_HAS_TLV_DESCRIPTORS`: has thread-local variables.
        public static let hasThreadLocals = Self(rawValue: 0x80_0000)
        /// `MH_NO_HEAP_EXECUTION`: the heap may not hold code.
        public static let noHeapExecution = Self(rawValue: 0x100_0000)
        /// `MH_APP_EXTENSION_SAFE`: may be used by app extensions.
        public static let extensionSafe = Self(rawValue: 0x200_0000)
        /// `MH_NLIST_OUTOFSYNC_WITH_DYLDINFO`: the symbol table lacks symbols that the loader has.
        public static let symbolsOutOfSync = Self(rawValue: 0x400_0000)
        /// `MH_SIM_SUPPORT`: macOS code that may be used by simulators.
        public static let simulatorSupport = Self(rawValue: 0x800_0000)
        /// `MH_IMPLICIT_PAGEZERO`: address 0 is kept free without a segment.
        public static let implicitPageZero = Self(rawValue: 0x1000_0000)
        /// `MH_DYLIB_IN_CACHE`: in the shared cache of the system.
        public static let inSharedCache = Self(rawValue: 0x8000_0000)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "MH_NOUNDEFS"),
            (2, "MH_INCRLINK"),
            (4, "MH_DYLDLINK"),
            (8, "MH_BINDATLOAD"),
            (0x10, "MH_PREBOUND"),
            (0x20, "MH_SPLIT_SEGS"),
            (0x40, "MH_LAZY_INIT"),
            (0x80, "MH_TWOLEVEL"),
            (0x100, "MH_FORCE_FLAT"),
            (0x200, "MH_NOMULTIDEFS"),
            (0x400, "MH_NOFIXPREBINDING"),
            (0x800, "MH_PREBINDABLE"),
            (0x1000, "MH_ALLMODSBOUND"),
            (0x2000, "MH_SUBSECTIONS_VIA_SYMBOLS"),
            (0x4000, "MH_CANONICAL"),
            (0x8000, "MH_WEAK_DEFINES"),
            (0x1_0000, "MH_BINDS_TO_WEAK"),
            (0x2_0000, "MH_ALLOW_STACK_EXECUTION"),
            (0x4_0000, "MH_ROOT_SAFE"),
            (0x8_0000, "MH_SETUID_SAFE"),
            (0x10_0000, "MH_NO_REEXPORTED_DYLIBS"),
            (0x20_0000, "MH_PIE"),
            (0x40_0000, "MH_DEAD_STRIPPABLE_DYLIB"),
            (0x80_0000, "MH_HAS_TLV_DESCRIPTORS"),
            (0x100_0000, "MH_NO_HEAP_EXECUTION"),
            (0x200_0000, "MH_APP_EXTENSION_SAFE"),
            (0x400_0000, "MH_NLIST_OUTOFSYNC_WITH_DYLDINFO"),
            (0x800_0000, "MH_SIM_SUPPORT"),
            (0x1000_0000, "MH_IMPLICIT_PAGEZERO"),
            (0x8000_0000, "MH_DYLIB_IN_CACHE"),
        ]
    }
}
