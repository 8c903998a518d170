import ObjectFile
import TestSupport
import Testing

@Suite("Universal files")
struct MachOUniversalTests {
    private static let thin = MachOBuilder().build()

    @Test("slices of 32-bit and 64-bit tables", arguments: [false, true])
    func tables(is64Bit: Bool) throws {
        let bytes = MachOBuilder.universal(
            [(0x100_0007, 3, Self.thin), (0x100_000c, 0, Self.thin), (0x100_000c, 2, Self.thin)],
            is64Bit: is64Bit)
        let universal = try MachO.Universal(FileBytes(bytes))
        #expect(universal.is64Bit == is64Bit)
        #expect(universal.slices.map(\.name) == ["x86_64", "arm64", "arm64e"])
        #expect(universal.slices.map(\.range.offset.rawValue) == [0x1000, 0x2000, 0x3000])
        #expect(universal.diagnostics.isEmpty)
        #expect(try Container(FileBytes(bytes)) == .universal)
    }

    @Test(
        "a slice is chosen by any name of its processor",
        arguments: [
            ("x86_64", ["x86_64"]), ("amd64", ["x86_64"]), ("arm64", ["arm64"]),
            ("aarch64", ["arm64"]), ("arm64e", ["arm64e"]), ("ppc", []), ("i386", []),
        ])
    func chosen(name: String, slices: [String]) throws {
        let bytes = MachOBuilder.universal([
            (0x100_0007, 3, Self.thin), (0x100_000c, 0, Self.thin), (0x100_000c, 2, Self.thin),
        ])
        let universal = try MachO.Universal(FileBytes(bytes))
        #expect(universal.slices(named: name).map(\.name) == slices)
    }

    @Test("the only subtype answers to the processor's name")
    func onlySubtype() throws {
        let bytes = MachOBuilder.universal([(0x100_0007, 8, Self.thin), (0x100_000c, 2, Self.thin)])
        let universal = try MachO.Universal(FileBytes(bytes))
        #expect(universal.slices(named: "amd64").map(\.name) == ["x86_64h"])
        #expect(universal.slices(named: "arm64").map(\.name) == ["arm64e"])
    }

    @Test("a Java class is told apart by the version in place of the count")
    func javaClass() throws {
        let java: [UInt8] = [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65, 0, 16, 7, 0]
        #expect(try Container(FileBytes(java)) == .javaClass)
    }

    @Test("slices that lie over each other, over the table or past the end are not read")
    func overlaps() throws {
        var bytes = MachOBuilder.universal([(7, 3, Self.thin), (18, 0, Self.thin), (12, 9, [1])])
        bytes[8 + 20 + 8 + 2] = 0x10  // The second slice starts where the first one does,
        bytes[8 + 40 + 8 + 1] = 0xff  // and the third one far behind the end.
        let universal = try MachO.Universal(FileBytes(bytes))
        #expect(universal.table.count == 3)
        #expect(universal.slices.map(\.name) == ["i386"])
        #expect(
            universal.diagnostics.map(\.message) == [
                "slice 1 lies over another slice",
                "slice 2 ends at 0xff3001, past the end of the file (0x3001)",
            ])
        bytes[8 + 8 + 2] = 0
        let again = try MachO.Universal(FileBytes(bytes))
        #expect(again.diagnostics.first?.message == "slice 0 lies over the table of slices")
    }

    @Test("a table past the end of the file, and one that is too long")
    func damagedTable() {
        let short: [UInt8] = [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2, 0, 0]
        #expect(throws: ParseError.self) { try MachO.Universal(FileBytes(short)) }
        let long: [UInt8] = [0xca, 0xfe, 0xba, 0xbf, 0xff, 0xff, 0xff, 0xff]
        #expect(
            throws: ParseError(
                .limit, "has 4294967295 slices, more than 64", at: .start, in: "universal header")
        ) { try MachO.Universal(FileBytes(long)) }
    }
}
