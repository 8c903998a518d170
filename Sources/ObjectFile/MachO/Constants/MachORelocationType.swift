extension MachO {
    /// The specification's name of a relocation's `r_type`, which each processor numbers anew; nil
    /// for one unknown here.
    ///
    /// Spec: `<mach-o/reloc.h>`, `<mach-o/x86_64/reloc.h>`, `<mach-o/arm64/reloc.h>` and their like.
    public static func relocationName(_ type: UInt8, on processor: ProcessorType) -> String? {
        let (prefix, names): (String, [String]) =
            switch processor {
            case .x86_64: ("X86_64_RELOC_", x86_64)
            case .arm64, .arm64_32: ("ARM64_RELOC_", arm64)
            case .x86: ("GENERIC_RELOC_", generic)
            case .arm: ("ARM_", arm)
            case .powerPC, .powerPC64: ("PPC_RELOC_", powerPC)
            default: ("", [])
            }
        return names.indices.contains(Int(type)) ? prefix + names[Int(type)] : nil
    }

    private static let x86_64 = [
        "UNSIGNED", "SIGNED", "BRANCH", "GOT_LOAD", "GOT", "SUBTRACTOR", "SIGNED_1", "SIGNED_2",
        "SIGNED_4", "TLV",
    ]
    private static let arm64 = [
        "UNSIGNED", "SUBTRACTOR", "BRANCH26", "PAGE21", "PAGEOFF12", "GOT_LOAD_PAGE21",
        "GOT_LOAD_PAGEOFF12", "POINTER_TO_GOT", "TLVP_LOAD_PAGE21", "TLVP_LOAD_PAGEOFF12",
        "ADDEND", "AUTHENTICATED_POINTER",
    ]
    private static let generic = [
        "VANILLA", "PAIR", "SECTDIFF", "PB_LA_PTR", "LOCAL_SECTDIFF", "TLV",
    ]
    private static let arm = [
        "RELOC_VANILLA", "RELOC_PAIR", "RELOC_SECTDIFF", "RELOC_LOCAL_SECTDIFF",
        "RELOC_PB_LA_PTR", "RELOC_BR24", "THUMB_RELOC_BR22", "THUMB_32BIT_BRANCH", "RELOC_HALF",
        "RELOC_HALF_SECTDIFF",
    ]
    private static let powerPC = [
        "VANILLA", "PAIR", "BR14", "BR24", "HI16", "LO16", "HA16", "LO14", "SECTDIFF",
        "PB_LA_PTR", "HI16_SECTDIFF", "LO16_SECTDIFF", "HA16_SECTDIFF", "JBSR", "LO14_SECTDIFF",
        "LOCAL_SECTDIFF",
    ]
}
