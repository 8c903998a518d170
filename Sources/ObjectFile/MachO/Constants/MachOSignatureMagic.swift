extension MachO {
    /// What a blob of a code signature holds: the number at its start.
    ///
    /// Spec: XNU, `osfmk/kern/cs_blobs.h`.
    public struct SignatureMagic: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `CSMAGIC_BLOBWRAPPER`: bytes of another format, here a CMS message.
        public static let blobWrapper = Self(rawValue: 0xfade_0b01)
        /// `CSMAGIC_EMBEDDED_SIGNATURE_OLD`: a signature before Mac OS X 10.5 was done.
        public static let oldEmbeddedSignature = Self(rawValue: 0xfade_0b02)
        /// `CSMAGIC_REQUIREMENT`: one rule on who may have signed some code.
        public static let requirement = Self(rawValue: 0xfade_0c00)
        /// `CSMAGIC_REQUIREMENTS`: a set of such rules.
        public static let requirements = Self(rawValue: 0xfade_0c01)
        /// `CSMAGIC_CODEDIRECTORY`: the hashes of all pages.
        public static let codeDirectory = Self(rawValue: 0xfade_0c02)
        /// `CSMAGIC_EMBEDDED_SIGNATURE`: a signature inside the file it is of.
        public static let embeddedSignature = Self(rawValue: 0xfade_0cc0)
        /// `CSMAGIC_DETACHED_SIGNATURE`: signatures in a file of their own.
        public static let detachedSignature = Self(rawValue: 0xfade_0cc1)
        /// `CSMAGIC_EMBEDDED_ENTITLEMENTS`: what the program may do, as a property list.
        public static let entitlements = Self(rawValue: 0xfade_7171)
        /// `CSMAGIC_EMBEDDED_DER_ENTITLEMENTS`: the same in DER.
        public static let derEntitlements = Self(rawValue: 0xfade_7172)
        /// `CSMAGIC_EMBEDDED_LAUNCH_CONSTRAINT`: who may start the program, and where.
        public static let launchConstraint = Self(rawValue: 0xfade_8181)

        /// The values known here.
        public static let names: [(value: UInt32, name: String)] = [
            (0xfade_0b01, "CSMAGIC_BLOBWRAPPER"),
            (0xfade_0b02, "CSMAGIC_EMBEDDED_SIGNATURE_OLD"),
            (0xfade_0c00, "CSMAGIC_REQUIREMENT"),
            (0xfade_0c01, "CSMAGIC_REQUIREMENTS"),
            (0xfade_0c02, "CSMAGIC_CODEDIRECTORY"),
            (0xfade_0cc0, "CSMAGIC_EMBEDDED_SIGNATURE"),
            (0xfade_0cc1, "CSMAGIC_DETACHED_SIGNATURE"),
            (0xfade_7171, "CSMAGIC_EMBEDDED_ENTITLEMENTS"),
            (0xfade_7172, "CSMAGIC_EMBEDDED_DER_ENTITLEMENTS"),
            (0xfade_8181, "CSMAGIC_EMBEDDED_LAUNCH_CONSTRAINT"),
        ]
    }
}
