extension ELF {
    /// `DT_FLAGS_1`: more of how the dynamic linker is to treat the object.
    ///
    /// Spec: Solaris Linkers and Libraries Guide, "Dynamic Section"; GNU shares the bits.
    public struct DynamicFlags1: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt64

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// `DF_1_NOW`: everything is bound at start.
        public static let now = Self(rawValue: 0x1)
        /// `DF_1_GLOBAL`: its symbols serve all objects loaded.
        public static let global = Self(rawValue: 0x2)
        /// `DF_1_GROUP`: it binds within its group only.
        public static let group = Self(rawValue: 0x4)
        /// `DF_1_NODELETE`: it stays in memory after `dlclose`.
        public static let noDelete = Self(rawValue: 0x8)
        /// `DF_1_LOADFLTR`: the libraries it filters are loaded at once.
        public static let loadFilter = Self(rawValue: 0x10)
        /// `DF_1_INITFIRST`: its start functions run before all others.
        public static let initFirst = Self(rawValue: 0x20)
        /// `DF_1_NOOPEN`: `dlopen` refuses it.
        public static let noOpen = Self(rawValue: 0x40)
        /// `DF_1_ORIGIN`: `$ORIGIN` is used in paths.
        public static let origin = Self(rawValue: 0x80)
        /// `DF_1_DIRECT`: its symbols are bound directly.
        public static let direct = Self(rawValue: 0x100)
        /// `DF_1_TRANS`: an intermediate step of an older linker.
        public static let transitional = Self(rawValue: 0x200)
        /// `DF_1_INTERPOSE`: it comes before all other libraries.
        public static let interpose = Self(rawValue: 0x400)
        /// `DF_1_NODEFLIB`: the default directories are not searched.
        public static let noDefaultLibraries = Self(rawValue: 0x800)
        /// `DF_1_NODUMP`: `dldump` refuses it.
        public static let noDump = Self(rawValue: 0x1000)
        /// `DF_1_CONFALT`: it replaces another file in a configuration.
        public static let alternativeConfiguration = Self(rawValue: 0x2000)
        /// `DF_1_ENDFILTEE`: the search of filtered libraries ends here.
        public static let endFiltee = Self(rawValue: 0x4000)
        /// `DF_1_DISPRELDNE`: relative displacements were resolved at link time.
        public static let displacementsDone = Self(rawValue: 0x8000)
        /// `DF_1_DISPRELPND`: relative displacements are left for the dynamic linker.
        public static let displacementsPending = Self(rawValue: 0x1_0000)
        /// `DF_1_NODIRECT`: direct binding to its symbols is refused.
        public static let noDirect = Self(rawValue: 0x2_0000)
        /// `DF_1_IGNMULDEF`: symbols defined more than once are no error.
        public static let ignoreMultipleDefinitions = Self(rawValue: 0x4_0000)
        /// `DF_1_NOKSYMS`: it has no symbols for the kernel.
        public static let noKernelSymbols = Self(rawValue: 0x8_0000)
        /// `DF_1_NOHDR`: its file header is not mapped.
        public static let noHeader = Self(rawValue: 0x10_0000)
        /// `DF_1_EDITED`: it was changed since it was linked.
        public static let edited = Self(rawValue: 0x20_0000)
        /// `DF_1_NORELOC`: it is not to be relocated.
        public static let noRelocations = Self(rawValue: 0x40_0000)
        /// `DF_1_SYMINTPOSE`: some of its symbols come before others'.
        public static let symbolInterposers = Self(rawValue: 0x80_0000)
        /// `DF_1_GLOBAUDIT`: its auditor is asked about all objects.
        public static let globalAudit = Self(rawValue: 0x100_0000)
        /// `DF_1_SINGLETON`: some of its symbols exist once in the process.
        public static let singleton = Self(rawValue: 0x200_0000)
        /// `DF_1_STUB`: an empty library to link against.
        public static let stub = Self(rawValue: 0x400_0000)
        /// `DF_1_PIE`: a program, not a library, though its file type is the same.
        public static let positionIndependent = Self(rawValue: 0x800_0000)
        /// `DF_1_KMOD`: a kernel module.
        public static let kernelModule = Self(rawValue: 0x1000_0000)
        /// `DF_1_WEAKFILTER`: the library it filters may be missing.
        public static let weakFilter = Self(rawValue: 0x2000_0000)
        /// `DF_1_NOCOMMON`: it has no common symbols.
        public static let noCommon = Self(rawValue: 0x4000_0000)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt64, name: String)] = [
            (0x1, "DF_1_NOW"),
            (0x2, "DF_1_GLOBAL"),
            (0x4, "DF_1_GROUP"),
            (0x8, "DF_1_NODELETE"),
            (0x10, "DF_1_LOADFLTR"),
            (0x20, "DF_1_INITFIRST"),
            (0x40, "DF_1_NOOPEN"),
            (0x80, "DF_1_ORIGIN"),
            (0x100, "DF_1_DIRECT"),
            (0x200, "DF_1_TRANS"),
            (0x400, "DF_1_INTERPOSE"),
            (0x800, "DF_1_NODEFLIB"),
            (0x1000, "DF_1_NODUMP"),
            (0x2000, "DF_1_CONFALT"),
            (0x4000, "DF_1_ENDFILTEE"),
            (0x8000, "DF_1_DISPRELDNE"),
            (0x1_0000, "DF_1_DISPRELPND"),
            (0x2_0000, "DF_1_NODIRECT"),
            (0x4_0000, "DF_1_IGNMULDEF"),
            (0x8_0000, "DF_1_NOKSYMS"),
            (0x10_0000, "DF_1_NOHDR"),
            (0x20_0000, "DF_1_EDITED"),
            (0x40_0000, "DF_1_NORELOC"),
            (0x80_0000, "DF_1_SYMINTPOSE"),
            (0x100_0000, "DF_1_GLOBAUDIT"),
            (0x200_0000, "DF_1_SINGLETON"),
            (0x400_0000, "DF_1_STUB"),
            (0x800_0000, "DF_1_PIE"),
            (0x1000_0000, "DF_1_KMOD"),
            (0x2000_0000, "DF_1_WEAKFILTER"),
            (0x4000_0000, "DF_1_NOCOMMON"),
        ]
    }
}
