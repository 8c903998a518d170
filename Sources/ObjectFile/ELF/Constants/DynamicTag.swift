extension ELF {
    /// `d_tag`: what an entry of the dynamic linker's table says.
    ///
    /// Android and Solaris gave four numbers from `0x6000_000f` on to different tags; Android's names
    /// are given here.
    ///
    /// Spec: gABI 4.1, ch. 5, "Dynamic Section", and each processor's supplement.
    public struct DynamicTag: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt64

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// `DT_NULL`: the end of the table.
        public static let null = Self(rawValue: 0)
        /// `DT_NEEDED`: the name of a library to load.
        public static let needed = Self(rawValue: 1)
        /// `DT_PLTRELSZ`: bytes of the relocations for lazily bound functions.
        public static let pltRelocationsSize = Self(rawValue: 2)
        /// `DT_PLTGOT`: the address of the procedure linkage table or its offset table.
        public static let pltGlobalOffsetTable = Self(rawValue: 3)
        /// `DT_HASH`: the address of the System V hash table.
        public static let hash = Self(rawValue: 4)
        /// `DT_STRTAB`: the address of the names.
        public static let stringTable = Self(rawValue: 5)
        /// `DT_SYMTAB`: the address of the dynamic symbols.
        public static let symbolTable = Self(rawValue: 6)
        /// `DT_RELA`: the address of the relocations that carry their addend.
        public static let relocationsWithAddend = Self(rawValue: 7)
        /// `DT_RELASZ`: bytes of the `DT_RELA` table.
        public static let relocationsWithAddendSize = Self(rawValue: 8)
        /// `DT_RELAENT`: bytes of one entry of the `DT_RELA` table.
        public static let relocationWithAddendEntrySize = Self(rawValue: 9)
        /// `DT_STRSZ`: bytes of the string table.
        public static let stringTableSize = Self(rawValue: 10)
        /// `DT_SYMENT`: bytes of one symbol.
        public static let symbolEntrySize = Self(rawValue: 11)
        /// `DT_INIT`: the function that runs at start.
        public static let initFunction = Self(rawValue: 12)
        /// `DT_FINI`: the function that runs at the end.
        public static let finiFunction = Self(rawValue: 13)
        /// `DT_SONAME`: the name by which others need this library.
        public static let soname = Self(rawValue: 14)
        /// `DT_RPATH`: where to search libraries before `LD_LIBRARY_PATH`; see `DT_RUNPATH`.
        public static let rpath = Self(rawValue: 15)
        /// `DT_SYMBOLIC`: own symbols come first when binding.
        public static let symbolic = Self(rawValue: 16)
        /// `DT_REL`: the address of the relocations without addends.
        public static let relocations = Self(rawValue: 17)
        /// `DT_RELSZ`: bytes of the `DT_REL` table.
        public static let relocationsSize = Self(rawValue: 18)
        /// `DT_RELENT`: bytes of one entry of the `DT_REL` table.
        public static let relocationEntrySize = Self(rawValue: 19)
        /// `DT_PLTREL`: `DT_REL` or `DT_RELA`: the kind of `DT_JMPREL`'s relocations.
        public static let pltRelocationKind = Self(rawValue: 20)
        /// `DT_DEBUG`: where the dynamic linker leaves a pointer for debuggers.
        public static let debug = Self(rawValue: 21)
        /// `DT_TEXTREL`: relocations change memory that is not writable.
        public static let textRelocations = Self(rawValue: 22)
        /// `DT_JMPREL`: the address of the relocations for lazily bound functions.
        public static let pltRelocations = Self(rawValue: 23)
        /// `DT_BIND_NOW`: everything is bound at start.
        public static let bindNow = Self(rawValue: 24)
        /// `DT_INIT_ARRAY`: the address of pointers to functions that run at start.
        public static let initArray = Self(rawValue: 25)
        /// `DT_FINI_ARRAY`: the address of pointers to functions that run at the end.
        public static let finiArray = Self(rawValue: 26)
        /// `DT_INIT_ARRAYSZ`: bytes of `DT_INIT_ARRAY`.
        public static let initArraySize = Self(rawValue: 27)
        /// `DT_FINI_ARRAYSZ`: bytes of `DT_FINI_ARRAY`.
        public static let finiArraySize = Self(rawValue: 28)
        /// `DT_RUNPATH`: where to search libraries, after `LD_LIBRARY_PATH`.
        public static let runpath = Self(rawValue: 29)
        /// `DT_FLAGS`: bits of ``DynamicFlags``.
        public static let flags = Self(rawValue: 30)
        /// `DT_PREINIT_ARRAY`: the address of pointers to functions that run before any other.
        public static let preinitArray = Self(rawValue: 32)
        /// `DT_PREINIT_ARRAYSZ`: bytes of `DT_PREINIT_ARRAY`.
        public static let preinitArraySize = Self(rawValue: 33)
        /// `DT_SYMTAB_SHNDX`: the address of section indices too large for the symbols.
        public static let symbolSectionIndices = Self(rawValue: 34)
        /// `DT_RELRSZ`: bytes of the packed relative relocations.
        public static let relativeRelocationsSize = Self(rawValue: 35)
        /// `DT_RELR`: the address of the packed relative relocations.
        public static let relativeRelocations = Self(rawValue: 36)
        /// `DT_RELRENT`: bytes of one packed word.
        public static let relativeRelocationEntrySize = Self(rawValue: 37)
        /// `DT_CREL`: the address of relocations in LLVM's compact encoding.
        public static let compactRelocations = Self(rawValue: 0x4000_0026)
        /// `DT_SUNW_AUXILIARY`: Solaris: a library asked first, for the symbols marked so.
        public static let sunAuxiliary = Self(rawValue: 0x6000_000d)
        /// `DT_SUNW_RTLDINF`: Solaris: what the dynamic linker keeps for itself.
        public static let sunLinkerInfo = Self(rawValue: 0x6000_000e)
        /// `DT_ANDROID_REL`: the address of relocations in Android's packed encoding.
        public static let androidRelocations = Self(rawValue: 0x6000_000f)
        /// `DT_ANDROID_RELSZ`: bytes of `DT_ANDROID_REL`.
        public static let androidRelocationsSize = Self(rawValue: 0x6000_0010)
        /// `DT_ANDROID_RELA`: the address of packed relocations with addends.
        public static let androidRelocationsWithAddend = Self(rawValue: 0x6000_0011)
        /// `DT_ANDROID_RELASZ`: bytes of `DT_ANDROID_RELA`.
        public static let androidRelocationsWithAddendSize = Self(rawValue: 0x6000_0012)
        /// `DT_SUNW_SORTENT`: Solaris: bytes of one entry of the sorted indices.
        public static let sunSortEntrySize = Self(rawValue: 0x6000_0013)
        /// `DT_SUNW_SYMSORT`: Solaris: the address of the symbols' order by address.
        public static let sunSymbolSort = Self(rawValue: 0x6000_0014)
        /// `DT_SUNW_SYMSORTSZ`: Solaris: bytes of `DT_SUNW_SYMSORT`.
        public static let sunSymbolSortSize = Self(rawValue: 0x6000_0015)
        /// `DT_SUNW_TLSSORT`: Solaris: the address of the thread-local symbols' order.
        public static let sunThreadLocalSort = Self(rawValue: 0x6000_0016)
        /// `DT_SUNW_TLSSORTSZ`: Solaris: bytes of `DT_SUNW_TLSSORT`.
        public static let sunThreadLocalSortSize = Self(rawValue: 0x6000_0017)
        /// `DT_SUNW_CAPINFO`: Solaris: the address of the capability each symbol needs.
        public static let sunCapabilityInfo = Self(rawValue: 0x6000_0018)
        /// `DT_SUNW_STRPAD`: Solaris: spare bytes at the end of the names, for editing.
        public static let sunStringPadding = Self(rawValue: 0x6000_0019)
        /// `DT_SUNW_CAPCHAIN`: Solaris: the address of the variants of a symbol.
        public static let sunCapabilityChain = Self(rawValue: 0x6000_001a)
        /// `DT_SUNW_LDMACH`: Solaris: the machine of the linker that made the file.
        public static let sunLinkerMachine = Self(rawValue: 0x6000_001b)
        /// `DT_SUNW_CAPCHAINENT`: Solaris: bytes of one entry of `DT_SUNW_CAPCHAIN`.
        public static let sunCapabilityChainEntrySize = Self(rawValue: 0x6000_001d)
        /// `DT_SUNW_CAPCHAINSZ`: Solaris: bytes of `DT_SUNW_CAPCHAIN`.
        public static let sunCapabilityChainSize = Self(rawValue: 0x6000_001f)
        /// `DT_ANDROID_RELR`: the address of packed relative relocations, before `DT_RELR`.
        public static let androidRelativeRelocations = Self(rawValue: 0x6fff_e000)
        /// `DT_ANDROID_RELRSZ`: bytes of `DT_ANDROID_RELR`.
        public static let androidRelativeRelocationsSize = Self(rawValue: 0x6fff_e001)
        /// `DT_ANDROID_RELRENT`: bytes of one word of `DT_ANDROID_RELR`.
        public static let androidRelativeRelocationEntrySize = Self(rawValue: 0x6fff_e003)
        /// `DT_ANDROID_RELRCOUNT`: how many of `DT_ANDROID_RELR` are relative.
        public static let androidRelativeRelocationCount = Self(rawValue: 0x6fff_e005)
        /// `DT_GNU_FLAGS_1`: GNU's own bits, such as to be loaded once for all namespaces.
        public static let gnuFlags1 = Self(rawValue: 0x6fff_fdf4)
        /// `DT_GNU_PRELINKED`: when the file was prelinked.
        public static let gnuPrelinked = Self(rawValue: 0x6fff_fdf5)
        /// `DT_GNU_CONFLICTSZ`: bytes of prelink's conflicts.
        public static let gnuConflictSize = Self(rawValue: 0x6fff_fdf6)
        /// `DT_GNU_LIBLISTSZ`: bytes of prelink's library list.
        public static let gnuLibraryListSize = Self(rawValue: 0x6fff_fdf7)
        /// `DT_CHECKSUM`: a checksum of the object, for prelinking.
        public static let checksum = Self(rawValue: 0x6fff_fdf8)
        /// `DT_PLTPADSZ`: bytes of the padding of the procedure linkage table.
        public static let pltPaddingSize = Self(rawValue: 0x6fff_fdf9)
        /// `DT_MOVEENT`: bytes of one entry of `DT_MOVETAB`.
        public static let moveEntrySize = Self(rawValue: 0x6fff_fdfa)
        /// `DT_MOVESZ`: bytes of `DT_MOVETAB`.
        public static let moveSize = Self(rawValue: 0x6fff_fdfb)
        /// `DT_FEATURE_1`: what the loader must be able to do.
        public static let feature1 = Self(rawValue: 0x6fff_fdfc)
        /// `DT_POSFLAG_1`: bits for the entry that follows, such as lazy loading.
        public static let positionFlag1 = Self(rawValue: 0x6fff_fdfd)
        /// `DT_SYMINSZ`: bytes of `DT_SYMINFO`.
        public static let symbolInfoSize = Self(rawValue: 0x6fff_fdfe)
        /// `DT_SYMINENT`: bytes of one entry of `DT_SYMINFO`.
        public static let symbolInfoEntrySize = Self(rawValue: 0x6fff_fdff)
        /// `DT_GNU_HASH`: the address of the GNU hash table.
        public static let gnuHash = Self(rawValue: 0x6fff_fef5)
        /// `DT_TLSDESC_PLT`: the entry that resolves thread-local descriptors lazily.
        public static let tlsDescriptorPLT = Self(rawValue: 0x6fff_fef6)
        /// `DT_TLSDESC_GOT`: the offset table entry that `DT_TLSDESC_PLT` uses.
        public static let tlsDescriptorGOT = Self(rawValue: 0x6fff_fef7)
        /// `DT_GNU_CONFLICT`: the address of prelink's conflicts.
        public static let gnuConflict = Self(rawValue: 0x6fff_fef8)
        /// `DT_GNU_LIBLIST`: the address of prelink's library list.
        public static let gnuLibraryList = Self(rawValue: 0x6fff_fef9)
        /// `DT_CONFIG`: a configuration file for the dynamic linker.
        public static let config = Self(rawValue: 0x6fff_fefa)
        /// `DT_DEPAUDIT`: libraries that audit this object and what it needs.
        public static let dependencyAudit = Self(rawValue: 0x6fff_fefb)
        /// `DT_AUDIT`: libraries that audit this object.
        public static let audit = Self(rawValue: 0x6fff_fefc)
        /// `DT_PLTPAD`: the address of the padding of the procedure linkage table.
        public static let pltPadding = Self(rawValue: 0x6fff_fefd)
        /// `DT_MOVETAB`: the address of initial values for partly initialised data.
        public static let moveTable = Self(rawValue: 0x6fff_fefe)
        /// `DT_SYMINFO`: the address of how each symbol is to be bound.
        public static let symbolInfo = Self(rawValue: 0x6fff_feff)
        /// `DT_VERSYM`: the address of the version index of each symbol.
        public static let versionSymbols = Self(rawValue: 0x6fff_fff0)
        /// `DT_RELACOUNT`: how many relative relocations begin `DT_RELA`.
        public static let relocationsWithAddendCount = Self(rawValue: 0x6fff_fff9)
        /// `DT_RELCOUNT`: how many relative relocations begin `DT_REL`.
        public static let relocationsCount = Self(rawValue: 0x6fff_fffa)
        /// `DT_FLAGS_1`: bits of ``DynamicFlags1``.
        public static let flags1 = Self(rawValue: 0x6fff_fffb)
        /// `DT_VERDEF`: the address of the versions this file offers.
        public static let versionDefinitions = Self(rawValue: 0x6fff_fffc)
        /// `DT_VERDEFNUM`: how many versions this file offers.
        public static let versionDefinitionsCount = Self(rawValue: 0x6fff_fffd)
        /// `DT_VERNEED`: the address of the versions this file needs.
        public static let versionNeeds = Self(rawValue: 0x6fff_fffe)
        /// `DT_VERNEEDNUM`: from how many libraries it needs versions.
        public static let versionNeedsCount = Self(rawValue: 0x6fff_ffff)
        /// `DT_AUXILIARY`: a library asked first for this one's symbols, if there is one.
        public static let auxiliary = Self(rawValue: 0x7fff_fffd)
        /// `DT_USED`: Solaris: the name of a library, as `DT_NEEDED`; loaders ignore it.
        public static let used = Self(rawValue: 0x7fff_fffe)
        /// `DT_FILTER`: the library that really has this one's symbols.
        public static let filter = Self(rawValue: 0x7fff_ffff)

        /// `DT_X86_64_PLT`: the address of the procedure linkage table.
        public static let x86_64PLT = Self(rawValue: 0x7000_0000)
        /// `DT_X86_64_PLTSZ`: bytes of the procedure linkage table.
        public static let x86_64PLTSize = Self(rawValue: 0x7000_0001)
        /// `DT_X86_64_PLTENT`: bytes of one entry of the procedure linkage table.
        public static let x86_64PLTEntrySize = Self(rawValue: 0x7000_0003)

        /// `DT_AARCH64_BTI_PLT`: the linkage table's entries begin with a branch target.
        public static let aarch64BranchTargetPLT = Self(rawValue: 0x7000_0001)
        /// `DT_AARCH64_PAC_PLT`: the linkage table checks signed pointers.
        public static let aarch64SignedPLT = Self(rawValue: 0x7000_0003)
        /// `DT_AARCH64_VARIANT_PCS`: some functions keep other registers, so are bound at start.
        public static let aarch64VariantCalls = Self(rawValue: 0x7000_0005)
        /// `DT_AARCH64_MEMTAG_MODE`: synchronous or asynchronous memory tag checks.
        public static let aarch64MemoryTagMode = Self(rawValue: 0x7000_0009)
        /// `DT_AARCH64_MEMTAG_HEAP`: tagged heap wanted.
        public static let aarch64MemoryTagHeap = Self(rawValue: 0x7000_000b)
        /// `DT_AARCH64_MEMTAG_STACK`: tagged stack wanted.
        public static let aarch64MemoryTagStack = Self(rawValue: 0x7000_000c)
        /// `DT_AARCH64_MEMTAG_GLOBALS`: the address of the list of tagged variables.
        public static let aarch64MemoryTagGlobals = Self(rawValue: 0x7000_000d)
        /// `DT_AARCH64_MEMTAG_GLOBALSSZ`: bytes of the list of tagged variables.
        public static let aarch64MemoryTagGlobalsSize = Self(rawValue: 0x7000_000f)
        /// `DT_AARCH64_AUTH_RELRSZ`: bytes of `DT_AARCH64_AUTH_RELR`.
        public static let aarch64SignedRelocationsSize = Self(rawValue: 0x7000_0011)
        /// `DT_AARCH64_AUTH_RELR`: the address of packed relocations of signed pointers.
        public static let aarch64SignedRelocations = Self(rawValue: 0x7000_0012)
        /// `DT_AARCH64_AUTH_RELRENT`: bytes of one word of `DT_AARCH64_AUTH_RELR`.
        public static let aarch64SignedRelocationEntrySize = Self(rawValue: 0x7000_0013)

        /// `DT_RISCV_VARIANT_CC`: some functions keep other registers and must be bound at start.
        public static let riscvVariantCalls = Self(rawValue: 0x7000_0001)

        /// `DT_PPC_GOT`: the address of the global offset table, where calls use secure linkage.
        public static let ppcGlobalOffsetTable = Self(rawValue: 0x7000_0000)
        /// `DT_PPC_OPT`: what the dynamic linker may optimise.
        public static let ppcOptimizations = Self(rawValue: 0x7000_0001)

        /// `DT_PPC64_GLINK`: the address of the stubs that bind lazily.
        public static let ppc64LazyLinkage = Self(rawValue: 0x7000_0000)
        /// `DT_PPC64_OPD`: the address of the function descriptors.
        public static let ppc64Descriptors = Self(rawValue: 0x7000_0001)
        /// `DT_PPC64_OPDSZ`: bytes of the function descriptors.
        public static let ppc64DescriptorsSize = Self(rawValue: 0x7000_0002)
        /// `DT_PPC64_OPT`: what the dynamic linker may optimise.
        public static let ppc64Optimizations = Self(rawValue: 0x7000_0003)

        /// `DT_SPARC_REGISTER`: the index of a symbol for a global register.
        public static let sparcRegister = Self(rawValue: 0x7000_0001)

        /// `DT_ALPHA_PLTRO`: the procedure linkage table is read-only.
        public static let alphaReadOnlyPLT = Self(rawValue: 0x7000_0000)

        /// `DT_MIPS_RLD_VERSION`: the version of the dynamic linker's interface.
        public static let mipsLinkerVersion = Self(rawValue: 0x7000_0001)
        /// `DT_MIPS_FLAGS`: MIPS' own bits for the dynamic linker.
        public static let mipsFlags = Self(rawValue: 0x7000_0005)
        /// `DT_MIPS_BASE_ADDRESS`: the address the file was linked for.
        public static let mipsBaseAddress = Self(rawValue: 0x7000_0006)
        /// `DT_MIPS_LOCAL_GOTNO`: how many local entries begin the global offset table.
        public static let mipsLocalOffsetCount = Self(rawValue: 0x7000_000a)
        /// `DT_MIPS_SYMTABNO`: how many dynamic symbols there are.
        public static let mipsSymbolCount = Self(rawValue: 0x7000_0011)
        /// `DT_MIPS_UNREFEXTNO`: the index of the first symbol not referred to here.
        public static let mipsFirstExternal = Self(rawValue: 0x7000_0012)
        /// `DT_MIPS_GOTSYM`: the first symbol with an entry in the global offset table.
        public static let mipsFirstOffsetSymbol = Self(rawValue: 0x7000_0013)
        /// `DT_MIPS_RLD_MAP`: where the dynamic linker leaves its address for debuggers.
        public static let mipsDebug = Self(rawValue: 0x7000_0016)
        /// `DT_MIPS_OPTIONS`: the address of the records of needed features.
        public static let mipsOptions = Self(rawValue: 0x7000_0029)
        /// `DT_MIPS_PLTGOT`: the offset table of the procedure linkage table.
        public static let mipsPLTGlobalOffsetTable = Self(rawValue: 0x7000_0032)
        /// `DT_MIPS_RWPLT`: the procedure linkage table, where it is writable.
        public static let mipsWritablePLT = Self(rawValue: 0x7000_0034)
        /// `DT_MIPS_RLD_MAP_REL`: `DT_MIPS_RLD_MAP` as an offset from the entry, for PIEs.
        public static let mipsDebugRelative = Self(rawValue: 0x7000_0035)
        /// `DT_MIPS_XHASH`: the address of the GNU hash table for MIPS.
        public static let mipsHash = Self(rawValue: 0x7000_0036)

        /// The names that hold on every machine.
        public static let names: [(value: UInt64, name: String)] = [
            (0, "DT_NULL"),
            (1, "DT_NEEDED"),
            (2, "DT_PLTRELSZ"),
            (3, "DT_PLTGOT"),
            (4, "DT_HASH"),
            (5, "DT_STRTAB"),
            (6, "DT_SYMTAB"),
            (7, "DT_RELA"),
            (8, "DT_RELASZ"),
            (9, "DT_RELAENT"),
            (10, "DT_STRSZ"),
            (11, "DT_SYMENT"),
            (12, "DT_INIT"),
            (13, "DT_FINI"),
            (14, "DT_SONAME"),
            (15, "DT_RPATH"),
            (16, "DT_SYMBOLIC"),
            (17, "DT_REL"),
            (18, "DT_RELSZ"),
            (19, "DT_RELENT"),
            (20, "DT_PLTREL"),
            (21, "DT_DEBUG"),
            (22, "DT_TEXTREL"),
            (23, "DT_JMPREL"),
            (24, "DT_BIND_NOW"),
            (25, "DT_INIT_ARRAY"),
            (26, "DT_FINI_ARRAY"),
            (27, "DT_INIT_ARRAYSZ"),
            (28, "DT_FINI_ARRAYSZ"),
            (29, "DT_RUNPATH"),
            (30, "DT_FLAGS"),
            (32, "DT_PREINIT_ARRAY"),
            (33, "DT_PREINIT_ARRAYSZ"),
            (34, "DT_SYMTAB_SHNDX"),
            (35, "DT_RELRSZ"),
            (36, "DT_RELR"),
            (37, "DT_RELRENT"),
            (0x4000_0026, "DT_CREL"),
            (0x6000_000d, "DT_SUNW_AUXILIARY"),
            (0x6000_000e, "DT_SUNW_RTLDINF"),
            (0x6000_000f, "DT_ANDROID_REL"),
            (0x6000_0010, "DT_ANDROID_RELSZ"),
            (0x6000_0011, "DT_ANDROID_RELA"),
            (0x6000_0012, "DT_ANDROID_RELASZ"),
            (0x6000_0013, "DT_SUNW_SORTENT"),
            (0x6000_0014, "DT_SUNW_SYMSORT"),
            (0x6000_0015, "DT_SUNW_SYMSORTSZ"),
            (0x6000_0016, "DT_SUNW_TLSSORT"),
            (0x6000_0017, "DT_SUNW_TLSSORTSZ"),
            (0x6000_0018, "DT_SUNW_CAPINFO"),
            (0x6000_0019, "DT_SUNW_STRPAD"),
            (0x6000_001a, "DT_SUNW_CAPCHAIN"),
            (0x6000_001b, "DT_SUNW_LDMACH"),
            (0x6000_001d, "DT_SUNW_CAPCHAINENT"),
            (0x6000_001f, "DT_SUNW_CAPCHAINSZ"),
            (0x6fff_e000, "DT_ANDROID_RELR"),
            (0x6fff_e001, "DT_ANDROID_RELRSZ"),
            (0x6fff_e003, "DT_ANDROID_RELRENT"),
            (0x6fff_e005, "DT_ANDROID_RELRCOUNT"),
            (0x6fff_fdf4, "DT_GNU_FLAGS_1"),
            (0x6fff_fdf5, "DT_GNU_PRELINKED"),
            (0x6fff_fdf6, "DT_GNU_CONFLICTSZ"),
            (0x6fff_fdf7, "DT_GNU_LIBLISTSZ"),
            (0x6fff_fdf8, "DT_CHECKSUM"),
            (0x6fff_fdf9, "DT_PLTPADSZ"),
            (0x6fff_fdfa, "DT_MOVEENT"),
            (0x6fff_fdfb, "DT_MOVESZ"),
            (0x6fff_fdfc, "DT_FEATURE_1"),
            (0x6fff_fdfd, "DT_POSFLAG_1"),
            (0x6fff_fdfe, "DT_SYMINSZ"),
            (0x6fff_fdff, "DT_SYMINENT"),
            (0x6fff_fef5, "DT_GNU_HASH"),
            (0x6fff_fef6, "DT_TLSDESC_PLT"),
            (0x6fff_fef7, "DT_TLSDESC_GOT"),
            (0x6fff_fef8, "DT_GNU_CONFLICT"),
            (0x6fff_fef9, "DT_GNU_LIBLIST"),
            (0x6fff_fefa, "DT_CONFIG"),
            (0x6fff_fefb, "DT_DEPAUDIT"),
            (0x6fff_fefc, "DT_AUDIT"),
            (0x6fff_fefd, "DT_PLTPAD"),
            (0x6fff_fefe, "DT_MOVETAB"),
            (0x6fff_feff, "DT_SYMINFO"),
            (0x6fff_fff0, "DT_VERSYM"),
            (0x6fff_fff9, "DT_RELACOUNT"),
            (0x6fff_fffa, "DT_RELCOUNT"),
            (0x6fff_fffb, "DT_FLAGS_1"),
            (0x6fff_fffc, "DT_VERDEF"),
            (0x6fff_fffd, "DT_VERDEFNUM"),
            (0x6fff_fffe, "DT_VERNEED"),
            (0x6fff_ffff, "DT_VERNEEDNUM"),
            (0x7fff_fffd, "DT_AUXILIARY"),
            (0x7fff_fffe, "DT_USED"),
            (0x7fff_ffff, "DT_FILTER"),
        ]

        /// Whether the value is an offset in the dynamic string table.
        public var namesString: Bool {
            switch self {
            case .needed, .soname, .rpath, .runpath, .auxiliary, .filter, .used, .config,
                .dependencyAudit, .audit, .sunAuxiliary:
                true
            default: false
            }
        }

        /// The names that one machine's supplement adds; they may repeat numbers of others.
        public static func names(on machine: Machine) -> [(value: UInt64, name: String)] {
            switch machine {
            case .x86_64: x86_64Names
            case .aarch64: aarch64Names
            case .riscv: riscvNames
            case .ppc: ppcNames
            case .ppc64: ppc64Names
            case .sparc, .sparc32Plus, .sparcV9: sparcNames
            case .alpha, .oldAlpha: alphaNames
            case .mips, .mipsRS3LE: mipsNames
            case .itanium: itaniumNames
            case .hexagon: hexagonNames
            case .nios2: nios2Names
            case .elbrus: elbrusNames
            case .score: scoreNames
            case .c6000: c6000Names
            case .xtensa: xtensaNames
            default: []
            }
        }

        private static let x86_64Names: [(value: UInt64, name: String)] = [
            (0x7000_0000, "DT_X86_64_PLT"),
            (0x7000_0001, "DT_X86_64_PLTSZ"),
            (0x7000_0003, "DT_X86_64_PLTENT"),
        ]

        private static let aarch64Names: [(value: UInt64, name: String)] = [
            (0x7000_0001, "DT_AARCH64_BTI_PLT"),
            (0x7000_0003, "DT_AARCH64_PAC_PLT"),
            (0x7000_0005, "DT_AARCH64_VARIANT_PCS"),
            (0x7000_0009, "DT_AARCH64_MEMTAG_MODE"),
            (0x7000_000b, "DT_AARCH64_MEMTAG_HEAP"),
            (0x7000_000c, "DT_AARCH64_MEMTAG_STACK"),
            (0x7000_000d, "DT_AARCH64_MEMTAG_GLOBALS"),
            (0x7000_000f, "DT_AARCH64_MEMTAG_GLOBALSSZ"),
            (0x7000_0011, "DT_AARCH64_AUTH_RELRSZ"),
            (0x7000_0012, "DT_AARCH64_AUTH_RELR"),
            (0x7000_0013, "DT_AARCH64_AUTH_RELRENT"),
        ]

        private static let riscvNames: [(value: UInt64, name: String)] = [
            (0x7000_0001, "DT_RISCV_VARIANT_CC")
        ]

        private static let ppcNames: [(value: UInt64, name: String)] = [
            (0x7000_0000, "DT_PPC_GOT"),
            (0x7000_0001, "DT_PPC_OPT"),
        ]

        private static let ppc64Names: [(value: UInt64, name: String)] = [
            (0x7000_0000, "DT_PPC64_GLINK"),
            (0x7000_0001, "DT_PPC64_OPD"),
            (0x7000_0002, "DT_PPC64_OPDSZ"),
            (0x7000_0003, "DT_PPC64_OPT"),
        ]

        private static let sparcNames: [(value: UInt64, name: String)] = [
            (0x7000_0001, "DT_SPARC_REGISTER")
        ]

        private static let alphaNames: [(value: UInt64, name: String)] = [
            (0x7000_0000, "DT_ALPHA_PLTRO")
        ]

        private static let mipsNames: [(value: UInt64, name: String)] = [
            (0x7000_0001, "DT_MIPS_RLD_VERSION"),
            (0x7000_0002, "DT_MIPS_TIME_STAMP"),
            (0x7000_0003, "DT_MIPS_ICHECKSUM"),
            (0x7000_0004, "DT_MIPS_IVERSION"),
            (0x7000_0005, "DT_MIPS_FLAGS"),
            (0x7000_0006, "DT_MIPS_BASE_ADDRESS"),
            (0x7000_0007, "DT_MIPS_MSYM"),
            (0x7000_0008, "DT_MIPS_CONFLICT"),
            (0x7000_0009, "DT_MIPS_LIBLIST"),
            (0x7000_000a, "DT_MIPS_LOCAL_GOTNO"),
            (0x7000_000b, "DT_MIPS_CONFLICTNO"),
            (0x7000_0010, "DT_MIPS_LIBLISTNO"),
            (0x7000_0011, "DT_MIPS_SYMTABNO"),
            (0x7000_0012, "DT_MIPS_UNREFEXTNO"),
            (0x7000_0013, "DT_MIPS_GOTSYM"),
            (0x7000_0014, "DT_MIPS_HIPAGENO"),
            (0x7000_0016, "DT_MIPS_RLD_MAP"),
            (0x7000_0017, "DT_MIPS_DELTA_CLASS"),
            (0x7000_0018, "DT_MIPS_DELTA_CLASS_NO"),
            (0x7000_0019, "DT_MIPS_DELTA_INSTANCE"),
            (0x7000_001a, "DT_MIPS_DELTA_INSTANCE_NO"),
            (0x7000_001b, "DT_MIPS_DELTA_RELOC"),
            (0x7000_001c, "DT_MIPS_DELTA_RELOC_NO"),
            (0x7000_001d, "DT_MIPS_DELTA_SYM"),
            (0x7000_001e, "DT_MIPS_DELTA_SYM_NO"),
            (0x7000_0020, "DT_MIPS_DELTA_CLASSSYM"),
            (0x7000_0021, "DT_MIPS_DELTA_CLASSSYM_NO"),
            (0x7000_0022, "DT_MIPS_CXX_FLAGS"),
            (0x7000_0023, "DT_MIPS_PIXIE_INIT"),
            (0x7000_0024, "DT_MIPS_SYMBOL_LIB"),
            (0x7000_0025, "DT_MIPS_LOCALPAGE_GOTIDX"),
            (0x7000_0026, "DT_MIPS_LOCAL_GOTIDX"),
            (0x7000_0027, "DT_MIPS_HIDDEN_GOTIDX"),
            (0x7000_0028, "DT_MIPS_PROTECTED_GOTIDX"),
            (0x7000_0029, "DT_MIPS_OPTIONS"),
            (0x7000_002a, "DT_MIPS_INTERFACE"),
            (0x7000_002b, "DT_MIPS_DYNSTR_ALIGN"),
            (0x7000_002c, "DT_MIPS_INTERFACE_SIZE"),
            (0x7000_002d, "DT_MIPS_RLD_TEXT_RESOLVE_ADDR"),
            (0x7000_002e, "DT_MIPS_PERF_SUFFIX"),
            (0x7000_002f, "DT_MIPS_COMPACT_SIZE"),
            (0x7000_0030, "DT_MIPS_GP_VALUE"),
            (0x7000_0031, "DT_MIPS_AUX_DYNAMIC"),
            (0x7000_0032, "DT_MIPS_PLTGOT"),
            (0x7000_0034, "DT_MIPS_RWPLT"),
            (0x7000_0035, "DT_MIPS_RLD_MAP_REL"),
            (0x7000_0036, "DT_MIPS_XHASH"),
        ]

        private static let itaniumNames: [(value: UInt64, name: String)] = [
            (0x7000_0000, "DT_IA_64_PLT_RESERVE")
        ]

        private static let hexagonNames: [(value: UInt64, name: String)] = [
            (0x7000_0000, "DT_HEXAGON_SYMSZ"),
            (0x7000_0001, "DT_HEXAGON_VER"),
            (0x7000_0002, "DT_HEXAGON_PLT"),
        ]

        private static let nios2Names: [(value: UInt64, name: String)] = [
            (0x7000_0002, "DT_NIOS2_GP")
        ]

        private static let elbrusNames: [(value: UInt64, name: String)] = [
            (0x7000_0001, "DT_E2K_LAZY"),
            (0x7000_0003, "DT_E2K_LAZY_GOT"),
            (0x7000_101c, "DT_E2K_INIT_GOT"),
            (0x7000_101d, "DT_E2K_EXPORT_PL"),
            (0x7000_101e, "DT_E2K_EXPORT_PLSZ"),
            (0x7000_101f, "DT_E2K_REAL_PLTGOT"),
            (0x7000_1020, "DT_E2K_NO_SELFINIT"),
        ]

        private static let scoreNames: [(value: UInt64, name: String)] = [
            (0x7000_0001, "DT_SCORE_BASE_ADDRESS"),
            (0x7000_0002, "DT_SCORE_LOCAL_GOTNO"),
            (0x7000_0003, "DT_SCORE_SYMTABNO"),
            (0x7000_0004, "DT_SCORE_GOTSYM"),
            (0x7000_0005, "DT_SCORE_UNREFEXTNO"),
            (0x7000_0006, "DT_SCORE_HIPAGENO"),
        ]

        private static let c6000Names: [(value: UInt64, name: String)] = [
            (0x6000_000d, "DT_C6000_GSYM_OFFSET"),
            (0x6000_000f, "DT_C6000_GSTR_OFFSET"),
            (0x7000_0000, "DT_C6000_DSBT_BASE"),
            (0x7000_0001, "DT_C6000_DSBT_SIZE"),
            (0x7000_0002, "DT_C6000_PREEMPTMAP"),
            (0x7000_0003, "DT_C6000_DSBT_INDEX"),
        ]

        private static let xtensaNames: [(value: UInt64, name: String)] = [
            (0x7000_0000, "DT_XTENSA_GOT_LOC_OFF"),
            (0x7000_0001, "DT_XTENSA_GOT_LOC_SZ"),
        ]
    }
}
