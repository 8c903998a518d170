import GoBinary
import GoFixtures
import ObjectFile
import TestSupport
import Testing

/// What costs an enemy a few bytes may not cost time or memory without end.
@Suite("Function tables that ask for more than the file has")
struct LyingFunctionTableTests {
    private static let fixture = FunctionTableFixture(
        .go1_20, is64Bit: true, isBig: false, .module)

    /// Changes numbers of the fixture; places that are past the end are appended.
    private static func changed(
        _ numbers: [(place: Int, value: UInt64)], appending more: [UInt8] = []
    ) -> FileBytes {
        var bytes = fixture.bytes + more
        for (place, value) in numbers {
            for byte in 0..<8 {
                bytes[place + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))
            }
        }
        return FileBytes(bytes)
    }

    @Test("functions that no record has room for are left out, and that is said")
    func room() throws {
        let file = Self.changed([(Self.fixture.table.lowerBound + 8, 40)])
        let table = try #require(FunctionTableReader(try Image(elf: file), in: file).read().value)
        var cursor = FunctionCursor(table, in: file)
        var count = 0
        while try cursor.next() != nil { count += 1 }
        #expect(table.count == 40)
        #expect(count < 40)
        let missing = try #require(table.missing)
        #expect(missing.offset.rawValue == UInt64(Self.fixture.table.lowerBound + 8))
        #expect(missing.message == "is said to have 40 functions, and has room for \(count)")
    }

    @Test("a sound table has room for all of its functions", arguments: FunctionTableFixture.all)
    func soundRoom(_ fixture: FunctionTableFixture) throws {
        let file = FileBytes(fixture.bytes)
        let table = try #require(FunctionTableReader(try Image(elf: file), in: file).read().value)
        #expect(table.missing == nil)
    }

    @Test("a task that is listed over and over is not read without end")
    func tasks() throws {
        let fixture = Self.fixture
        let start = fixture.bytes.count
        var more = ByteWriter(Layout(is64Bit: true, byteOrder: .little))
        let task = fixture.entry(of: 0) - UInt64(fixture.tables[0].lowerBound) + UInt64(start)
        more.word(0)
        more.word(65536)
        for _ in 0..<65536 { more.address(fixture.entry(of: 5)) }
        let list = task + UInt64(more.bytes.count)
        for _ in 0..<40_000 { more.address(task) }
        // What the loader maps, and the list of the program's record.
        let size = UInt64(start + more.bytes.count)
        let slice = fixture.record.lowerBound + 61 * 8
        let file = Self.changed(
            [(96, size), (104, size), (slice, list), (slice + 8, 40_000), (slice + 16, 40_000)],
            appending: more.bytes)
        let image = try Image(elf: file)
        let table = try #require(FunctionTableReader(image, in: file).read().value)
        let clock = ContinuousClock()
        let time = try clock.measure {
            let order = try InitOrderReader(table, image, in: file).read()
            #expect(order.source == .table)
            #expect(order.functions == [2, 5, 11])
        }
        #expect(time < .seconds(10))
    }

    @Test("segments that are longer than the file are not searched")
    func segments() throws {
        var builder = BinaryBuilder(Layout(is64Bit: true, byteOrder: .little))
        builder.segments = [.init(1), .init(1), .init(1)]
        let binary = builder.build().with("e_shoff", 0).with("e_shnum", 0).with("e_shstrndx", 0)
        let error = FunctionTableReader(try Image(elf: binary.file), in: binary.file).read().error
        #expect(error?.code == .limit)
    }
}
