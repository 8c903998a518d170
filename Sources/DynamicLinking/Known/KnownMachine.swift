internal import ObjectFile

/// A processor as the header of a file tells it, with its names in paths of libraries.
struct KnownMachine {
    let machine: ELF.Machine
    let layout: Layout
    /// `e_flags` of a library for it.
    let flags: UInt32

    /// Takes a processor by its name; nil where glibc and musl were never made for it, or it is not
    /// known for which of its many conventions.
    init?(_ architecture: Architecture) {
        switch architecture.name {
        case "x86_64": self.init(.x86_64, true, .little)
        case "i386": self.init(.i386, false, .little)
        case "aarch64": self.init(.aarch64, true, .little)
        // EF_ARM_EABI_VER5, EF_ARM_ABI_FLOAT_HARD.
        case "arm": self.init(.arm, false, .little, flags: 0x0500_0400)
        // EF_RISCV_RVC, EF_RISCV_FLOAT_ABI_DOUBLE.
        case "riscv64": self.init(.riscv, true, .little, flags: 5)
        // EF_LOONGARCH_ABI_DOUBLE_FLOAT, EF_LOONGARCH_OBJABI_V1.
        case "loong64": self.init(.loongArch, true, .little, flags: 0x43)
        case "s390x": self.init(.s390, true, .big)
        // The second version of the ABI.
        case "ppc64le": self.init(.ppc64, true, .little, flags: 2)
        case "ppc64": self.init(.ppc64, true, .big, flags: 1)
        // EF_MIPS_ARCH_32R2, EF_MIPS_ABI_O32, EF_MIPS_PIC, EF_MIPS_CPIC, EF_MIPS_NOREORDER.
        case "mips": self.init(.mips, false, .big, flags: 0x7000_1007)
        case "mipsel": self.init(.mips, false, .little, flags: 0x7000_1007)
        // EF_MIPS_ARCH_64R2 and the last three.
        case "mips64": self.init(.mips, true, .big, flags: 0x8000_0007)
        case "mips64el": self.init(.mips, true, .little, flags: 0x8000_0007)
        default: return nil
        }
    }

    private init(
        _ machine: ELF.Machine, _ is64Bit: Bool, _ byteOrder: ByteOrder, flags: UInt32 = 0
    ) {
        self.machine = machine
        layout = Layout(is64Bit: is64Bit, byteOrder: byteOrder)
        self.flags = flags
    }
}
