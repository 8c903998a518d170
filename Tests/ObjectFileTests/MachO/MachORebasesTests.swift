import ObjectFile
import Testing

@Suite("Mach-O rebases")
struct MachORebasesTests {
    private func walkRebases(
        _ opcodes: [UInt8], layout: Layout = LinkEditFile.layout
    ) throws -> (found: [MachO.Fixup], error: ParseError?) {
        let built = LinkEditFile(opcodes)
        var cursor = try MachO.RebaseCursor(built.range, in: built.file, built.segments, layout)
        return walk { () throws(ParseError) in try cursor.next() }
    }

    @Test("every opcode does what the specification says")
    func opcodes() throws {
        let opcodes = [UInt8](
            pieces: [0x11, 0x21, 0x08, 0x52],  // at 0x8, 0x10
            [0x30], .unsigned(0x100), [0x60, 2],  // at 0x118, 0x120
            [0x43, 0x70, 0x18],  // at 0x140
            [0x80, 3, 8, 0x12, 0x51],  // at 0x160, 0x170, 0x180; at 0x190
            [0x00, 0x51])
        let (found, error) = try walkRebases(opcodes)
        #expect(error == nil)
        let places: [UInt64] = [8, 0x10, 0x118, 0x120, 0x140, 0x160, 0x170, 0x180, 0x190]
        #expect(found.map { $0.address?.rawValue } == places.map { 0x1_0000_1000 + $0 })
        #expect(found.allSatisfy { $0.kind == .rebase && $0.segment == 1 })
        #expect(found.dropLast().allSatisfy { $0.form == .rebase(.pointer) })
        #expect(found.last?.form == .rebase(.textAbsolute32))
    }

    @Test("pointers of 32 bits lie four bytes apart")
    func narrow() throws {
        let layout = Layout(is64Bit: false, byteOrder: .little)
        let (found, _) = try walkRebases([0x11, 0x21, 0, 0x53], layout: layout)
        #expect(
            found.map { $0.address?.rawValue } == [0x1_0000_1000, 0x1_0000_1004, 0x1_0000_1008])
    }

    @Test(
        "damaged opcodes are an error, behind what came before",
        arguments: [
            ("an unknown opcode", [0x90]),
            ("no end of a number", [0x30, 0xff]),
            ("a number too long", [0x60] + .tooLong),
            ("no such segment", [0x2f, 0, 0x51]),
            ("outside the segment", [0x21] + .unsigned(0x1000) + [0x51]),
        ] as [(String, [UInt8])])
    func damaged(label: String, opcodes: [UInt8]) throws {
        let (found, error) = try walkRebases([0x20, 0, 0x51] + opcodes)
        #expect(found.count == 1)
        #expect(error?.code == .machOBindings)
    }

    @Test("a count that lies ends where the segments have no room for more pointers")
    func lyingCount() throws {
        let opcodes: [UInt8] = [0x21, 0, 0x80] + .unsigned(.max) + .unsigned(.max - 7)
        let (found, error) = try walkRebases(opcodes)
        #expect(found.count == 0x2000 / 8)
        #expect(error?.code == .limit)
    }

    @Test("no opcodes are no rebases")
    func empty() throws {
        let (found, error) = try walkRebases([])
        #expect(found.isEmpty && error == nil)
    }
}
