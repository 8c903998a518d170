extension MachO {
    /// The part that a blob plays in a code signature.
    ///
    /// Spec: XNU, `osfmk/kern/cs_blobs.h`.
    public struct SignatureSlot: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `CSSLOT_CODEDIRECTORY`: the hashes of all pages.
        public static let codeDirectory = Self(rawValue: 0)
        /// `CSSLOT_INFOSLOT`: `Info.plist`, of a bundle or in the program.
        public static let infoPlist = Self(rawValue: 1)
        /// `CSSLOT_REQUIREMENTS`: rules on who may have signed some code.
        public static let requirements = Self(rawValue: 2)
        /// `CSSLOT_RESOURCEDIR`: the list of all resources of a bundle.
        public static let resources = Self(rawValue: 3)
        /// `CSSLOT_APPLICATION`: unused, for the application itself.
        public static let application = Self(rawValue: 4)
        /// `CSSLOT_ENTITLEMENTS`: what the program may do, as a property list.
        public static let entitlements = Self(rawValue: 5)
        /// `cdRepSpecificSlot`: what a kind of file has of its own; XNU has no name for it.
        public static let representation = Self(rawValue: 6)
        /// `CSSLOT_DER_ENTITLEMENTS`: entitlements in DER.
        public static let derEntitlements = Self(rawValue: 7)
        /// `CSSLOT_LAUNCH_CONSTRAINT_SELF`: where the program may be started.
        public static let selfConstraint = Self(rawValue: 8)
        /// `CSSLOT_LAUNCH_CONSTRAINT_PARENT`: which process may start it.
        public static let parentConstraint = Self(rawValue: 9)
        /// `CSSLOT_LAUNCH_CONSTRAINT_RESPONSIBLE`: which process may answer for it.
        public static let responsibleConstraint = Self(rawValue: 10)
        /// `CSSLOT_LIBRARY_CONSTRAINT`: which libraries it may load.
        public static let libraryConstraint = Self(rawValue: 11)
        /// `CSSLOT_ALTERNATE_CODEDIRECTORIES`: a code directory with another hash.
        public static let alternateDirectory = Self(rawValue: 0x1000)
        /// `CSSLOT_SIGNATURESLOT`: the CMS message that says who signed.
        public static let signature = Self(rawValue: 0x10000)
        /// `CSSLOT_IDENTIFICATIONSLOT`: an identification of the file.
        public static let identification = Self(rawValue: 0x10001)
        /// `CSSLOT_TICKETSLOT`: the ticket of a notarization.
        public static let ticket = Self(rawValue: 0x10002)

        /// The values known here.
        public static let names: [(value: UInt32, name: String)] = [
            (0, "CSSLOT_CODEDIRECTORY"),
            (1, "CSSLOT_INFOSLOT"),
            (2, "CSSLOT_REQUIREMENTS"),
            (3, "CSSLOT_RESOURCEDIR"),
            (4, "CSSLOT_APPLICATION"),
            (5, "CSSLOT_ENTITLEMENTS"),
            (6, "cdRepSpecificSlot"),
            (7, "CSSLOT_DER_ENTITLEMENTS"),
            (8, "CSSLOT_LAUNCH_CONSTRAINT_SELF"),
            (9, "CSSLOT_LAUNCH_CONSTRAINT_PARENT"),
            (10, "CSSLOT_LAUNCH_CONSTRAINT_RESPONSIBLE"),
            (11, "CSSLOT_LIBRARY_CONSTRAINT"),
            (0x1000, "CSSLOT_ALTERNATE_CODEDIRECTORIES"),
            (0x10000, "CSSLOT_SIGNATURESLOT"),
            (0x10001, "CSSLOT_IDENTIFICATIONSLOT"),
            (0x10002, "CSSLOT_TICKETSLOT"),
        ]
    }
}

extension MachO.SignatureSlot {
    /// Whether such a blob is a code directory: the first one, or one of five others.
    public var isCodeDirectory: Bool {
        self == .codeDirectory || (0x1000..<0x1005).contains(rawValue)
    }

    /// Whether code directories may have a hash of what is in this slot.
    public var isSpecial: Bool { rawValue > 0 && rawValue < 0x1000 }
}
