import ObjectFile
import Testing

@Suite("Mach-O constants")
struct MachOConstantsTests {
    @Test("every load command that LLVM 22 has a name for is known by it")
    func loadCommands() {
        for (value, name) in Self.llvmLoadCommands {
            #expect(MachO.LoadCommandType(rawValue: value).name == name)
        }
        // Those that came after it.
        let later = ["LC_FUNCTION_VARIANTS", "LC_FUNCTION_VARIANT_FIXUPS", "LC_TARGET_TRIPLE"]
        let ours = Set(MachO.LoadCommandType.names.map(\.name))
        #expect(ours.subtracting(Self.llvmLoadCommands.map(\.name)) == Set(later))
    }

    @Test("lists are in numeric order and repeat nothing")
    func order() {
        func check<Constant: OpenConstant>(_ type: Constant.Type) {
            let values = type.names.map(\.value)
            #expect(values == values.sorted(), "\(type)")
            #expect(Set(values).count == values.count, "\(type)")
            #expect(Set(type.names.map(\.name)).count == values.count, "\(type)")
        }
        check(MachO.LoadCommandType.self)
        check(MachO.FileType.self)
        check(MachO.ProcessorType.self)
        check(MachO.SectionType.self)
        check(MachO.Platform.self)
        check(MachO.Tool.self)
        check(MachO.StabType.self)
        check(MachO.BindOpcode.self)
        check(MachO.BindType.self)
        check(MachO.RebaseOpcode.self)
        check(MachO.RebaseType.self)
        check(MachO.ExportKind.self)
        check(MachO.DataInCodeKind.self)
        check(MachO.ChainedImportFormat.self)
        check(MachO.ChainedPointerFormat.self)
    }

    @Test("bits of flag sets are single, and those left over come last")
    func flags() {
        func check<Flags: FlagSet>(_ type: Flags.Type) {
            let values = type.names.map(\.value)
            #expect(values == values.sorted(), "\(type)")
            for value in values { #expect(value.nonzeroBitCount == 1, "\(type)") }
        }
        check(MachO.HeaderFlags.self)
        check(MachO.SegmentFlags.self)
        check(MachO.Protection.self)
        check(MachO.SectionAttributes.self)
        check(MachO.SymbolDescription.self)
        check(MachO.BindFlags.self)
        check(MachO.ExportFlags.self)
        #expect(
            MachO.HeaderFlags(rawValue: 0x4020_0001).labels == [
                "MH_NOUNDEFS", "MH_PIE", "0x40000000",
            ])
    }

    @Test("what is unknown prints in hexadecimal")
    func unknown() {
        #expect(MachO.LoadCommandType(rawValue: 0x8000_0099).description == "0x80000099")
        #expect(MachO.Platform(rawValue: 99).shortName == "0x63")
        #expect(MachO.Platform.macOSExclaveKit.shortName == "macos-exclavekit")
    }

    private static let llvmLoadCommands: [(value: UInt32, name: String)] = [
        (1, "LC_SEGMENT"),
        (2, "LC_SYMTAB"),
        (3, "LC_SYMSEG"),
        (4, "LC_THREAD"),
        (5, "LC_UNIXTHREAD"),
        (6, "LC_LOADFVMLIB"),
        (7, "LC_IDFVMLIB"),
        (8, "LC_IDENT"),
        (9, "LC_FVMFILE"),
        (0xa, "LC_PREPAGE"),
        (0xb, "LC_DYSYMTAB"),
        (0xc, "LC_LOAD_DYLIB"),
        (0xd, "LC_ID_DYLIB"),
        (0xe, "LC_LOAD_DYLINKER"),
        (0xf, "LC_ID_DYLINKER"),
        (0x10, "LC_PREBOUND_DYLIB"),
        (0x11, "LC_ROUTINES"),
        (0x12, "LC_SUB_FRAMEWORK"),
        (0x13, "LC_SUB_UMBRELLA"),
        (0x14, "LC_SUB_CLIENT"),
        (0x15, "LC_SUB_LIBRARY"),
        (0x16, "LC_TWOLEVEL_HINTS"),
        (0x17, "LC_PREBIND_CKSUM"),
        (0x8000_0018, "LC_LOAD_WEAK_DYLIB"),
        (0x19, "LC_SEGMENT_64"),
        (0x1a, "LC_ROUTINES_64"),
        (0x1b, "LC_UUID"),
        (0x8000_001c, "LC_RPATH"),
        (0x1d, "LC_CODE_SIGNATURE"),
        (0x1e, "LC_SEGMENT_SPLIT_INFO"),
        (0x8000_001f, "LC_REEXPORT_DYLIB"),
        (0x20, "LC_LAZY_LOAD_DYLIB"),
        (0x21, "LC_ENCRYPTION_INFO"),
        (0x22, "LC_DYLD_INFO"),
        (0x8000_0022, "LC_DYLD_INFO_ONLY"),
        (0x8000_0023, "LC_LOAD_UPWARD_DYLIB"),
        (0x24, "LC_VERSION_MIN_MACOSX"),
        (0x25, "LC_VERSION_MIN_IPHONEOS"),
        (0x26, "LC_FUNCTION_STARTS"),
        (0x27, "LC_DYLD_ENVIRONMENT"),
        (0x8000_0028, "LC_MAIN"),
        (0x29, "LC_DATA_IN_CODE"),
        (0x2a, "LC_SOURCE_VERSION"),
        (0x2b, "LC_DYLIB_CODE_SIGN_DRS"),
        (0x2c, "LC_ENCRYPTION_INFO_64"),
        (0x2d, "LC_LINKER_OPTION"),
        (0x2e, "LC_LINKER_OPTIMIZATION_HINT"),
        (0x2f, "LC_VERSION_MIN_TVOS"),
        (0x30, "LC_VERSION_MIN_WATCHOS"),
        (0x31, "LC_NOTE"),
        (0x32, "LC_BUILD_VERSION"),
        (0x8000_0033, "LC_DYLD_EXPORTS_TRIE"),
        (0x8000_0034, "LC_DYLD_CHAINED_FIXUPS"),
        (0x8000_0035, "LC_FILESET_ENTRY"),
        (0x36, "LC_ATOM_INFO"),
    ]
}
