extension ELF {
    /// `sh_type`: what a section contains.
    ///
    /// Spec: gABI 4.1, ch. 4, "Sections", and each processor's supplement.
    public struct SectionType: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `SHT_NULL`: an unused entry; entry 0 always is one.
        public static let null = Self(rawValue: 0)
        /// `SHT_PROGBITS`: bytes whose meaning is the program's own: code, data, debug information.
        public static let programBits = Self(rawValue: 1)
        /// `SHT_SYMTAB`: all symbols, for linkers and debuggers; `strip` removes it.
        public static let symbolTable = Self(rawValue: 2)
        /// `SHT_STRTAB`: names, each ended by a zero byte.
        public static let stringTable = Self(rawValue: 3)
        /// `SHT_RELA`: relocations that carry their addend.
        public static let relocationsWithAddend = Self(rawValue: 4)
        /// `SHT_HASH`: the System V hash table of the dynamic symbols.
        public static let hash = Self(rawValue: 5)
        /// `SHT_DYNAMIC`: the dynamic linker's table.
        public static let dynamic = Self(rawValue: 6)
        /// `SHT_NOTE`: records of vendors and tools.
        public static let note = Self(rawValue: 7)
        /// `SHT_NOBITS`: zeroed memory that takes no room in the file, such as `.bss`.
        public static let noBits = Self(rawValue: 8)
        /// `SHT_REL`: relocations whose addend stands at the place to change.
        public static let relocations = Self(rawValue: 9)
        /// `SHT_SHLIB`: reserved, without a meaning.
        public static let sharedLibrary = Self(rawValue: 10)
        /// `SHT_DYNSYM`: the symbols the dynamic linker needs.
        public static let dynamicSymbolTable = Self(rawValue: 11)
        /// `SHT_INIT_ARRAY`: pointers to functions that run at start.
        public static let initArray = Self(rawValue: 14)
        /// `SHT_FINI_ARRAY`: pointers to functions that run at the end.
        public static let finiArray = Self(rawValue: 15)
        /// `SHT_PREINIT_ARRAY`: pointers to functions that run before those of any library.
        public static let preinitArray = Self(rawValue: 16)
        /// `SHT_GROUP`: indices of sections kept or dropped together.
        public static let group = Self(rawValue: 17)
        /// `SHT_SYMTAB_SHNDX`: the section indices too large for the symbol table.
        public static let symbolSectionIndices = Self(rawValue: 18)
        /// `SHT_RELR`: relative relocations packed into address and bitmap words.
        public static let relativeRelocations = Self(rawValue: 19)
        /// `SHT_CREL`: relocations in LLVM's compact encoding.
        public static let compactRelocations = Self(rawValue: 0x4000_0014)
        /// `SHT_ANDROID_REL`: relocations in Android's packed encoding.
        public static let androidRelocations = Self(rawValue: 0x6000_0001)
        /// `SHT_ANDROID_RELA`: relocations with addends in Android's packed encoding.
        public static let androidRelocationsWithAddend = Self(rawValue: 0x6000_0002)
        /// `SHT_ANDROID_RELR`: packed relative relocations, before the generic number existed.
        public static let androidRelativeRelocations = Self(rawValue: 0x6fff_ff00)
        /// `SHT_GNU_INCREMENTAL_INPUTS`: the input files of gold's incremental link.
        public static let gnuIncrementalInputs = Self(rawValue: 0x6fff_4700)
        /// `SHT_GNU_INCREMENTAL_SYMTAB`: the symbols by input file of gold's incremental link.
        public static let gnuIncrementalSymbols = Self(rawValue: 0x6fff_4701)
        /// `SHT_GNU_INCREMENTAL_RELOCS`: the relocations kept for gold's next incremental link.
        public static let gnuIncrementalRelocations = Self(rawValue: 0x6fff_4702)
        /// `SHT_GNU_INCREMENTAL_GOT_PLT`: GOT and PLT entries by user in gold's incremental link.
        public static let gnuIncrementalOffsetTable = Self(rawValue: 0x6fff_4703)
        /// `SHT_LLVM_ODRTAB`: what LLVM checks the one-definition rule with.
        public static let llvmOneDefinitionTable = Self(rawValue: 0x6fff_4c00)
        /// `SHT_LLVM_LINKER_OPTIONS`: options an object file gives its linker.
        public static let llvmLinkerOptions = Self(rawValue: 0x6fff_4c01)
        /// `SHT_LLVM_ADDRSIG`: the symbols whose address matters, so that others may be merged.
        public static let llvmAddressSignificance = Self(rawValue: 0x6fff_4c03)
        /// `SHT_LLVM_DEPENDENT_LIBRARIES`: libraries an object file asks its linker for.
        public static let llvmDependentLibraries = Self(rawValue: 0x6fff_4c04)
        /// `SHT_LLVM_SYMPART`: the partition an entry symbol belongs to.
        public static let llvmSymbolPartition = Self(rawValue: 0x6fff_4c05)
        /// `SHT_LLVM_PART_EHDR`: the file header of a loadable partition.
        public static let llvmPartitionHeader = Self(rawValue: 0x6fff_4c06)
        /// `SHT_LLVM_PART_PHDR`: the program headers of a loadable partition.
        public static let llvmPartitionProgramHeaders = Self(rawValue: 0x6fff_4c07)
        /// `SHT_LLVM_BB_ADDR_MAP_V0`: addresses of basic blocks, in the first encoding.
        public static let llvmBlockAddressMapV0 = Self(rawValue: 0x6fff_4c08)
        /// `SHT_LLVM_CALL_GRAPH_PROFILE`: how often functions call each other, for their order.
        public static let llvmCallGraphProfile = Self(rawValue: 0x6fff_4c09)
        /// `SHT_LLVM_BB_ADDR_MAP`: addresses of basic blocks, for profiles.
        public static let llvmBlockAddressMap = Self(rawValue: 0x6fff_4c0a)
        /// `SHT_LLVM_OFFLOADING`: programs for another device.
        public static let llvmOffloading = Self(rawValue: 0x6fff_4c0b)
        /// `SHT_LLVM_LTO`: bitcode for link-time optimisation, beside machine code.
        public static let llvmLTO = Self(rawValue: 0x6fff_4c0c)
        /// `SHT_LLVM_JT_SIZES`: where jump tables lie and how long they are.
        public static let llvmJumpTableSizes = Self(rawValue: 0x6fff_4c0d)
        /// `SHT_LLVM_CFI_JUMP_TABLE`: the jump table of control flow integrity checks.
        public static let llvmControlFlowTable = Self(rawValue: 0x6fff_4c0e)
        /// `SHT_LLVM_CALL_GRAPH`: which functions may call which.
        public static let llvmCallGraph = Self(rawValue: 0x6fff_4c0f)
        /// `SHT_SUNW_capchain`: Solaris: the variants of one symbol, by capability.
        public static let sunCapabilityChain = Self(rawValue: 0x6fff_ffef)
        /// `SHT_SUNW_capinfo`: Solaris: what capability each symbol needs.
        public static let sunCapabilityInfo = Self(rawValue: 0x6fff_fff0)
        /// `SHT_SUNW_symsort`: Solaris: symbols in the order of their addresses.
        public static let sunSymbolSort = Self(rawValue: 0x6fff_fff1)
        /// `SHT_SUNW_tlssort`: Solaris: thread-local symbols in the order of their offsets.
        public static let sunThreadLocalSort = Self(rawValue: 0x6fff_fff2)
        /// `SHT_SUNW_LDYNSYM`: Solaris: names of local functions, kept when stripped.
        public static let sunLocalSymbols = Self(rawValue: 0x6fff_fff3)
        /// `SHT_GNU_SFRAME`: stack trace tables in the SFrame format.
        public static let gnuSFrame = Self(rawValue: 0x6fff_fff4)
        /// `SHT_GNU_ATTRIBUTES`: what ABI choices the code was compiled with.
        public static let gnuAttributes = Self(rawValue: 0x6fff_fff5)
        /// `SHT_GNU_HASH`: the GNU hash table of the dynamic symbols, with its Bloom filter.
        public static let gnuHash = Self(rawValue: 0x6fff_fff6)
        /// `SHT_GNU_LIBLIST`: the libraries prelink took addresses from.
        public static let gnuLibraryList = Self(rawValue: 0x6fff_fff7)
        /// `SHT_CHECKSUM`: a checksum of the object, for prelinking.
        public static let checksum = Self(rawValue: 0x6fff_fff8)
        /// `SHT_GNU_OBJECT_ONLY`: a relocatable object inside an object of LTO bitcode.
        public static let gnuObjectOnly = Self(rawValue: 0x6fff_fff9)
        /// `SHT_SUNW_move`: Solaris: initial values for partly initialised data.
        public static let sunMove = Self(rawValue: 0x6fff_fffa)
        /// `SHT_SUNW_COMDAT`: Solaris: sections of which the linker keeps one.
        public static let sunCommonData = Self(rawValue: 0x6fff_fffb)
        /// `SHT_SUNW_syminfo`: Solaris: how each dynamic symbol is to be bound.
        public static let sunSymbolInfo = Self(rawValue: 0x6fff_fffc)
        /// `SHT_GNU_verdef`: the symbol versions this file offers.
        public static let versionDefinitions = Self(rawValue: 0x6fff_fffd)
        /// `SHT_GNU_verneed`: the symbol versions this file needs, by library.
        public static let versionNeeds = Self(rawValue: 0x6fff_fffe)
        /// `SHT_GNU_versym`: the version index of each dynamic symbol.
        public static let versionSymbols = Self(rawValue: 0x6fff_ffff)

