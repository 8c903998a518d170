extension MachO {
    /// `cmd`: what a load command tells.
    ///
    /// Those with the bit `LC_REQ_DYLD` are refused by a loader that does not know them.
    ///
    /// Spec: `<mach-o/loader.h>`, "load_command".
    public struct LoadCommandType: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `LC_SEGMENT`: a segment with 32-bit addresses.
        public static let segment = Self(rawValue: 1)
        /// `LC_SYMTAB`: where symbols and their names lie.
        public static let symbolTable = Self(rawValue: 2)
        /// `LC_SYMSEG`: symbols for gdb, obsolete.
        public static let debuggerSymbols = Self(rawValue: 3)
        /// `LC_THREAD`: the registers of a thread, in core files.
        public static let thread = Self(rawValue: 4)
        /// `LC_UNIXTHREAD`: the registers at the start, the entry point among them.
        public static let unixThread = Self(rawValue: 5)
        /// `LC_LOADFVMLIB`: a library at a fixed address, obsolete.
        public static let loadFixedLibrary = Self(rawValue: 6)
        /// `LC_IDFVMLIB`: the name of such a library, obsolete.
        public static let identifyFixedLibrary = Self(rawValue: 7)
        /// `LC_IDENT`: texts that identify the object, obsolete.
        public static let identification = Self(rawValue: 8)
        /// `LC_FVMFILE`: a file at a fixed address, for the system.
        public static let fixedFile = Self(rawValue: 9)
        /// `LC_PREPAGE`: for the system.
        public static let prepage = Self(rawValue: 0xa)
        /// `LC_DYSYMTAB`: which symbols are local, defined and undefined; the indirect table.
        public static let dynamicSymbolTable = Self(rawValue: 0xb)
        /// `LC_LOAD_DYLIB`: a needed library.
        public static let loadLibrary = Self(rawValue: 0xc)
        /// `LC_ID_DYLIB`: the name under which others need this library.
        public static let identifyLibrary = Self(rawValue: 0xd)
        /// `LC_LOAD_DYLINKER`: the path of the loader.
        public static let loadDynamicLinker = Self(rawValue: 0xe)
        /// `LC_ID_DYLINKER`: the path of this loader.
        public static let identifyDynamicLinker = Self(rawValue: 0xf)
        /// `LC_PREBOUND_DYLIB`: a library bound ahead.
        public static let preboundLibrary = Self(rawValue: 0x10)
        /// `LC_ROUTINES`: a function to run first, 32 bits.
        public static let routines = Self(rawValue: 0x11)
        /// `LC_SUB_FRAMEWORK`: the framework that this one is a part of.
        public static let subFramework = Self(rawValue: 0x12)
        /// `LC_SUB_UMBRELLA`: a framework that this one re-exports.
        public static let subUmbrella = Self(rawValue: 0x13)
        /// `LC_SUB_CLIENT`: who may link with this library.
        public static let subClient = Self(rawValue: 0x14)
        /// `LC_SUB_LIBRARY`: a library that this one re-exports.
        public static let subLibrary = Self(rawValue: 0x15)
        /// `LC_TWOLEVEL_HINTS`: where to look for symbols first.
        public static let twoLevelHints = Self(rawValue: 0x16)
        /// `LC_PREBIND_CKSUM`: the checksum before it was bound ahead.
        public static let prebindChecksum = Self(rawValue: 0x17)
        /// `LC_LOAD_WEAK_DYLIB`: a library that may be missing.
        public static let loadWeakLibrary = Self(rawValue: 0x8000_0018)
        /// `LC_SEGMENT_64`: a segment with 64-bit addresses.
        public static let segment64 = Self(rawValue: 0x19)
        /// `LC_ROUTINES_64`: a function to run first, 64 bits.
        public static let routines64 = Self(rawValue: 0x1a)
        /// `LC_UUID`: what tells this build from all others.
        public static let uuid = Self(rawValue: 0x1b)
        /// `LC_RPATH`: a directory that `@rpath` may stand for.
        public static let runPath = Self(rawValue: 0x8000_001c)
        /// `LC_CODE_SIGNATURE`: where the code signature lies.
        public static let codeSignature = Self(rawValue: 0x1d)
        /// `LC_SEGMENT_SPLIT_INFO`: how segments can be moved apart.
        public static let splitInformation = Self(rawValue: 0x1e)
        /// `LC_REEXPORT_DYLIB`: a library whose symbols are this one's too.
        public static let reexportLibrary = Self(rawValue: 0x8000_001f)
        /// `LC_LAZY_LOAD_DYLIB`: a library that is loaded when first used.
        public static let lazyLoadLibrary = Self(rawValue: 0x20)
        /// `LC_ENCRYPTION_INFO`: what is encrypted, 32 bits.
        public static let encryption = Self(rawValue: 0x21)
        /// `LC_DYLD_INFO`: rebase, bind and export streams.
        public static let loaderInformation = Self(rawValue: 0x22)
        /// `LC_DYLD_INFO_ONLY`: the same, and nothing else tells of bindings.
        public static let loaderInformationOnly = Self(rawValue: 0x8000_0022)
        /// `LC_LOAD_UPWARD_DYLIB`: a library that needs this one in turn.
        public static let loadUpwardLibrary = Self(rawValue: 0x8000_0023)
        /// `LC_VERSION_MIN_MACOSX`: the oldest macOS that it is for.
        public static let minimumMacOS = Self(rawValue: 0x24)
        /// `LC_VERSION_MIN_IPHONEOS`: the oldest iOS that it is for.
        public static let minimumIOS = Self(rawValue: 0x25)
        /// `LC_FUNCTION_STARTS`: where functions start.
        public static let functionStarts = Self(rawValue: 0x26)
        /// `LC_DYLD_ENVIRONMENT`: a variable for the loader.
        public static let loaderEnvironment = Self(rawValue: 0x27)
        /// `LC_MAIN`: the entry point, by its place in the file.
        public static let main = Self(rawValue: 0x8000_0028)
        /// `LC_DATA_IN_CODE`: what in the code is data.
        public static let dataInCode = Self(rawValue: 0x29)
        /// `LC_SOURCE_VERSION`: the version of the sources.
        public static let sourceVersion = Self(rawValue: 0x2a)
        /// `LC_DYLIB_CODE_SIGN_DRS`: what the linked libraries' signatures require.
        public static let libraryRequirements = Self(rawValue: 0x2b)
        /// `LC_ENCRYPTION_INFO_64`: what is encrypted, 64 bits.
        public static let encryption64 = Self(rawValue: 0x2c)
        /// `LC_LINKER_OPTION`: options that an object gives the linker.
        public static let linkerOption = Self(rawValue: 0x2d)
        /// `LC_LINKER_OPTIMIZATION_HINT`: instructions that the linker may shorten.
        public static let linkerHints = Self(rawValue: 0x2e)
        /// `LC_VERSION_MIN_TVOS`: the oldest tvOS that it is for.
        public static let minimumTVOS = Self(rawValue: 0x2f)
        /// `LC_VERSION_MIN_WATCHOS`: the oldest watchOS that it is for.
        public static let minimumWatchOS = Self(rawValue: 0x30)
        /// `LC_NOTE`: data of an owner of its own.
        public static let note = Self(rawValue: 0x31)
        /// `LC_BUILD_VERSION`: platform, oldest system, SDK and tools.
        public static let buildVersion = Self(rawValue: 0x32)
        /// `LC_DYLD_EXPORTS_TRIE`: where the trie of exports lies.
        public static let exportsTrie = Self(rawValue: 0x8000_0033)
        /// `LC_DYLD_CHAINED_FIXUPS`: where the chained fixups are told.
        public static let chainedFixups = Self(rawValue: 0x8000_0034)
        /// `LC_FILESET_ENTRY`: an image inside this file.
        public static let filesetEntry = Self(rawValue: 0x8000_0035)
        /// `LC_ATOM_INFO`: what the linker may keep apart.
        public static let atomInformation = Self(rawValue: 0x36)
        /// `LC_FUNCTION_VARIANTS`: functions by processor.
        public static let functionVariants = Self(rawValue: 0x37)
        /// `LC_FUNCTION_VARIANT_FIXUPS`: where such functions are called.
        public static let functionVariantFixups = Self(rawValue: 0x38)
        /// `LC_TARGET_TRIPLE`: what it was compiled for.
        public static let targetTriple = Self(rawValue: 0x39)

        /// The values known here.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "LC_SEGMENT"),
            (2, "LC_SYMTAB"),
            (3, "LC_SYMSEG"),
            (4, "LC_THREAD"),
            (5, "LC_UNIXTHREAD"),
            (6, "LC_LOADFVMLIB"),
            (7, "LC_IDFVMLIB"),
            (8, "LC_IDENT"),
            (9, "LC_FVMFILE"),
            (0xa, "LC_PREPAGE"),
            (0xb, "LC_DYSYMTAB"),
            (0xc, "LC_LOAD_DYLIB"),
            (0xd, "LC_ID_DYLIB"),
            (0xe, "LC_LOAD_DYLINKER"),
            (0xf, "LC_ID_DYLINKER"),
            (0x10, "LC_PREBOUND_DYLIB"),
            (0x11, "LC_ROUTINES"),
            (0x12, "LC_SUB_FRAMEWORK"),
            (0x13, "LC_SUB_UMBRELLA"),
            (0x14, "LC_SUB_CLIENT"),
            (0x15, "LC_SUB_LIBRARY"),
            (0x16, "LC_TWOLEVEL_HINTS"),
            (0x17, "LC_PREBIND_CKSUM"),
            (0x19, "LC_SEGMENT_64"),
            (0x1a, "LC_ROUTINES_64"),
            (0x1b, "LC_UUID"),
            (0x1d, "LC_CODE_SIGNATURE"),
            (0x1e, "LC_SEGMENT_SPLIT_INFO"),
            (0x20, "LC_LAZY_LOAD_DYLIB"),
            (0x21, "LC_ENCRYPTION_INFO"),
            (0x22, "LC_DYLD_INFO"),
            (0x24, "LC_VERSION_MIN_MACOSX"),
            (0x25, "LC_VERSION_MIN_IPHONEOS"),
            (0x26, "LC_FUNCTION_STARTS"),
            (0x27, "LC_DYLD_ENVIRONMENT"),
            (0x29, "LC_DATA_IN_CODE"),
            (0x2a, "LC_SOURCE_VERSION"),
            (0x2b, "LC_DYLIB_CODE_SIGN_DRS"),
            (0x2c, "LC_ENCRYPTION_INFO_64"),
            (0x2d, "LC_LINKER_OPTION"),
            (0x2e, "LC_LINKER_OPTIMIZATION_HINT"),
            (0x2f, "LC_VERSION_MIN_TVOS"),
            (0x30, "LC_VERSION_MIN_WATCHOS"),
            (0x31, "LC_NOTE"),
            (0x32, "LC_BUILD_VERSION"),
            (0x36, "LC_ATOM_INFO"),
            (0x37, "LC_FUNCTION_VARIANTS"),
            (0x38, "LC_FUNCTION_VARIANT_FIXUPS"),
            (0x39, "LC_TARGET_TRIPLE"),
            (0x8000_0018, "LC_LOAD_WEAK_DYLIB"),
            (0x8000_001c, "LC_RPATH"),
            (0x8000_001f, "LC_REEXPORT_DYLIB"),
            (0x8000_0022, "LC_DYLD_INFO_ONLY"),
            (0x8000_0023, "LC_LOAD_UPWARD_DYLIB"),
            (0x8000_0028, "LC_MAIN"),
            (0x8000_0033, "LC_DYLD_EXPORTS_TRIE"),
            (0x8000_0034, "LC_DYLD_CHAINED_FIXUPS"),
            (0x8000_0035, "LC_FILESET_ENTRY"),
        ]
    }
}
