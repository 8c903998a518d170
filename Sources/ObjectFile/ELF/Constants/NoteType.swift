extension ELF {
    /// `n_type`: what a note says, which depends on its owner's name.
    ///
    /// Spec: gABI 4.1, ch. 5, "Note Section"; the numbers are each owner's own.
    public struct NoteType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a type of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `NT_GNU_ABI_TAG`: the oldest kernel that will do, of owner `GNU`.
        public static let gnuABITag = Self(rawValue: 1)
        /// `NT_GNU_BUILD_ID`: what tells one build from all others, of owner `GNU`.
        public static let gnuBuildID = Self(rawValue: 3)
        /// `NT_GNU_GOLD_VERSION`: the version of the linker gold, of owner `GNU`.
        public static let gnuGoldVersion = Self(rawValue: 4)
        /// `NT_GNU_PROPERTY_TYPE_0`: the list of program properties, of owner `GNU`.
        public static let gnuProperties = Self(rawValue: 5)
        /// `NT_GO_PKGLIST`: the packages of a Go shared library, of owner `Go`.
        public static let goPackageList = Self(rawValue: 1)
        /// `NT_GO_ABIHASH`: what tells one ABI of a Go shared library from others, of owner `Go`.
        public static let goABIHash = Self(rawValue: 2)
        /// `NT_GO_DEPS`: the Go shared libraries needed, of owner `Go`.
        public static let goDependencies = Self(rawValue: 3)
        /// `NT_GO_BUILD_ID`: what the go command tells builds apart by, of owner `Go`.
        public static let goBuildID = Self(rawValue: 4)
        /// `NT_STAPSDT`: one probe for SystemTap and the like, of owner `stapsdt`.
        public static let systemTapProbe = Self(rawValue: 3)
        /// `NT_FDO_PACKAGING_METADATA`: the distribution's package as JSON, of owner `FDO`.
        public static let packagingMetadata = Self(rawValue: 0xcafe_1a7e)
        /// `NT_FDO_DLOPEN_METADATA`: libraries loaded only when asked for, of owner `FDO`.
        public static let dlopenMetadata = Self(rawValue: 0x407c_0c0a)

        /// The name its owner gives it, nil for a value unknown here.
        public func name(owner: String) -> String? { Self.name(rawValue, owner: owner) }

        /// The name its owner gives it, or the value as `0x…`.
        public func description(owner: String) -> String {
            name(owner: owner) ?? "0x" + String(rawValue, radix: 16)
        }

        /// The name an owner gives a type, nil for a value or an owner unknown here.
        public static func name(_ type: UInt32, owner: String) -> String? {
            names(owner: owner).first { $0.value == type }?.name
        }

        /// The types known of one owner, in numeric order; empty for an owner unknown here.
        ///
        /// An owner in core files gives its numbers by what the kernel writes, so those of `FreeBSD`
        /// below 5 are right for programs and libraries only.
        public static func names(owner: String) -> [(value: UInt32, name: String)] {
            switch owner {
            case "GNU": gnuNames
            case "Go": goNames
            case "CORE", "LINUX": coreNames
            case "stapsdt": [(3, "NT_STAPSDT")]
            case "FDO": freedesktopNames
            case "FreeBSD": freeBSDNames
            case "NetBSD": [(1, "NT_NETBSD_IDENT"), (5, "NT_NETBSD_MARCH")]
            case "PaX": [(3, "NT_NETBSD_PAX")]
            case "OpenBSD": openBSDNames
            case "Android": androidNames
            case "LLVM": [(3, "NT_LLVM_HWASAN_GLOBALS")]
            case "LLVMOMPOFFLOAD": openMPNames
            case "AMD": amdNames
            case "AMDGPU": [(32, "NT_AMDGPU_METADATA")]
            case "GDB": [(0xff00_0000, "NT_GDB_TDESC")]
            case "Linux": [(0x100, "LINUX_ELFNOTE_BUILD_SALT"), (0x101, "LINUX_ELFNOTE_LTO_INFO")]
            case "Xen": xenNames
            case _ where owner.hasPrefix("NetBSD-CORE"): netBSDCoreNames
            case _ where owner.hasPrefix("GA"): buildAttributeNames
            case _ where owner.hasPrefix("SPU/"): [(1, "NT_SPU")]
            default: []
            }
        }
    }
}