        /// `SHT_X86_64_UNWIND`: the unwind tables, `.eh_frame`.
        public static let x86_64Unwind = Self(rawValue: 0x7000_0001)

        /// `SHT_ARM_EXIDX`: the sorted index of the exception tables.
        public static let armExceptionIndex = Self(rawValue: 0x7000_0001)
        /// `SHT_ARM_ATTRIBUTES`: what processor and ABI the code was compiled for.
        public static let armAttributes = Self(rawValue: 0x7000_0003)

        /// `SHT_AARCH64_ATTRIBUTES`: what features and ABI the code was compiled for.
        public static let aarch64Attributes = Self(rawValue: 0x7000_0003)
        /// `SHT_AARCH64_AUTH_RELR`: packed relative relocations of signed pointers.
        public static let aarch64SignedRelocations = Self(rawValue: 0x7000_0004)
        /// `SHT_AARCH64_MEMTAG_GLOBALS_STATIC`: the global variables to tag, in object files.
        public static let aarch64TaggedGlobals = Self(rawValue: 0x7000_0007)
        /// `SHT_AARCH64_MEMTAG_GLOBALS_DYNAMIC`: the global variables to tag at start.
        public static let aarch64TaggedGlobalsTable = Self(rawValue: 0x7000_0008)

        /// `SHT_RISCV_ATTRIBUTES`: the instruction set string and alignment of the code.
        public static let riscvAttributes = Self(rawValue: 0x7000_0003)

