extension ELF {
    /// `e_ident[EI_OSABI]`: whose extensions the file uses.
    ///
    /// Spec: gABI 4.1, ch. 4, "ELF Identification".
    public struct OSABI: ProcessorConstant {
        /// The number in the file.
        public let rawValue: UInt8

        /// Makes a value of any number, known or not.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `ELFOSABI_NONE`: no extensions, or nothing said; what most Linux programs have.
        public static let systemV = Self(rawValue: 0)
        /// `ELFOSABI_HPUX`: Hewlett-Packard's HP-UX.
        public static let hpux = Self(rawValue: 1)
        /// `ELFOSABI_NETBSD`: NetBSD, which mostly marks its files by a note instead.
        public static let netBSD = Self(rawValue: 2)
        /// `ELFOSABI_GNU`: GNU extensions are used, such as indirect functions; also for Linux.
        public static let gnu = Self(rawValue: 3)
        /// `ELFOSABI_HURD`: GNU Hurd, before it shared the number of GNU.
        public static let hurd = Self(rawValue: 4)
        /// `ELFOSABI_SOLARIS`: Sun's Solaris and illumos.
        public static let solaris = Self(rawValue: 6)
        /// `ELFOSABI_AIX`: IBM's AIX.
        public static let aix = Self(rawValue: 7)
        /// `ELFOSABI_IRIX`: Silicon Graphics' IRIX.
        public static let irix = Self(rawValue: 8)
        /// `ELFOSABI_FREEBSD`: FreeBSD, whose kernel asks for it.
        public static let freeBSD = Self(rawValue: 9)
        /// `ELFOSABI_TRU64`: Compaq's Tru64 UNIX.
        public static let tru64 = Self(rawValue: 10)
        /// `ELFOSABI_MODESTO`: Novell's Modesto.
        public static let modesto = Self(rawValue: 11)
        /// `ELFOSABI_OPENBSD`: OpenBSD, which mostly marks its files by a note instead.
        public static let openBSD = Self(rawValue: 12)
        /// `ELFOSABI_OPENVMS`: OpenVMS on Itanium.
        public static let openVMS = Self(rawValue: 13)
        /// `ELFOSABI_NSK`: Hewlett-Packard's NonStop kernel.
        public static let nonStop = Self(rawValue: 14)
        /// `ELFOSABI_AROS`: the AROS research system.
        public static let aros = Self(rawValue: 15)
        /// `ELFOSABI_FENIXOS`: FenixOS for many cores.
        public static let fenixOS = Self(rawValue: 16)
        /// `ELFOSABI_CLOUDABI`: Nuxi's CloudABI sandbox.
        public static let cloudABI = Self(rawValue: 17)
        /// `ELFOSABI_OPENVOS`: Stratus' OpenVOS.
        public static let openVOS = Self(rawValue: 18)
        /// `ELFOSABI_ARM`: ARM, before its own ABI numbers.
        public static let arm = Self(rawValue: 97)
        /// `ELFOSABI_STANDALONE`: no operating system: firmware and embedded programs.
        public static let standalone = Self(rawValue: 255)

        /// `ELFOSABI_ARM_AEABI`: symbols use extensions of the ARM EABI.
        public static let armEABI = Self(rawValue: 64)
        /// `ELFOSABI_ARM_FDPIC`: position independent by descriptors, for systems without an MMU.
        public static let armFDPIC = Self(rawValue: 65)

        /// `ELFOSABI_AMDGPU_HSA`: AMD's compute runtime (ROCm).
        public static let amdGPUCompute = Self(rawValue: 64)
        /// `ELFOSABI_AMDGPU_PAL`: AMD's graphics layer PAL.
        public static let amdGPUPlatform = Self(rawValue: 65)
        /// `ELFOSABI_AMDGPU_MESA3D`: Mesa's drivers.
        public static let amdGPUMesa = Self(rawValue: 66)

        /// The names that hold on every machine.
        public static let names: [(value: UInt8, name: String)] = [
            (0, "ELFOSABI_NONE"),
            (1, "ELFOSABI_HPUX"),
            (2, "ELFOSABI_NETBSD"),
            (3, "ELFOSABI_GNU"),
            (4, "ELFOSABI_HURD"),
            (6, "ELFOSABI_SOLARIS"),
            (7, "ELFOSABI_AIX"),
            (8, "ELFOSABI_IRIX"),
            (9, "ELFOSABI_FREEBSD"),
            (10, "ELFOSABI_TRU64"),
            (11, "ELFOSABI_MODESTO"),
            (12, "ELFOSABI_OPENBSD"),
            (13, "ELFOSABI_OPENVMS"),
            (14, "ELFOSABI_NSK"),
            (15, "ELFOSABI_AROS"),
            (16, "ELFOSABI_FENIXOS"),
            (17, "ELFOSABI_CLOUDABI"),
            (18, "ELFOSABI_OPENVOS"),
            (97, "ELFOSABI_ARM"),
            (255, "ELFOSABI_STANDALONE"),
        ]

        /// The names that one machine's supplement adds; they may repeat numbers of others.
        public static func names(on machine: Machine) -> [(value: UInt8, name: String)] {
            switch machine {
            case .arm: armNames
            case .amdGPU: amdGPUNames
            case .c6000: c6000Names
            case .cuda: cudaNames
            default: []
            }
        }

        private static let armNames: [(value: UInt8, name: String)] = [
            (64, "ELFOSABI_ARM_AEABI"),
            (65, "ELFOSABI_ARM_FDPIC"),
        ]

        private static let amdGPUNames: [(value: UInt8, name: String)] = [
            (64, "ELFOSABI_AMDGPU_HSA"),
            (65, "ELFOSABI_AMDGPU_PAL"),
            (66, "ELFOSABI_AMDGPU_MESA3D"),
        ]

        private static let c6000Names: [(value: UInt8, name: String)] = [
            (64, "ELFOSABI_C6000_ELFABI"),
            (65, "ELFOSABI_C6000_LINUX"),
        ]

        private static let cudaNames: [(value: UInt8, name: String)] = [
            (41, "ELFOSABI_CUDA_V2"),
            (51, "ELFOSABI_CUDA"),
        ]
    }
}
