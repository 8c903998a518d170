extension MachO {
    /// `platform`: the system that a build is for.
    ///
    /// Spec: `<mach-o/loader.h>`, "build_version_command".
    public struct Platform: OpenConstant {
        /// The number in the file.
        public let rawValue: UInt32

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `PLATFORM_MACOS`: macOS.
        public static let macOS = Self(rawValue: 1)
        /// `PLATFORM_IOS`: iOS.
        public static let iOS = Self(rawValue: 2)
        /// `PLATFORM_TVOS`: tvOS.
        public static let tvOS = Self(rawValue: 3)
        /// `PLATFORM_WATCHOS`: watchOS.
        public static let watchOS = Self(rawValue: 4)
        /// `PLATFORM_BRIDGEOS`: the T2 chip.
        public static let bridgeOS = Self(rawValue: 5)
        /// `PLATFORM_MACCATALYST`: iOS code on macOS.
        public static let macCatalyst = Self(rawValue: 6)
        /// `PLATFORM_IOSSIMULATOR`: the simulator of iOS.
        public static let iOSSimulator = Self(rawValue: 7)
        /// `PLATFORM_TVOSSIMULATOR`: the simulator of tvOS.
        public static let tvOSSimulator = Self(rawValue: 8)
        /// `PLATFORM_WATCHOSSIMULATOR`: the simulator of watchOS.
        public static let watchOSSimulator = Self(rawValue: 9)
        /// `PLATFORM_DRIVERKIT`: drivers outside the kernel.
        public static let driverKit = Self(rawValue: 0xa)
        /// `PLATFORM_VISIONOS`: visionOS.
        public static let visionOS = Self(rawValue: 0xb)
        /// `PLATFORM_VISIONOSSIMULATOR`: the simulator of visionOS.
        public static let visionOSSimulator = Self(rawValue: 0xc)
        /// `PLATFORM_FIRMWARE`: firmware.
        public static let firmware = Self(rawValue: 0xd)
        /// `PLATFORM_SEPOS`: the secure enclave.
        public static let sepOS = Self(rawValue: 0xe)
        /// `PLATFORM_MACOS_EXCLAVECORE`: exclaves of macOS, core.
        public static let macOSExclaveCore = Self(rawValue: 0xf)
        /// `PLATFORM_MACOS_EXCLAVEKIT`: exclaves of macOS.
        public static let macOSExclaveKit = Self(rawValue: 0x10)
        /// `PLATFORM_IOS_EXCLAVECORE`: exclaves of iOS, core.
        public static let iOSExclaveCore = Self(rawValue: 0x11)
        /// `PLATFORM_IOS_EXCLAVEKIT`: exclaves of iOS.
        public static let iOSExclaveKit = Self(rawValue: 0x12)
        /// `PLATFORM_TVOS_EXCLAVECORE`: exclaves of tvOS, core.
        public static let tvOSExclaveCore = Self(rawValue: 0x13)
        /// `PLATFORM_TVOS_EXCLAVEKIT`: exclaves of tvOS.
        public static let tvOSExclaveKit = Self(rawValue: 0x14)
        /// `PLATFORM_WATCHOS_EXCLAVECORE`: exclaves of watchOS, core.
        public static let watchOSExclaveCore = Self(rawValue: 0x15)
        /// `PLATFORM_WATCHOS_EXCLAVEKIT`: exclaves of watchOS.
        public static let watchOSExclaveKit = Self(rawValue: 0x16)
        /// `PLATFORM_VISIONOS_EXCLAVECORE`: exclaves of visionOS, core.
        public static let visionOSExclaveCore = Self(rawValue: 0x17)
        /// `PLATFORM_VISIONOS_EXCLAVEKIT`: exclaves of visionOS.
        public static let visionOSExclaveKit = Self(rawValue: 0x18)

        /// The values known here.
        public static let names: [(value: UInt32, name: String)] = [
            (1, "PLATFORM_MACOS"),
            (2, "PLATFORM_IOS"),
            (3, "PLATFORM_TVOS"),
            (4, "PLATFORM_WATCHOS"),
            (5, "PLATFORM_BRIDGEOS"),
            (6, "PLATFORM_MACCATALYST"),
            (7, "PLATFORM_IOSSIMULATOR"),
            (8, "PLATFORM_TVOSSIMULATOR"),
            (9, "PLATFORM_WATCHOSSIMULATOR"),
            (0xa, "PLATFORM_DRIVERKIT"),
            (0xb, "PLATFORM_VISIONOS"),
            (0xc, "PLATFORM_VISIONOSSIMULATOR"),
            (0xd, "PLATFORM_FIRMWARE"),
            (0xe, "PLATFORM_SEPOS"),
            (0xf, "PLATFORM_MACOS_EXCLAVECORE"),
            (0x10, "PLATFORM_MACOS_EXCLAVEKIT"),
            (0x11, "PLATFORM_IOS_EXCLAVECORE"),
            (0x12, "PLATFORM_IOS_EXCLAVEKIT"),
            (0x13, "PLATFORM_TVOS_EXCLAVECORE"),
            (0x14, "PLATFORM_TVOS_EXCLAVEKIT"),
            (0x15, "PLATFORM_WATCHOS_EXCLAVECORE"),
            (0x16, "PLATFORM_WATCHOS_EXCLAVEKIT"),
            (0x17, "PLATFORM_VISIONOS_EXCLAVECORE"),
            (0x18, "PLATFORM_VISIONOS_EXCLAVEKIT"),
        ]
    }
}