        /// `SHT_MIPS_REGINFO`: what registers the code uses, and the global pointer.
        public static let mipsRegisters = Self(rawValue: 0x7000_0006)
        /// `SHT_MIPS_OPTIONS`: records of needed processor features.
        public static let mipsOptions = Self(rawValue: 0x7000_000d)
        /// `SHT_MIPS_DWARF`: debug information, under a number of its own.
        public static let mipsDWARF = Self(rawValue: 0x7000_001e)
        /// `SHT_MIPS_ABIFLAGS`: instruction set, float ABI and extensions of the code.
        public static let mipsABIFlags = Self(rawValue: 0x7000_002a)
        /// `SHT_MIPS_XHASH`: the GNU hash table, with the order of the symbols MIPS needs.
        public static let mipsHash = Self(rawValue: 0x7000_002b)

        /// The names that hold on every machine.
        public static let names: [(value: UInt32, name: String)] = [
            (0, "SHT_NULL"),
            (1, "SHT_PROGBITS"),
            (2, "SHT_SYMTAB"),
            (3, "SHT_STRTAB"),
            (4, "SHT_RELA"),
            (5, "SHT_HASH"),
            (6, "SHT_DYNAMIC"),
            (7, "SHT_NOTE"),
            (8, "SHT_NOBITS"),
            (9, "SHT_REL"),
            (10, "SHT_SHLIB"),
            (11, "SHT_DYNSYM"),
            (14, "SHT_INIT_ARRAY"),
            (15, "SHT_FINI_ARRAY"),
            (16, "SHT_PREINIT_ARRAY"),
            (17, "SHT_GROUP"),
            (18, "SHT_SYMTAB_SHNDX"),
            (19, "SHT_RELR"),
            (0x4000_0014, "SHT_CREL"),
            (0x6000_0001, "SHT_ANDROID_REL"),
            (0x6000_0002, "SHT_ANDROID_RELA"),
            (0x6fff_4700, "SHT_GNU_INCREMENTAL_INPUTS"),
            (0x6fff_4701, "SHT_GNU_INCREMENTAL_SYMTAB"),
            (0x6fff_4702, "SHT_GNU_INCREMENTAL_RELOCS"),
            (0x6fff_4703, "SHT_GNU_INCREMENTAL_GOT_PLT"),
            (0x6fff_4c00, "SHT_LLVM_ODRTAB"),
            (0x6fff_4c01, "SHT_LLVM_LINKER_OPTIONS"),
            (0x6fff_4c03, "SHT_LLVM_ADDRSIG"),
            (0x6fff_4c04, "SHT_LLVM_DEPENDENT_LIBRARIES"),
            (0x6fff_4c05, "SHT_LLVM_SYMPART"),
            (0x6fff_4c06, "SHT_LLVM_PART_EHDR"),
            (0x6fff_4c07, "SHT_LLVM_PART_PHDR"),
            (0x6fff_4c08, "SHT_LLVM_BB_ADDR_MAP_V0"),
            (0x6fff_4c09, "SHT_LLVM_CALL_GRAPH_PROFILE"),
            (0x6fff_4c0a, "SHT_LLVM_BB_ADDR_MAP"),
            (0x6fff_4c0b, "SHT_LLVM_OFFLOADING"),
            (0x6fff_4c0c, "SHT_LLVM_LTO"),
            (0x6fff_4c0d, "SHT_LLVM_JT_SIZES"),
            (0x6fff_4c0e, "SHT_LLVM_CFI_JUMP_TABLE"),
            (0x6fff_4c0f, "SHT_LLVM_CALL_GRAPH"),
            (0x6fff_ff00, "SHT_ANDROID_RELR"),
            (0x6fff_ffef, "SHT_SUNW_capchain"),
            (0x6fff_fff0, "SHT_SUNW_capinfo"),
            (0x6fff_fff1, "SHT_SUNW_symsort"),
            (0x6fff_fff2, "SHT_SUNW_tlssort"),
            (0x6fff_fff3, "SHT_SUNW_LDYNSYM"),
            (0x6fff_fff4, "SHT_GNU_SFRAME"),
            (0x6fff_fff5, "SHT_GNU_ATTRIBUTES"),
            (0x6fff_fff6, "SHT_GNU_HASH"),
            (0x6fff_fff7, "SHT_GNU_LIBLIST"),
            (0x6fff_fff8, "SHT_CHECKSUM"),
            (0x6fff_fff9, "SHT_GNU_OBJECT_ONLY"),
            (0x6fff_fffa, "SHT_SUNW_move"),
            (0x6fff_fffb, "SHT_SUNW_COMDAT"),
            (0x6fff_fffc, "SHT_SUNW_syminfo"),
            (0x6fff_fffd, "SHT_GNU_verdef"),
            (0x6fff_fffe, "SHT_GNU_verneed"),
            (0x6fff_ffff, "SHT_GNU_versym"),
        ]

