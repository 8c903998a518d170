import ObjectFile
import Testing

@Suite("ELF constants")
struct ConstantTests {
    @Test("every constant says its specification's name", arguments: ConstantTable.all)
    func declaredNames(table: ConstantTable) {
        for constant in table.declared {
            #expect(constant.given == constant.expected)
        }
    }

    @Test("no value and no name comes twice in one list", arguments: ConstantTable.all)
    func repeats(table: ConstantTable) {
        for names in [table.names] + table.machineNames.map(\.names) {
            #expect(Set(names.map(\.value)).count == names.count)
            #expect(Set(names.map(\.name)).count == names.count)
        }
    }

    @Test("lists are in numeric order", arguments: ConstantTable.all)
    func order(table: ConstantTable) {
        for names in [table.names] + table.machineNames.map(\.names) {
            #expect(names.map(\.value) == names.map(\.value).sorted())
        }
    }

    @Test("bits of flag sets are single")
    func singleBits() {
        let flagTables: [ConstantTable] = [
            .segmentFlags, .sectionFlags, .dynamicFlags, .dynamicFlags1, .versionFlags,
            .neededFeatures, .x86Features, .x86Levels, .x86RegisterSets, .aarch64Features,
            .riscvFeatures,
        ]
        for table in flagTables {
            for names in [table.names] + table.machineNames.map(\.names) {
                for entry in names where !entry.name.hasPrefix("PF_HP_") {
                    #expect(entry.value.nonzeroBitCount == 1, "\(entry.name)")
                }
            }
        }
    }

    @Test("an unknown value prints in hexadecimal")
    func unknownValue() {
        #expect(ELF.SegmentType(rawValue: 0x6abc_def0).description == "0x6abcdef0")
        #expect(ELF.SegmentType(rawValue: 0x7000_0001).description(on: .x86_64) == "0x70000001")
        #expect(ELF.Machine(rawValue: 0xfffe).description == "0xfffe")
    }

    @Test("one number has the name of its machine")
    func machineNames() {
        let type = ELF.SectionType(rawValue: 0x7000_0001)
        #expect(type.description(on: .x86_64) == "SHT_X86_64_UNWIND")
        #expect(type.description(on: .arm) == "SHT_ARM_EXIDX")
        #expect(type.description(on: .mips) == "SHT_MIPS_MSYM")
        #expect(ELF.SectionIndex.after.description(on: .mips) == "SHN_MIPS_TEXT")
        #expect(ELF.SectionIndex.after.description(on: .i386) == "SHN_AFTER")
    }

    @Test("left-over bits come last, as one number")
    func leftOverBits() {
        let flags = ELF.SectionFlags(rawValue: 0x6 | 0x1_0000_0000 | 0x8)
        #expect(flags.labels == ["SHF_ALLOC", "SHF_EXECINSTR", "0x100000008"])
        #expect(ELF.SegmentFlags([]).labels.isEmpty)
        #expect(ELF.SegmentFlags(rawValue: 0x8000_0000).labels == ["0x80000000"])
    }

    @Test("a machine's flag comes before the shared one of the same bit")
    func machineFlags() {
        let flags = ELF.SectionFlags(rawValue: 0x1100_0002)
        #expect(flags.labels(on: .x86_64) == ["SHF_ALLOC", "SHF_GNU_MBIND", "SHF_X86_64_LARGE"])
        #expect(flags.labels(on: .mips) == ["SHF_ALLOC", "SHF_MIPS_NODUPE", "SHF_MIPS_GPREL"])
        #expect(flags.labels(on: .bpf) == ["SHF_ALLOC", "SHF_GNU_MBIND", "0x10000000"])
    }

    @Test("the tags whose value is a string's offset")
    func stringTags() {
        let tags = ELF.DynamicTag.names.filter { ELF.DynamicTag(rawValue: $0.value).namesString }
        #expect(
            tags.map(\.name) == [
                "DT_NEEDED", "DT_SONAME", "DT_RPATH", "DT_RUNPATH", "DT_SUNW_AUXILIARY",
                "DT_CONFIG", "DT_DEPAUDIT", "DT_AUDIT", "DT_AUXILIARY", "DT_USED", "DT_FILTER",
            ])
    }

    @Test("visibility leaves the processor's bits out")
    func visibility() {
        #expect(ELF.SymbolVisibility(other: 0x80) == .default)
        #expect(ELF.SymbolVisibility(other: 0x62) == .hidden)
        #expect(ELF.SymbolVisibility(other: 0x03) == .protected)
    }

    @Test("reserved section indices begin at SHN_LORESERVE")
    func reservedIndices() {
        #expect(!ELF.SectionIndex(rawValue: 0xfeff).isReserved)
        #expect(ELF.SectionIndex(rawValue: 0xff00).isReserved)
        #expect(ELF.SectionIndex.extended.isReserved)
        #expect(!ELF.SectionIndex(rawValue: 0x1_0000).isReserved)
    }

    @Test("a property's bits have names where the property is a set")
    func propertyBits() {
        let features = ELF.PropertyType.x86Feature1
        #expect(
            features.labels(of: 0x13, on: .x86_64) == [
                "GNU_PROPERTY_X86_FEATURE_1_IBT", "GNU_PROPERTY_X86_FEATURE_1_SHSTK", "0x10",
            ])
        #expect(features.labels(of: 3, on: .aarch64) == nil)
        #expect(
            ELF.PropertyType.aarch64Feature1.labels(of: 7, on: .aarch64) == [
                "GNU_PROPERTY_AARCH64_FEATURE_1_BTI", "GNU_PROPERTY_AARCH64_FEATURE_1_PAC",
                "GNU_PROPERTY_AARCH64_FEATURE_1_GCS",
            ])
        #expect(ELF.PropertyType.stackSize.labels(of: 1, on: .x86_64) == nil)
    }
}
