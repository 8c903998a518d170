extension MachO {
    /// `flags` of a code directory, and of the process that runs it.
    ///
    /// Spec: XNU, `osfmk/kern/cs_blobs.h`.
    public struct CodeDirectoryFlags: FlagSet {
        /// The bits in the file.
        public let rawValue: UInt32

        /// Makes a set of any bits, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `CS_VALID`: valid so far; set by the kernel.
        public static let valid = Self(rawValue: 0x1)
        /// `CS_ADHOC`: signed by nobody.
        public static let adHoc = Self(rawValue: 0x2)
        /// `CS_GET_TASK_ALLOW`: others may debug it.
        public static let getTaskAllow = Self(rawValue: 0x4)
        /// `CS_INSTALLER`: it may install.
        public static let installer = Self(rawValue: 0x8)
        /// `CS_FORCED_LV`: library validation is forced.
        public static let forcedLibraryValidation = Self(rawValue: 0x10)
        /// `CS_INVALID_ALLOWED`: pages may become invalid.
        public static let invalidAllowed = Self(rawValue: 0x20)
        /// `CS_HARD`: invalid pages are not loaded.
        public static let hard = Self(rawValue: 0x100)
        /// `CS_KILL`: an invalid page ends the process.
        public static let kill = Self(rawValue: 0x200)
        /// `CS_CHECK_EXPIRATION`: certificates may expire.
        public static let checkExpiration = Self(rawValue: 0x400)
        /// `CS_RESTRICT`: the dynamic linker ignores its environment.
        public static let restrict = Self(rawValue: 0x800)
        /// `CS_ENFORCEMENT`: all code it runs has to be signed.
        public static let enforcement = Self(rawValue: 0x1000)
        /// `CS_REQUIRE_LV`: libraries of its own team or of Apple alone.
        public static let requireLibraryValidation = Self(rawValue: 0x2000)
        /// `CS_ENTITLEMENTS_VALIDATED`: its entitlements were checked.
        public static let entitlementsValidated = Self(rawValue: 0x4000)
        /// `CS_NVRAM_UNRESTRICTED`: it may write all of NVRAM.
        public static let nvramUnrestricted = Self(rawValue: 0x8000)
        /// `CS_RUNTIME`: hardened runtime, which notarization asks for.
        public static let hardenedRuntime = Self(rawValue: 0x1_0000)
        /// `CS_LINKER_SIGNED`: signed by the linker; signing tools may replace it.
        public static let linkerSigned = Self(rawValue: 0x2_0000)
        /// `CS_EXEC_SET_HARD`: what it starts is `CS_HARD`.
        public static let execSetHard = Self(rawValue: 0x10_0000)
        /// `CS_EXEC_SET_KILL`: what it starts is `CS_KILL`.
        public static let execSetKill = Self(rawValue: 0x20_0000)
        /// `CS_EXEC_SET_ENFORCEMENT`: what it starts is `CS_ENFORCEMENT`.
        public static let execSetEnforcement = Self(rawValue: 0x40_0000)
        /// `CS_EXEC_INHERIT_SIP`: what it starts inherits the system's protection.
        public static let execInheritSIP = Self(rawValue: 0x80_0000)
        /// `CS_KILLED`: the kernel ended it for an invalid page.
        public static let killed = Self(rawValue: 0x100_0000)
        /// `CS_NO_UNTRUSTED_HELPERS`: no helpers but trusted ones.
        public static let noUntrustedHelpers = Self(rawValue: 0x200_0000)
        /// `CS_PLATFORM_BINARY`: it is of the system.
        public static let platformBinary = Self(rawValue: 0x400_0000)
        /// `CS_PLATFORM_PATH`: it is of the system by its path.
        public static let platformPath = Self(rawValue: 0x800_0000)
        /// `CS_DEBUGGED`: it is or was debugged.
        public static let debugged = Self(rawValue: 0x1000_0000)
        /// `CS_SIGNED`: it has a signature.
        public static let signed = Self(rawValue: 0x2000_0000)
        /// `CS_DEV_CODE`: it is signed for development.
        public static let developmentCode = Self(rawValue: 0x4000_0000)
        /// `CS_DATAVAULT_CONTROLLER`: it may open data vaults.
        public static let dataVaultController = Self(rawValue: 0x8000_0000)

        /// The bits known here, in numeric order.
        public static let names: [(value: UInt32, name: String)] = [
            (0x1, "CS_VALID"),
            (0x2, "CS_ADHOC"),
            (0x4, "CS_GET_TASK_ALLOW"),
            (0x8, "CS_INSTALLER"),
            (0x10, "CS_FORCED_LV"),
            (0x20, "CS_INVALID_ALLOWED"),
            (0x100, "CS_HARD"),
            (0x200, "CS_KILL"),
            (0x400, "CS_CHECK_EXPIRATION"),
            (0x800, "CS_RESTRICT"),
            (0x1000, "CS_ENFORCEMENT"),
            (0x2000, "CS_REQUIRE_LV"),
            (0x4000, "CS_ENTITLEMENTS_VALIDATED"),
            (0x8000, "CS_NVRAM_UNRESTRICTED"),
            (0x1_0000, "CS_RUNTIME"),
            (0x2_0000, "CS_LINKER_SIGNED"),
            (0x10_0000, "CS_EXEC_SET_HARD"),
            (0x20_0000, "CS_EXEC_SET_KILL"),
            (0x40_0000, "CS_EXEC_SET_ENFORCEMENT"),
            (0x80_0000, "CS_EXEC_INHERIT_SIP"),
            (0x100_0000, "CS_KILLED"),
            (0x200_0000, "CS_NO_UNTRUSTED_HELPERS"),
            (0x400_0000, "CS_PLATFORM_BINARY"),
            (0x800_0000, "CS_PLATFORM_PATH"),
            (0x1000_0000, "CS_DEBUGGED"),
            (0x2000_0000, "CS_SIGNED"),
            (0x4000_0000, "CS_DEV_CODE"),
            (0x8000_0000, "CS_DATAVAULT_CONTROLLER"),
        ]
    }
}
