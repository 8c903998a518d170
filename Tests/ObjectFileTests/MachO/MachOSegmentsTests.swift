import ObjectFile
import TestSupport
import Testing

@Suite("Mach-O segments and sections")
struct MachOSegmentsTests {
    private func object(_ layout: Layout) throws -> MachO.Object {
        var builder = MachOBuilder(layout)
        builder.commands = [
            builder.segment(
                "__TEXT", address: 0x4000, memorySize: 0x1000, offset: 0, fileSize: 0x1010,
                sections: [
                    .init("__text", in: "__TEXT", address: 0x4000, flags: 0x8000_0400),
                    .init("__sixteen_letters", in: "__TEXT", flags: 2),
                ]),
            builder.segment(
                "__DATA", address: 0x5000, memorySize: 0x2000, offset: 0x1000, fileSize: 0x10,
                protection: 3,
                sections: [.init("__bss", in: "__DATA", address: 0x5010, size: 64, flags: 1)]),
        ]
        builder.contents = [UInt8](repeating: 7, count: 16)
        return try MachO.Object(builder.file)
    }

    @Test("both widths and byte orders", arguments: MachOBuilder.layouts)
    func layouts(layout: Layout) throws {
        let object = try object(layout)
        #expect(object.segments.map(\.name.text) == ["__TEXT", "__DATA"])
        #expect(object.segments.map(\.protection.labels).last == ["VM_PROT_READ", "VM_PROT_WRITE"])
        var sections: [MachO.Section] = []
        try object.forEachSection {
            sections.append($0)
            return true
        }
        #expect(sections.map(\.index) == [1, 2, 3])
        #expect(sections.map(\.name.text) == ["__text", "__sixteen_letter", "__bss"])
        #expect(sections.map(\.type) == [.regular, .cStrings, .zeroFill])
        #expect(
            sections[0].attributes.labels == [
                "S_ATTR_SOME_INSTRUCTIONS", "S_ATTR_PURE_INSTRUCTIONS",
            ])
        #expect(sections.map { $0.fileRange?.size } == [16, 16, nil])
    }

    @Test("an address lies where its segment says, as far as that is mapped")
    func addresses() throws {
        let object = try object(Layout(is64Bit: true, byteOrder: .little))
        let inside = object.bytes(from: VirtualAddress(rawValue: 0x4008))
        // The file has 16 bytes more than the memory.
        #expect(inside?.offset == FileOffset(rawValue: 8))
        #expect(inside?.size == 0xff8)
        #expect(object.bytes(from: VirtualAddress(rawValue: 0x5010)) == nil)
        #expect(object.bytes(from: VirtualAddress(rawValue: .max)) == nil)
    }

    @Test("a count of sections that lies is an error", arguments: [3, 0xffff_ffff])
    func count(count: UInt32) throws {
        var builder = MachOBuilder()
        builder.commands = [
            builder.segment(
                "__TEXT", sectionCount: count,
                sections: [.init("__a", in: "__TEXT"), .init("__b", in: "__TEXT")])
        ]
        let object = try MachO.Object(builder.file)
        var names: [String] = []
        #expect(
            throws: ParseError(
                .machOSegment, "has 232 bytes, too few for its \(count) sections",
                at: FileOffset(rawValue: 32), in: "segment command 0")
        ) {
            try object.forEachSection {
                names.append($0.name.text)
                return true
            }
        }
        #expect(names == ["__a", "__b"])
    }

    @Test("the first section of a name is found in any segment")
    func byName() throws {
        let object = try object(Layout(is64Bit: true, byteOrder: .little))
        #expect(try object.section(named: "__bss")?.index == 3)
        #expect(try object.section(named: "__bs") == nil)
    }
}