        /// The names that one machine's supplement adds; they may repeat numbers of others.
        public static func names(on machine: Machine) -> [(value: UInt32, name: String)] {
            switch machine {
            case .x86_64: x86_64Names
            case .arm: armNames
            case .aarch64: aarch64Names
            case .riscv: riscvNames
            case .mips, .mipsRS3LE: mipsNames
            case .sparc, .sparc32Plus, .sparcV9: sparcNames
            case .alpha, .oldAlpha: alphaNames
            case .itanium: itaniumNames
            case .parisc: pariscNames
            case .arc, .arcCompact, .arcCompact2, .arcCompact3, .arcCompact3Wide: arcNames
            case .csky: cskyNames
            case .hexagon: hexagonNames
            case .msp430: msp430Names
            case .sharc: sharcNames
            case .c6000: c6000Names
            case .v850: v850Names
            default: []
            }
        }

        private static let x86_64Names: [(value: UInt32, name: String)] = [
            (0x7000_0001, "SHT_X86_64_UNWIND")
        ]

        private static let armNames: [(value: UInt32, name: String)] = [
            (0x7000_0001, "SHT_ARM_EXIDX"),
            (0x7000_0002, "SHT_ARM_PREEMPTMAP"),
            (0x7000_0003, "SHT_ARM_ATTRIBUTES"),
            (0x7000_0004, "SHT_ARM_DEBUGOVERLAY"),
            (0x7000_0005, "SHT_ARM_OVERLAYSECTION"),
        ]

