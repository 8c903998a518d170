extension ELF {
    /// `p_type`: what a segment is for.
    ///
    /// Spec: gABI 4.1, ch. 5, "Program Header", and each processor's supplement.
    public struct SegmentType: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `PT_NULL`: an unused entry, whose other fields mean nothing.
        public static let null = Self(rawValue: 0)
        /// `PT_LOAD`: part of the file mapped into memory.
        public static let load = Self(rawValue: 1)
        /// `PT_DYNAMIC`: where the dynamic linker's table lies.
        public static let dynamic = Self(rawValue: 2)
        /// `PT_INTERP`: the path of the dynamic linker, ended by a zero byte.
        public static let interpreter = Self(rawValue: 3)
        /// `PT_NOTE`: records of vendors and tools, such as the build ID.
        public static let note = Self(rawValue: 4)
        /// `PT_SHLIB`: reserved, without a meaning; a conforming program has none.
        public static let sharedLibrary = Self(rawValue: 5)
        /// `PT_PHDR`: the program header table's own place in memory.
        public static let programHeaders = Self(rawValue: 6)
        /// `PT_TLS`: the initial image that every thread gets a copy of.
        public static let threadLocal = Self(rawValue: 7)
        /// `PT_GNU_EH_FRAME`: the sorted index into the unwind tables (`.eh_frame_hdr`).
        public static let gnuExceptionFrame = Self(rawValue: 0x6474_e550)
        /// `PT_GNU_STACK`: no bytes; its flags say whether the stack may be executable.
        public static let gnuStack = Self(rawValue: 0x6474_e551)
        /// `PT_GNU_RELRO`: what the dynamic linker makes read-only once it has relocated it.
        public static let gnuRelro = Self(rawValue: 0x6474_e552)
        /// `PT_GNU_PROPERTY`: the property note the kernel and loader read, such as for IBT or BTI.
        public static let gnuProperty = Self(rawValue: 0x6474_e553)
        /// `PT_GNU_SFRAME`: stack trace tables in the SFrame format.
        public static let gnuSFrame = Self(rawValue: 0x6474_e554)
        /// `PT_OPENBSD_MUTABLE`: memory whose permissions may still change after start.
        public static let openBSDMutable = Self(rawValue: 0x65a3_dbe5)
        /// `PT_OPENBSD_RANDOMIZE`: memory filled with random bytes before the program starts.
        public static let openBSDRandomize = Self(rawValue: 0x65a3_dbe6)
        /// `PT_OPENBSD_WXNEEDED`: the program maps memory both writable and executable.
        public static let openBSDWritableExecutable = Self(rawValue: 0x65a3_dbe7)
        /// `PT_OPENBSD_NOBTCFI`: the program runs without branch target enforcement.
        public static let openBSDNoBranchTargets = Self(rawValue: 0x65a3_dbe8)
        /// `PT_OPENBSD_SYSCALLS`: the places system calls may be made from.
        public static let openBSDSystemCalls = Self(rawValue: 0x65a3_dbe9)
        /// `PT_OPENBSD_BOOTDATA`: where a kernel's boot arguments go.
        public static let openBSDBootData = Self(rawValue: 0x65a4_1be6)
        /// `PT_PAX_FLAGS`: what PaX hardening is switched on or off, in its flags.
        public static let paxFlags = Self(rawValue: 0x6504_1580)
        /// `PT_SUNW_UNWIND`: Solaris' stack unwind tables.
        public static let sunUnwind = Self(rawValue: 0x6464_e550)
        /// `PT_SUNWBSS`: Solaris: bytes zeroed at start, apart from a loaded segment.
        public static let sunBSS = Self(rawValue: 0x6fff_fffa)
        /// `PT_SUNWSTACK`: Solaris: its flags are the stack's permissions.
        public static let sunStack = Self(rawValue: 0x6fff_fffb)
        /// `PT_SUNWDTRACE`: Solaris: room for the DTrace agent of a process.
        public static let sunDTrace = Self(rawValue: 0x6fff_fffc)
        /// `PT_SUNWCAP`: Solaris: the hardware and software the object needs.
        public static let sunCapabilities = Self(rawValue: 0x6fff_fffd)

        /// `PT_ARM_ARCHEXT`: what instruction set extensions the program needs.
        public static let armArchitecture = Self(rawValue: 0x7000_0000)
        /// `PT_ARM_EXIDX`: the sorted index of the exception tables.
        public static let armExceptionIndex = Self(rawValue: 0x7000_0001)

        /// `PT_AARCH64_MEMTAG_MTE`: memory tags of a mapped segment, in core files.
        public static let aarch64MemoryTags = Self(rawValue: 0x7000_0002)

        /// `PT_MIPS_REGINFO`: what registers the code uses, and the global pointer.
        public static let mipsRegisters = Self(rawValue: 0x7000_0000)
        /// `PT_MIPS_OPTIONS`: records of needed processor features.
        public static let mipsOptions = Self(rawValue: 0x7000_0002)
        /// `PT_MIPS_ABIFLAGS`: instruction set, float ABI and extensions of the program.
        public static let mipsABIFlags = Self(rawValue: 0x7000_0003)

        /// `PT_RISCV_ATTRIBUTES`: the instruction set string and alignment of the program.
        public static let riscvAttributes = Self(rawValue: 0x7000_0003)

        /// `PT_S390_PGSTE`: no bytes; asks the kernel for page tables fit for virtual machines.
        public static let s390PageTables = Self(rawValue: 0x7000_0000)

        /// `PT_IA_64_UNWIND`: the stack unwind tables.
        public static let itaniumUnwind = Self(rawValue: 0x7000_0001)

        /// `PT_PARISC_UNWIND`: the stack unwind tables.
        public static let pariscUnwind = Self(rawValue: 0x7000_0001)

        /// The names that hold on every machine.
        public static let names: [(value: UInt32, name: String)] = [
            (0, "PT_NULL"),
            (1, "PT_LOAD"),
            (2, "PT_DYNAMIC"),
            (3, "PT_INTERP"),
            (4, "PT_NOTE"),
            (5, "PT_SHLIB"),
            (6, "PT_PHDR"),
            (7, "PT_TLS"),
            (0x6464_e550, "PT_SUNW_UNWIND"),
            (0x6474_e550, "PT_GNU_EH_FRAME"),
            (0x6474_e551, "PT_GNU_STACK"),
            (0x6474_e552, "PT_GNU_RELRO"),
            (0x6474_e553, "PT_GNU_PROPERTY"),
            (0x6474_e554, "PT_GNU_SFRAME"),
            (0x6504_1580, "PT_PAX_FLAGS"),
            (0x65a3_dbe5, "PT_OPENBSD_MUTABLE"),
            (0x65a3_dbe6, "PT_OPENBSD_RANDOMIZE"),
            (0x65a3_dbe7, "PT_OPENBSD_WXNEEDED"),
            (0x65a3_dbe8, "PT_OPENBSD_NOBTCFI"),
            (0x65a3_dbe9, "PT_OPENBSD_SYSCALLS"),
            (0x65a4_1be6, "PT_OPENBSD_BOOTDATA"),
            (0x6fff_fffa, "PT_SUNWBSS"),
            (0x6fff_fffb, "PT_SUNWSTACK"),
            (0x6fff_fffc, "PT_SUNWDTRACE"),
            (0x6fff_fffd, "PT_SUNWCAP"),
        ]

        /// The names that one machine's supplement adds; they may repeat numbers of others.
        public static func names(on machine: Machine) -> [(value: UInt32, name: String)] {
            switch machine {
            case .arm: armNames
            case .aarch64: aarch64Names
            case .mips, .mipsRS3LE: mipsNames
            case .riscv: riscvNames
            case .s390: s390Names
            case .itanium: itaniumNames
            case .parisc: pariscNames
            case .c6000: c6000Names
            case .spu: spuNames
            default: []
            }
        }

        private static let armNames: [(value: UInt32, name: String)] = [
            (0x7000_0000, "PT_ARM_ARCHEXT"),
            (0x7000_0001, "PT_ARM_EXIDX"),
        ]

        private static let aarch64Names: [(value: UInt32, name: String)] = [
            (0x7000_0000, "PT_AARCH64_ARCHEXT"),
            (0x7000_0001, "PT_AARCH64_UNWIND"),
            (0x7000_0002, "PT_AARCH64_MEMTAG_MTE"),
        ]

        private static let mipsNames: [(value: UInt32, name: String)] = [
            (0x7000_0000, "PT_MIPS_REGINFO"),
            (0x7000_0001, "PT_MIPS_RTPROC"),
            (0x7000_0002, "PT_MIPS_OPTIONS"),
            (0x7000_0003, "PT_MIPS_ABIFLAGS"),
        ]

        private static let riscvNames: [(value: UInt32, name: String)] = [
            (0x7000_0003, "PT_RISCV_ATTRIBUTES")
        ]

        private static let s390Names: [(value: UInt32, name: String)] = [
            (0x7000_0000, "PT_S390_PGSTE")
        ]

        private static let itaniumNames: [(value: UInt32, name: String)] = [
            (0x6000_0000, "PT_HP_TLS"),
            (0x6000_0001, "PT_HP_CORE_NONE"),
            (0x6000_0002, "PT_HP_CORE_VERSION"),
            (0x6000_0003, "PT_HP_CORE_KERNEL"),
            (0x6000_0004, "PT_HP_CORE_COMM"),
            (0x6000_0005, "PT_HP_CORE_PROC"),
            (0x6000_0006, "PT_HP_CORE_LOADABLE"),
            (0x6000_0007, "PT_HP_CORE_STACK"),
            (0x6000_0008, "PT_HP_CORE_SHM"),
            (0x6000_0009, "PT_HP_CORE_MMF"),
            (0x6000_0010, "PT_HP_PARALLEL"),
            (0x6000_0011, "PT_HP_FASTBIND"),
            (0x6000_0012, "PT_HP_OPT_ANNOT"),
            (0x6000_0013, "PT_HP_HSL_ANNOT"),
            (0x6000_0014, "PT_HP_STACK"),
            (0x7000_0000, "PT_IA_64_ARCHEXT"),
            (0x7000_0001, "PT_IA_64_UNWIND"),
        ]

        private static let pariscNames: [(value: UInt32, name: String)] = [
            (0x6000_0000, "PT_HP_TLS"),
            (0x6000_0001, "PT_HP_CORE_NONE"),
            (0x6000_0002, "PT_HP_CORE_VERSION"),
            (0x6000_0003, "PT_HP_CORE_KERNEL"),
            (0x6000_0004, "PT_HP_CORE_COMM"),
            (0x6000_0005, "PT_HP_CORE_PROC"),
            (0x6000_0006, "PT_HP_CORE_LOADABLE"),
            (0x6000_0007, "PT_HP_CORE_STACK"),
            (0x6000_0008, "PT_HP_CORE_SHM"),
            (0x6000_0009, "PT_HP_CORE_MMF"),
            (0x6000_0010, "PT_HP_PARALLEL"),
            (0x6000_0011, "PT_HP_FASTBIND"),
            (0x6000_0012, "PT_HP_OPT_ANNOT"),
            (0x6000_0013, "PT_HP_HSL_ANNOT"),
            (0x6000_0014, "PT_HP_STACK"),
            (0x7000_0000, "PT_PARISC_ARCHEXT"),
            (0x7000_0001, "PT_PARISC_UNWIND"),
            (0x7000_0002, "PT_PARISC_WEAKORDER"),
        ]

        private static let c6000Names: [(value: UInt32, name: String)] = [
            (0x7000_0000, "PT_C6000_PHATTR")
        ]

        private static let spuNames: [(value: UInt32, name: String)] = [
            (0x7000_0000, "PT_SPU_INFO")
        ]
    }
}