extension ELF.NoteType {
    private static let gnuNames: [(value: UInt32, name: String)] = [
        (1, "NT_GNU_ABI_TAG"),
        (2, "NT_GNU_HWCAP"),
        (3, "NT_GNU_BUILD_ID"),
        (4, "NT_GNU_GOLD_VERSION"),
        (5, "NT_GNU_PROPERTY_TYPE_0"),
        (0x100, "NT_GNU_BUILD_ATTRIBUTE_OPEN"),
        (0x101, "NT_GNU_BUILD_ATTRIBUTE_FUNC"),
    ]

    private static let goNames: [(value: UInt32, name: String)] = [
        (1, "NT_GO_PKGLIST"),
        (2, "NT_GO_ABIHASH"),
        (3, "NT_GO_DEPS"),
        (4, "NT_GO_BUILD_ID"),
    ]

    private static let freedesktopNames: [(value: UInt32, name: String)] = [
        (0x407c_0c0a, "NT_FDO_DLOPEN_METADATA"),
        (0xcafe_1a7e, "NT_FDO_PACKAGING_METADATA"),
    ]

    private static let freeBSDNames: [(value: UInt32, name: String)] = [
        (1, "NT_FREEBSD_ABI_TAG"),
        (2, "NT_FREEBSD_NOINIT_TAG"),
        (3, "NT_FREEBSD_ARCH_TAG"),
        (4, "NT_FREEBSD_FEATURE_CTL"),
        (7, "NT_FREEBSD_THRMISC"),
        (8, "NT_FREEBSD_PROCSTAT_PROC"),
        (9, "NT_FREEBSD_PROCSTAT_FILES"),
        (10, "NT_FREEBSD_PROCSTAT_VMMAP"),
        (11, "NT_FREEBSD_PROCSTAT_GROUPS"),
        (12, "NT_FREEBSD_PROCSTAT_UMASK"),
        (13, "NT_FREEBSD_PROCSTAT_RLIMIT"),
        (14, "NT_FREEBSD_PROCSTAT_OSREL"),
        (15, "NT_FREEBSD_PROCSTAT_PSSTRINGS"),
        (16, "NT_FREEBSD_PROCSTAT_AUXV"),
        (17, "NT_FREEBSD_PTLWPINFO"),
        (0x200, "NT_FREEBSD_X86_SEGBASES"),
    ]

    private static let openBSDNames: [(value: UInt32, name: String)] = [
        (1, "NT_OPENBSD_IDENT"),
        (10, "NT_OPENBSD_PROCINFO"),
        (11, "NT_OPENBSD_AUXV"),
        (20, "NT_OPENBSD_REGS"),
        (21, "NT_OPENBSD_FPREGS"),
        (22, "NT_OPENBSD_XFPREGS"),
        (23, "NT_OPENBSD_WCOOKIE"),
    ]

    private static let androidNames: [(value: UInt32, name: String)] = [
        (1, "NT_ANDROID_TYPE_IDENT"),
        (3, "NT_ANDROID_TYPE_KUSER"),
        (4, "NT_ANDROID_TYPE_MEMTAG"),
        (5, "NT_ANDROID_TYPE_PAD_SEGMENT"),
    ]

    private static let openMPNames: [(value: UInt32, name: String)] = [
        (1, "NT_LLVM_OPENMP_OFFLOAD_VERSION"),
        (2, "NT_LLVM_OPENMP_OFFLOAD_PRODUCER"),
        (3, "NT_LLVM_OPENMP_OFFLOAD_PRODUCER_VERSION"),
    ]

