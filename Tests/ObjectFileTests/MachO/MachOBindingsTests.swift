import ObjectFile
import Testing

@Suite("Mach-O bindings")
struct MachOBindingsTests {
    private typealias Row = (address: UInt64, symbol: String, library: Int32?, addend: Int64)

    private func walkBinds(
        _ stream: MachO.BindCursor.Stream = .bind, _ opcodes: [UInt8],
        data: [(at: Int, word: UInt64)] = [], limits: Limits = Limits()
    ) throws -> (found: [MachO.Fixup], error: ParseError?) {
        var built = LinkEditFile(opcodes)
        built.data = data
        var cursor = try MachO.BindCursor(
            stream, built.range, in: built.file, built.segments, built.layout, limits)
        return walk { () throws(ParseError) in try cursor.next() }
    }

    private func expect(
        _ fixups: [MachO.Fixup], _ rows: [Row], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            fixups.map { $0.address?.rawValue } == rows.map { $0.address },
            sourceLocation: sourceLocation)
        #expect(
            fixups.map { $0.symbol?.text } == rows.map { $0.symbol },
            sourceLocation: sourceLocation)
        #expect(
            fixups.map { $0.library?.rawValue } == rows.map { $0.library },
            sourceLocation: sourceLocation)
        #expect(fixups.map(\.addend) == rows.map { $0.addend }, sourceLocation: sourceLocation)
    }

    @Test("every opcode does what the specification says")
    func opcodes() throws {
        let opcodes = [UInt8](
            pieces: [0x12, 0x41], .text("_a"), [0x51, 0x71, 0x10, 0x90],  // at 0x10
            [0x60, 0x78, 0xa0], .unsigned(0x100),  // at 0x18, addend -8, then 0x108 further on
            [0x60, 0, 0x20], .unsigned(300), [0x40], .text("_b"), [0xb2],  // at 0x120
            [0x80], .unsigned(.max - 7),  // 8 back: at 0x130
            [0x3e, 0xc0, 3, 8, 0x00, 0x90])  // at 0x130, 0x140, 0x150
        let (found, error) = try walkBinds(.bind, opcodes)
        #expect(error == nil)
        let data: UInt64 = 0x1_0000_1000
        expect(
            found,
            [
                (data + 0x10, "_a", 2, 0), (data + 0x18, "_a", 2, -8),
                (data + 0x120, "_b", 300, 0), (data + 0x130, "_b", -2, 0),
                (data + 0x140, "_b", -2, 0), (data + 0x150, "_b", -2, 0),
            ])
        #expect(found.map(\.flags) == [.weakImport, .weakImport, [], [], [], []])
        #expect(found.allSatisfy { $0.form == .bind(.pointer) && $0.segment == 1 })
        #expect(found.allSatisfy { $0.kind == .bind })
    }

    @Test(
        "special libraries are numbers with a sign",
        arguments: [(0, 0), (15, -1), (14, -2), (13, -3)])
    func specialLibraries(immediate: UInt8, ordinal: Int32) throws {
        let (found, _) = try walkBinds(.bind, [0x30 | immediate, 0x70, 0, 0x90])
        #expect(found.map(\.library) == [MachO.LibraryOrdinal(rawValue: ordinal)])
    }

    @Test("a lazy binding ends with an opcode that ends nothing else, and is a pointer")
    func lazy() throws {
        let one: [UInt8] = [0x71, 0, 0x11, 0x40] + .text("_a") + [0x90, 0]
        let two: [UInt8] = [0x71, 8, 0x12, 0x40] + .text("_b") + [0x90, 0, 0, 0]
        let (found, error) = try walkBinds(.lazy, one + two)
        #expect(error == nil)
        expect(found, [(0x1_0000_1000, "_a", 1, 0), (0x1_0000_1008, "_b", 2, 0)])
        #expect(found.allSatisfy { $0.kind == .lazyBind && $0.form == .bind(.pointer) })
    }

    @Test("a weak stream names no libraries, and the definitions that win")
    func weak() throws {
        let (found, error) = try walkBinds(
            .weak, [0x48] + .text("_strong") + [0x40] + .text("_weak") + [0x51, 0x71, 0, 0x90])
        #expect(error == nil)
        #expect(found.map { $0.symbol?.text } == ["_strong", "_weak"])
        #expect(found.map { $0.address?.rawValue } == [nil, 0x1_0000_1000])
        #expect(found.map(\.library) == [nil, nil])
        #expect(found.map(\.flags) == [.nonWeakDefinition, []])
    }

    @Test("threads lead from pointer to pointer, whose symbols stand in a table")
    func threads() throws {
        let opcodes = [UInt8](
            pieces: [0xd0, 2, 0x51, 0x11, 0x40], .text("_a"), [0x90, 0x12, 0x40], .text("_b"),
            [0x90, 0x71, 0x10, 0xd1, 0])
        let data: [(at: Int, word: UInt64)] = [
            // Bound to the second symbol, -1 added, the next one 16 bytes further on.
            (0x10, 0x4017_ffff_0000_0001),
            // Signed, with a target 0x1040 bytes from the start, the next one 8 bytes further on.
            (0x20, 0x800d_1234_0000_1040), (0x28, 0x4000_0000_0000_0000),
        ]
        let (found, error) = try walkBinds(.bind, opcodes, data: data)
        #expect(error == nil)
        #expect(found.map(\.kind) == [.bind, .rebase, .bind])
        #expect(found.map { $0.symbol?.text } == ["_b", nil, "_a"])
        #expect(found.map(\.addend) == [-1, 0, 0])
        #expect(found[1].target == VirtualAddress(rawValue: 0x1_0000_1040))
        #expect(found[1].authentication?.key == .da)
        #expect(found[1].authentication?.diversity == 0x1234)
        #expect(found[1].authentication?.usesAddress == true)
    }

    @Test(
        "damaged opcodes are an error, behind what came before",
        arguments: [
            ("an unknown opcode", [0xe0]),
            ("an unknown thread", [0xd2]),
            ("no end of a number", [0x71, 0x80]),
            ("a number too long", [0x71] + .tooLong),
            ("a negative number too long", [0x60] + [UInt8](repeating: 0xff, count: 9) + [0x7e]),
            ("no end of a name", [0x40, 0x5f]),
            ("a library too far", [0x20] + .unsigned(1 << 31)),
            ("no such segment", [0x72, 0, 0x90]),
            ("outside the segment", [0x71] + .unsigned(0xff9) + [0x90]),
            ("far outside the segment", [0x71] + .unsigned(.max) + [0x90]),
            ("a thread to no symbol", [0xd0, 1, 0x71, 0x10, 0xd1]),
        ] as [(String, [UInt8])])
    func damaged(label: String, opcodes: [UInt8]) throws {
        let (found, error) = try walkBinds(
            .bind, [0x70, 0, 0x90] + opcodes, data: [(0x10, 0x4000_0000_0000_0000)])
        #expect(found.count == 1)
        #expect(error?.code == .machOBindings)
    }

    @Test("nothing is bound before it is said where")
    func noPlace() throws {
        let (found, error) = try walkBinds(.bind, [0x90])
        #expect(found.isEmpty)
        #expect(error?.code == .machOBindings)
        #expect(error?.offset == FileOffset(rawValue: 0x2000))
    }

    @Test("no stream is one without bindings")
    func empty() throws {
        for stream in [MachO.BindCursor.Stream.bind, .weak, .lazy] {
            let (found, error) = try walkBinds(stream, [])
            #expect(found.isEmpty && error == nil)
        }
    }

    @Test("a count that lies ends where the segments have no room for more pointers")
    func lyingCount() throws {
        let stays: [UInt8] =
            [0x71, 0, 0xc0] + .unsigned(.max) + .unsigned(.max - 7)  // each at the same place
        let (found, error) = try walkBinds(.bind, stays)
        #expect(found.count == 0x2000 / 8)
        #expect(error?.code == .limit)
        let (leaves, end) = try walkBinds(.bind, [0x71, 0, 0xc0] + .unsigned(.max) + [0])
        #expect(leaves.count == 0x1000 / 8)
        #expect(end?.code == .machOBindings)
    }

    @Test("a thread that leaves its segment is an error")
    func leavingThread() throws {
        let (found, error) = try walkBinds(
            .bind, [0xd0, 0, 0x71] + .unsigned(0xff8) + [0xd1],
            data: [(0xff8, 0x0008_0000_0000_0000)])
        #expect(found.count == 1)
        #expect(error?.code == .machOBindings)
    }

    @Test("a stream past the end of the file is an error")
    func outside() throws {
        let built = LinkEditFile([0, 0])
        let range = LinkEditFile.range(0x2001, 2)
        #expect(throws: ParseError.self) {
            try MachO.BindCursor(
                .bind, range, in: built.file, built.segments, built.layout, Limits())
        }
    }

    @Test("a name longer than the limit is said to be")
    func longName() throws {
        var limits = Limits()
        limits.nameBytes = 3
        let (_, error) = try walkBinds(.bind, [0x40] + .text("_abc"), limits: limits)
        #expect(error?.code == .limit)
    }
}