        private static let aarch64Names: [(value: UInt32, name: String)] = [
            (0x7000_0003, "SHT_AARCH64_ATTRIBUTES"),
            (0x7000_0004, "SHT_AARCH64_AUTH_RELR"),
            (0x7000_0007, "SHT_AARCH64_MEMTAG_GLOBALS_STATIC"),
            (0x7000_0008, "SHT_AARCH64_MEMTAG_GLOBALS_DYNAMIC"),
        ]

        private static let riscvNames: [(value: UInt32, name: String)] = [
            (0x7000_0003, "SHT_RISCV_ATTRIBUTES")
        ]

        private static let mipsNames: [(value: UInt32, name: String)] = [
            (0x7000_0000, "SHT_MIPS_LIBLIST"),
            (0x7000_0001, "SHT_MIPS_MSYM"),
            (0x7000_0002, "SHT_MIPS_CONFLICT"),
            (0x7000_0003, "SHT_MIPS_GPTAB"),
            (0x7000_0004, "SHT_MIPS_UCODE"),
            (0x7000_0005, "SHT_MIPS_DEBUG"),
            (0x7000_0006, "SHT_MIPS_REGINFO"),
            (0x7000_0007, "SHT_MIPS_PACKAGE"),
            (0x7000_0008, "SHT_MIPS_PACKSYM"),
            (0x7000_0009, "SHT_MIPS_RELD"),
            (0x7000_000b, "SHT_MIPS_IFACE"),
            (0x7000_000c, "SHT_MIPS_CONTENT"),
            (0x7000_000d, "SHT_MIPS_OPTIONS"),
            (0x7000_0010, "SHT_MIPS_SHDR"),
            (0x7000_0011, "SHT_MIPS_FDESC"),
            (0x7000_0012, "SHT_MIPS_EXTSYM"),
            (0x7000_0013, "SHT_MIPS_DENSE"),
            (0x7000_0014, "SHT_MIPS_PDESC"),
            (0x7000_0015, "SHT_MIPS_LOCSYM"),
            (0x7000_0016, "SHT_MIPS_AUXSYM"),
            (0x7000_0017, "SHT_MIPS_OPTSYM"),
            (0x7000_0018, "SHT_MIPS_LOCSTR"),
            (0x7000_0019, "SHT_MIPS_LINE"),
            (0x7000_001a, "SHT_MIPS_RFDESC"),
            (0x7000_001b, "SHT_MIPS_DELTASYM"),
            (0x7000_001c, "SHT_MIPS_DELTAINST"),
            (0x7000_001d, "SHT_MIPS_DELTACLASS"),
            (0x7000_001e, "SHT_MIPS_DWARF"),
            (0x7000_001f, "SHT_MIPS_DELTADECL"),
            (0x7000_0020, "SHT_MIPS_SYMBOL_LIB"),
            (0x7000_0021, "SHT_MIPS_EVENTS"),
            (0x7000_0022, "SHT_MIPS_TRANSLATE"),
            (0x7000_0023, "SHT_MIPS_PIXIE"),
            (0x7000_0024, "SHT_MIPS_XLATE"),
            (0x7000_0025, "SHT_MIPS_XLATE_DEBUG"),
            (0x7000_0026, "SHT_MIPS_WHIRL"),
            (0x7000_0027, "SHT_MIPS_EH_REGION"),
            (0x7000_0028, "SHT_MIPS_XLATE_OLD"),
            (0x7000_0029, "SHT_MIPS_PDR_EXCEPTION"),
            (0x7000_002a, "SHT_MIPS_ABIFLAGS"),
            (0x7000_002b, "SHT_MIPS_XHASH"),
        ]

