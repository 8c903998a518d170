import ObjectFile
import Testing

@Suite("ELF note types")
struct NoteTypeTests {
    @Test(
        "every constant has the name its owner gives it",
        arguments: [
            (ELF.NoteType.gnuABITag, "GNU", "NT_GNU_ABI_TAG"),
            (.gnuBuildID, "GNU", "NT_GNU_BUILD_ID"),
            (.gnuGoldVersion, "GNU", "NT_GNU_GOLD_VERSION"),
            (.gnuProperties, "GNU", "NT_GNU_PROPERTY_TYPE_0"),
            (.goPackageList, "Go", "NT_GO_PKGLIST"),
            (.goABIHash, "Go", "NT_GO_ABIHASH"),
            (.goDependencies, "Go", "NT_GO_DEPS"),
            (.goBuildID, "Go", "NT_GO_BUILD_ID"),
            (.systemTapProbe, "stapsdt", "NT_STAPSDT"),
            (.packagingMetadata, "FDO", "NT_FDO_PACKAGING_METADATA"),
            (.dlopenMetadata, "FDO", "NT_FDO_DLOPEN_METADATA"),
        ])
    func declared(type: ELF.NoteType, owner: String, name: String) {
        #expect(type.name(owner: owner) == name)
    }

    @Test("one number has the name of its owner")
    func owners() {
        #expect(ELF.NoteType.name(1, owner: "GNU") == "NT_GNU_ABI_TAG")
        #expect(ELF.NoteType.name(1, owner: "FreeBSD") == "NT_FREEBSD_ABI_TAG")
        #expect(ELF.NoteType.name(1, owner: "OpenBSD") == "NT_OPENBSD_IDENT")
        #expect(ELF.NoteType.name(1, owner: "CORE") == "NT_PRSTATUS")
        #expect(ELF.NoteType.name(0x202, owner: "LINUX") == "NT_X86_XSTATE")
        #expect(ELF.NoteType.name(1, owner: "NetBSD-CORE@17") == "NT_NETBSDCORE_PROCINFO")
        #expect(ELF.NoteType.name(0x100, owner: "GA$3p1113") == "NT_GNU_BUILD_ATTRIBUTE_OPEN")
    }

    @Test("an unknown type or owner has no name and prints in hexadecimal")
    func unknown() {
        #expect(ELF.NoteType.name(99, owner: "GNU") == nil)
        #expect(ELF.NoteType.name(1, owner: "go") == nil)
        #expect(ELF.NoteType(rawValue: 99).description(owner: "GNU") == "0x63")
    }

    @Test(
        "no value comes twice for one owner, and lists are in numeric order",
        arguments: [
            "GNU", "Go", "CORE", "stapsdt", "FDO", "FreeBSD", "NetBSD", "PaX", "OpenBSD",
            "Android", "LLVM", "LLVMOMPOFFLOAD", "AMD", "AMDGPU", "GDB", "Linux", "Xen",
            "NetBSD-CORE", "GA*", "SPU/1",
        ])
    func order(owner: String) {
        let names = ELF.NoteType.names(owner: owner)
        #expect(!names.isEmpty)
        #expect(names.map(\.value) == Set(names.map(\.value)).sorted())
    }
}
