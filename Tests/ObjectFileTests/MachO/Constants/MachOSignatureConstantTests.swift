import ObjectFile
import Testing

@Suite("Constants of Mach-O code signatures")
struct MachOSignatureConstantTests {
    private static let tables: [ConstantTable] = [magics, slots, hashes, flags, segmentFlags]

    @Test("every constant says its specification's name", arguments: tables)
    func declaredNames(table: ConstantTable) {
        #expect(table.declared.count == table.names.count)
        for constant in table.declared {
            #expect(constant.given == constant.expected)
        }
    }

    @Test("no value and no name comes twice, and lists are in numeric order", arguments: tables)
    func order(table: ConstantTable) {
        #expect(Set(table.names.map(\.value)).count == table.names.count)
        #expect(Set(table.names.map(\.name)).count == table.names.count)
        #expect(table.names.map(\.value) == table.names.map(\.value).sorted())
    }

    @Test("bits of flag sets are single")
    func singleBits() {
        for entry in Self.flags.names + Self.segmentFlags.names {
            #expect(entry.value.nonzeroBitCount == 1, "\(entry.name)")
        }
    }

    @Test("the kernel prefers hashes in an order, and knows no others")
    func ranks() {
        let order: [MachO.SignatureHash] = [.sha1, .sha256Truncated, .sha256, .sha384]
        #expect(order.map(\.rank) == [1, 2, 3, 4])
        #expect(order.map(\.size) == [20, 20, 32, 48])
        #expect(MachO.SignatureHash(rawValue: 5).rank == 0)
        #expect(MachO.SignatureHash(rawValue: 5).size == nil)
    }

    @Test("code directories have six slots, and things that are no pages those in between")
    func slotKinds() {
        let numbers: [UInt32] = [0, 1, 11, 0xfff, 0x1000, 0x1004, 0x1005, 0x10000]
        let slots = numbers.map { MachO.SignatureSlot(rawValue: $0) }
        #expect(
            slots.map(\.isCodeDirectory) == [true, false, false, false, true, true, false, false])
        #expect(
            slots.map(\.isSpecial) == [false, true, true, true, false, false, false, false])
    }

    private static let magics: ConstantTable = .init(
        MachO.SignatureMagic.self,
        [
            (.blobWrapper, "CSMAGIC_BLOBWRAPPER"),
            (.oldEmbeddedSignature, "CSMAGIC_EMBEDDED_SIGNATURE_OLD"),
            (.requirement, "CSMAGIC_REQUIREMENT"),
            (.requirements, "CSMAGIC_REQUIREMENTS"),
            (.codeDirectory, "CSMAGIC_CODEDIRECTORY"),
            (.embeddedSignature, "CSMAGIC_EMBEDDED_SIGNATURE"),
            (.detachedSignature, "CSMAGIC_DETACHED_SIGNATURE"),
            (.entitlements, "CSMAGIC_EMBEDDED_ENTITLEMENTS"),
            (.derEntitlements, "CSMAGIC_EMBEDDED_DER_ENTITLEMENTS"),
            (.launchConstraint, "CSMAGIC_EMBEDDED_LAUNCH_CONSTRAINT"),
        ])

    private static let slots: ConstantTable = .init(
        MachO.SignatureSlot.self,
        [
            (.codeDirectory, "CSSLOT_CODEDIRECTORY"),
            (.infoPlist, "CSSLOT_INFOSLOT"),
            (.requirements, "CSSLOT_REQUIREMENTS"),
            (.resources, "CSSLOT_RESOURCEDIR"),
            (.application, "CSSLOT_APPLICATION"),
            (.entitlements, "CSSLOT_ENTITLEMENTS"),
            (.representation, "cdRepSpecificSlot"),
            (.derEntitlements, "CSSLOT_DER_ENTITLEMENTS"),
            (.selfConstraint, "CSSLOT_LAUNCH_CONSTRAINT_SELF"),
            (.parentConstraint, "CSSLOT_LAUNCH_CONSTRAINT_PARENT"),
            (.responsibleConstraint, "CSSLOT_LAUNCH_CONSTRAINT_RESPONSIBLE"),
            (.libraryConstraint, "CSSLOT_LIBRARY_CONSTRAINT"),
            (.alternateDirectory, "CSSLOT_ALTERNATE_CODEDIRECTORIES"),
            (.signature, "CSSLOT_SIGNATURESLOT"),
            (.identification, "CSSLOT_IDENTIFICATIONSLOT"),
            (.ticket, "CSSLOT_TICKETSLOT"),
        ])

    private static let hashes: ConstantTable = .init(
        MachO.SignatureHash.self,
        [
            (.sha1, "CS_HASHTYPE_SHA1"),
            (.sha256, "CS_HASHTYPE_SHA256"),
            (.sha256Truncated, "CS_HASHTYPE_SHA256_TRUNCATED"),
            (.sha384, "CS_HASHTYPE_SHA384"),
        ])

    private static let flags: ConstantTable = .init(
        MachO.CodeDirectoryFlags.self,
        [
            (.valid, "CS_VALID"),
            (.adHoc, "CS_ADHOC"),
            (.getTaskAllow, "CS_GET_TASK_ALLOW"),
            (.installer, "CS_INSTALLER"),
            (.forcedLibraryValidation, "CS_FORCED_LV"),
            (.invalidAllowed, "CS_INVALID_ALLOWED"),
            (.hard, "CS_HARD"),
            (.kill, "CS_KILL"),
            (.checkExpiration, "CS_CHECK_EXPIRATION"),
            (.restrict, "CS_RESTRICT"),
            (.enforcement, "CS_ENFORCEMENT"),
            (.requireLibraryValidation, "CS_REQUIRE_LV"),
            (.entitlementsValidated, "CS_ENTITLEMENTS_VALIDATED"),
            (.nvramUnrestricted, "CS_NVRAM_UNRESTRICTED"),
            (.hardenedRuntime, "CS_RUNTIME"),
            (.linkerSigned, "CS_LINKER_SIGNED"),
            (.execSetHard, "CS_EXEC_SET_HARD"),
            (.execSetKill, "CS_EXEC_SET_KILL"),
            (.execSetEnforcement, "CS_EXEC_SET_ENFORCEMENT"),
            (.execInheritSIP, "CS_EXEC_INHERIT_SIP"),
            (.killed, "CS_KILLED"),
            (.noUntrustedHelpers, "CS_NO_UNTRUSTED_HELPERS"),
            (.platformBinary, "CS_PLATFORM_BINARY"),
            (.platformPath, "CS_PLATFORM_PATH"),
            (.debugged, "CS_DEBUGGED"),
            (.signed, "CS_SIGNED"),
            (.developmentCode, "CS_DEV_CODE"),
            (.dataVaultController, "CS_DATAVAULT_CONTROLLER"),
        ])

    private static let segmentFlags: ConstantTable = .init(
        MachO.ExecutableSegmentFlags.self,
        [
            (.mainBinary, "CS_EXECSEG_MAIN_BINARY"),
            (.allowUnsigned, "CS_EXECSEG_ALLOW_UNSIGNED"),
            (.debugger, "CS_EXECSEG_DEBUGGER"),
            (.jit, "CS_EXECSEG_JIT"),
            (.skipLibraryValidation, "CS_EXECSEG_SKIP_LV"),
            (.canLoadHash, "CS_EXECSEG_CAN_LOAD_CDHASH"),
            (.canRunHash, "CS_EXECSEG_CAN_EXEC_CDHASH"),
        ])
}