        private static let sparcNames: [(value: UInt32, name: String)] = [
            (0x7000_0000, "SHT_SPARC_GOTDATA")
        ]

        private static let alphaNames: [(value: UInt32, name: String)] = [
            (0x7000_0001, "SHT_ALPHA_DEBUG"),
            (0x7000_0002, "SHT_ALPHA_REGINFO"),
        ]

        private static let itaniumNames: [(value: UInt32, name: String)] = [
            (0x7000_0000, "SHT_IA_64_EXT"),
            (0x7000_0001, "SHT_IA_64_UNWIND"),
        ]

        private static let pariscNames: [(value: UInt32, name: String)] = [
            (0x7000_0000, "SHT_PARISC_EXT"),
            (0x7000_0001, "SHT_PARISC_UNWIND"),
            (0x7000_0002, "SHT_PARISC_DOC"),
            (0x7000_0003, "SHT_PARISC_ANNOT"),
            (0x7000_0004, "SHT_PARISC_DLKM"),
        ]

        private static let arcNames: [(value: UInt32, name: String)] = [
            (0x7000_0001, "SHT_ARC_ATTRIBUTES")
        ]

        private static let cskyNames: [(value: UInt32, name: String)] = [
            (0x7000_0001, "SHT_CSKY_ATTRIBUTES")
        ]

        private static let hexagonNames: [(value: UInt32, name: String)] = [
            (0x7000_0000, "SHT_HEX_ORDERED"),
            (0x7000_0003, "SHT_HEXAGON_ATTRIBUTES"),
        ]

        private static let msp430Names: [(value: UInt32, name: String)] = [
            (0x7000_0003, "SHT_MSP430_ATTRIBUTES"),
            (0x7f00_0005, "SHT_MSP430_SEC_FLAGS"),
            (0x7f00_0006, "SHT_MSP430_SYM_ALIASES"),
        ]

        private static let sharcNames: [(value: UInt32, name: String)] = [
            (0x7000_0002, "SHT_SHARC_ADI_ATTRIBUTES")
        ]

        private static let c6000Names: [(value: UInt32, name: String)] = [
            (0x7000_0001, "SHT_C6000_UNWIND"),
            (0x7000_0002, "SHT_C6000_PREEMPTMAP"),
            (0x7000_0003, "SHT_C6000_ATTRIBUTES"),
            (0x7f00_0000, "SHT_TI_ICODE"),
            (0x7f00_0001, "SHT_TI_XREF"),
            (0x7f00_0002, "SHT_TI_HANDLER"),
            (0x7f00_0003, "SHT_TI_INITINFO"),
            (0x7f00_0004, "SHT_TI_PHATTRS"),
        ]

        private static let v850Names: [(value: UInt32, name: String)] = [
            (0x7000_0000, "SHT_V850_SCOMMON"),
            (0x7000_0001, "SHT_V850_TCOMMON"),
            (0x7000_0002, "SHT_V850_ZCOMMON"),
            (0xa000_0000, "SHT_RENESAS_INFO"),
        ]
    }
}