    private static let amdNames: [(value: UInt32, name: String)] = [
        (1, "NT_AMD_HSA_CODE_OBJECT_VERSION"),
        (2, "NT_AMD_HSA_HSAIL"),
        (3, "NT_AMD_HSA_ISA_VERSION"),
        (10, "NT_AMD_HSA_METADATA"),
        (11, "NT_AMD_HSA_ISA_NAME"),
        (12, "NT_AMD_PAL_METADATA"),
    ]

    private static let xenNames: [(value: UInt32, name: String)] = [
        (0, "XEN_ELFNOTE_INFO"),
        (1, "XEN_ELFNOTE_ENTRY"),
        (2, "XEN_ELFNOTE_HYPERCALL_PAGE"),
        (3, "XEN_ELFNOTE_VIRT_BASE"),
        (4, "XEN_ELFNOTE_PADDR_OFFSET"),
        (5, "XEN_ELFNOTE_XEN_VERSION"),
        (6, "XEN_ELFNOTE_GUEST_OS"),
        (7, "XEN_ELFNOTE_GUEST_VERSION"),
        (8, "XEN_ELFNOTE_LOADER"),
        (9, "XEN_ELFNOTE_PAE_MODE"),
        (10, "XEN_ELFNOTE_FEATURES"),
        (11, "XEN_ELFNOTE_BSD_SYMTAB"),
        (12, "XEN_ELFNOTE_HV_START_LOW"),
        (13, "XEN_ELFNOTE_L1_MFN_VALID"),
        (14, "XEN_ELFNOTE_SUSPEND_CANCEL"),
        (15, "XEN_ELFNOTE_INIT_P2M"),
        (16, "XEN_ELFNOTE_MOD_START_PFN"),
        (17, "XEN_ELFNOTE_SUPPORTED_FEATURES"),
        (18, "XEN_ELFNOTE_PHYS32_ENTRY"),
        (19, "XEN_ELFNOTE_PHYS32_RELOC"),
    ]

    private static let netBSDCoreNames: [(value: UInt32, name: String)] = [
        (1, "NT_NETBSDCORE_PROCINFO"),
        (2, "NT_NETBSDCORE_AUXV"),
        (24, "NT_NETBSDCORE_LWPSTATUS"),
    ]

    private static let buildAttributeNames: [(value: UInt32, name: String)] = [
        (0x100, "NT_GNU_BUILD_ATTRIBUTE_OPEN"),
        (0x101, "NT_GNU_BUILD_ATTRIBUTE_FUNC"),
    ]

    private static let coreNames: [(value: UInt32, name: String)] = [
        (1, "NT_PRSTATUS"),
        (2, "NT_PRFPREG"),
        (3, "NT_PRPSINFO"),
        (4, "NT_TASKSTRUCT"),
        (5, "NT_PLATFORM"),
        (6, "NT_AUXV"),
        (7, "NT_GWINDOWS"),
        (8, "NT_ASRS"),
        (10, "NT_PSTATUS"),
        (13, "NT_PSINFO"),
        (14, "NT_PRCRED"),
        (15, "NT_UTSNAME"),
        (16, "NT_LWPSTATUS"),
        (17, "NT_LWPSINFO"),
        (20, "NT_PRFPXREG"),
        (0x100, "NT_PPC_VMX"),
        (0x101, "NT_PPC_SPE"),
        (0x102, "NT_PPC_VSX"),
        (0x103, "NT_PPC_TAR"),
        (0x104, "NT_PPC_PPR"),
        (0x105, "NT_PPC_DSCR"),
        (0x106, "NT_PPC_EBB"),
        (0x107, "NT_PPC_PMU"),
        (0x108, "NT_PPC_TM_CGPR"),
        (0x109, "NT_PPC_TM_CFPR"),
        (0x10a, "NT_PPC_TM_CVMX"),
        (0x10b, "NT_PPC_TM_CVSX"),
        (0x10c, "NT_PPC_TM_SPR"),
        (0x10d, "NT_PPC_TM_CTAR"),
        (0x10e, "NT_PPC_TM_CPPR"),
        (0x10f, "NT_PPC_TM_CDSCR"),
        (0x110, "NT_PPC_PKEY"),
        (0x111, "NT_PPC_DEXCR"),
        (0x112, "NT_PPC_HASHKEYR"),
        (0x200, "NT_386_TLS"),
        (0x201, "NT_386_IOPERM"),
        (0x202, "NT_X86_XSTATE"),
        (0x203, "NT_X86_CET"),
        (0x204, "NT_X86_SHSTK"),
        (0x205, "NT_X86_XSAVE_LAYOUT"),
        (0x300, "NT_S390_HIGH_GPRS"),
        (0x301, "NT_S390_TIMER"),
        (0x302, "NT_S390_TODCMP"),
        (0x303, "NT_S390_TODPREG"),
        (0x304, "NT_S390_CTRS"),
        (0x305, "NT_S390_PREFIX"),
        (0x306, "NT_S390_LAST_BREAK"),
        (0x307, "NT_S390_SYSTEM_CALL"),
        (0x308, "NT_S390_TDB"),
        (0x309, "NT_S390_VXRS_LOW"),
        (0x30a, "NT_S390_VXRS_HIGH"),
        (0x30b, "NT_S390_GS_CB"),
        (0x30c, "NT_S390_GS_BC"),
        (0x30d, "NT_S390_RI_CB"),
        (0x30e, "NT_S390_PV_CPU_DATA"),
        (0x400, "NT_ARM_VFP"),
        (0x401, "NT_ARM_TLS"),
        (0x402, "NT_ARM_HW_BREAK"),
        (0x403, "NT_ARM_HW_WATCH"),
        (0x404, "NT_ARM_SYSTEM_CALL"),
        (0x405, "NT_ARM_SVE"),
        (0x406, "NT_ARM_PAC_MASK"),
        (0x407, "NT_ARM_PACA_KEYS"),
        (0x408, "NT_ARM_PACG_KEYS"),
        (0x409, "NT_ARM_TAGGED_ADDR_CTRL"),
        (0x40a, "NT_ARM_PAC_ENABLED_KEYS"),
        (0x40b, "NT_ARM_SSVE"),
        (0x40c, "NT_ARM_ZA"),
        (0x40d, "NT_ARM_ZT"),
        (0x40e, "NT_ARM_FPMR"),
        (0x40f, "NT_ARM_POE"),
        (0x410, "NT_ARM_GCS"),
        (0x600, "NT_ARC_V2"),
        (0x700, "NT_VMCOREDD"),
        (0x800, "NT_MIPS_DSP"),
        (0x801, "NT_MIPS_FP_MODE"),
        (0x802, "NT_MIPS_MSA"),
        (0x900, "NT_RISCV_CSR"),
        (0x901, "NT_RISCV_VECTOR"),
        (0x902, "NT_RISCV_TAGGED_ADDR_CTRL"),
        (0xa00, "NT_LOONGARCH_CPUCFG"),
        (0xa01, "NT_LOONGARCH_CSR"),
        (0xa02, "NT_LOONGARCH_LSX"),
        (0xa03, "NT_LOONGARCH_LASX"),
        (0xa04, "NT_LOONGARCH_LBT"),
        (0xa05, "NT_LOONGARCH_HW_BREAK"),
        (0xa06, "NT_LOONGARCH_HW_WATCH"),
        (0x4649_4c45, "NT_FILE"),
        (0x46e6_2b7f, "NT_PRXFPREG"),
        (0x5349_4749, "NT_SIGINFO"),
    ]
}
