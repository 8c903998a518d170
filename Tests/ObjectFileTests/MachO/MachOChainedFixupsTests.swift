import ObjectFile
import Testing
import TestSupport

/// Chained fixups of the data segment of `LinkEditFile`, sound until a test breaks them.
struct ChainedFile {
    var format: UInt16 = 2
    var pageSize: UInt16 = 0x800
    var pageStarts: [UInt16] = [0x10, 0xffff]
    var lists: [UInt16] = []
    var pageCount: UInt16?
    var size: UInt32?
    var segmentOffset: UInt64 = 0x1000
    var segmentCount: UInt32 = 2
    var importFormat: UInt32 = 1
    var importCount: UInt32?
    var symbolsFormat: UInt32 = 0
    var imports: [UInt8] = []
    var names: [UInt8] = [0] + .text("_a") + .text("_b")
    var data: [(at: Int, word: UInt64)] = []

    var built: LinkEditFile {
        let starts = pageStarts + lists
        let importsOffset = 32 + 12 + 24 + 2 * starts.count
        var writer = ByteWriter(LinkEditFile.layout)
        writer.word(0)
        writer.word(32)
        writer.word(UInt32(importsOffset))
        writer.word(UInt32(importsOffset + imports.count))
        writer.word(importCount ?? UInt32(imports.count / 4))
        writer.word(importFormat)
        writer.word(symbolsFormat)
        writer.word(0)
        // The first segment has no chains, the second one's starts are 12 bytes further on.
        for number in [segmentCount, 0, 12] { writer.word(number) }
        writer.word(size ?? UInt32(22 + 2 * starts.count))
        writer.half(pageSize)
        writer.half(format)
        writer.extendedWord(segmentOffset)
        writer.word(0)
        writer.half(pageCount ?? UInt16(pageStarts.count))
        for start in starts { writer.half(start) }
        writer.half(0)
        writer.raw(imports + names)
        var file = LinkEditFile(writer.bytes)
        file.data = data
        return file
    }

    func fixups() throws(ParseError) -> MachO.ChainedFixups {
        let built = built
        return try MachO.ChainedFixups(built.range, in: built.file, built.segments, built.layout)
    }

    func walkChains() throws -> (found: [MachO.ChainedFixup], error: ParseError?) {
        var cursor = MachO.ChainCursor(try fixups(), in: built.file)
        return walk { () throws(ParseError) in try cursor.next() }
    }
}

@Suite("Mach-O chained fixups")
struct MachOChainedFixupsTests {
    private static let data: UInt64 = 0x1_0000_1000

    /// A pointer of `DYLD_CHAINED_PTR_64` to an address, the next one `distance` bytes further on.
    private static func pointer(_ target: UInt64, next distance: UInt64 = 0) -> UInt64 {
        target | (distance / 4) << 51
    }

    /// The same to an import.
    private static func bound(_ number: UInt64, next distance: UInt64 = 0) -> UInt64 {
        number | (distance / 4) << 51 | 1 << 63
    }

    @Test("chains lead through their pages")
    func chains() throws {
        var file = ChainedFile()
        file.pageStarts = [0x10, 0xffff]
        file.data = [
            (0x10, Self.pointer(0x1_0000_1234, next: 0x14)), (0x24, Self.bound(7, next: 0x10)),
            (0x34, Self.pointer(0x1_0000_0000)),
        ]
        let (found, error) = try file.walkChains()
        #expect(error == nil)
        #expect(found.map(\.address.rawValue) == [0x10, 0x24, 0x34].map { Self.data + $0 })
        #expect(
            found.map(\.pointer.meaning) == [
                .target(0x1_0000_1234), .symbol(7, addend: 0), .target(0x1_0000_0000),
            ])
        #expect(found.allSatisfy { $0.segment == 1 && $0.format == .pointer64 })
    }

    @Test("a page with many starts has a list of them behind all pages")
    func lists() throws {
        var file = ChainedFile()
        file.format = 3
        file.pageStarts = [0x8002, 0x8004]
        file.lists = [0x8, 0x8010, 0x8020]
        file.data = [(0x8, 0x100), (0x10, 0x200), (0x820, 0x300)]
        let (found, error) = try file.walkChains()
        #expect(error == nil)
        #expect(found.map(\.address.rawValue) == [0x8, 0x10, 0x820].map { Self.data + $0 })
        #expect(found.map(\.pointer.value) == [0x100, 0x200, 0x300])
    }

    @Test("words are told from pointers by the chain of their page")
    func words() throws {
        var file = ChainedFile()
        file.pageStarts = [0x10, 0x10]
        file.data = [
            (0x10, Self.pointer(0x1_0000_1234, next: 8)), (0x18, Self.bound(0)), (0x20, 5),
            (0x810, Self.pointer(0x1_0000_0400)),
        ]
        var words = MachO.ChainedWords(try file.fixups(), in: file.built.file)
        #expect(try words.value(at: Self.data + 0x10) == 0x1_0000_1234)
        #expect(try words.value(at: Self.data + 0x18) == 0)
        #expect(try words.value(at: Self.data + 0x20) == nil)
        #expect(try words.value(at: Self.data + 0x810) == 0x1_0000_0400)
        #expect(try words.value(at: Self.data + 0x10) == 0x1_0000_1234)
        #expect(try words.value(at: Self.data - 8) == nil)
        #expect(try words.value(at: .max) == nil)
    }

    @Test("damage of one page leaves the words of another readable")
    func damagedPage() throws {
        var file = ChainedFile()
        file.pageStarts = [0x7f8, 0x10]
        file.data = [(0x7f8, Self.pointer(1, next: 8)), (0x810, Self.pointer(0x1_0000_0400))]
        var words = MachO.ChainedWords(try file.fixups(), in: file.built.file)
        #expect(throws: ParseError.self) { try words.value(at: Self.data) }
        #expect(try words.value(at: Self.data + 0x810) == 0x1_0000_0400)
    }

    @Test("a chain that leaves its page, crosses another or its own pointers is an error")
    func damagedChains() throws {
        let files: [(starts: [UInt16], lists: [UInt16], word: UInt64)] = [
            ([0x7f8], [], Self.pointer(1, next: 8)),
            ([0x900], [], 0),
            ([0x7f8], [], Self.pointer(1, next: 4)),
            ([0x8001], [0x7f8, 0x87f8], 0),
            ([0x8001], [0x7f8, 0x8010], 0),
            ([0x8001], [0x7f8], 0),
            ([0x8009], [], 0),
        ]
        for (starts, lists, word) in files {
            var file = ChainedFile()
            file.pageStarts = starts
            file.lists = lists
            file.data = [(0x7f8, word)]
            let (found, error) = try file.walkChains()
            #expect(found.count <= 1)
            #expect(error?.code == .machOChainedFixups)
        }
    }

    @Test("pages behind the end of the segment have no chains")
    func pagesPastTheEnd() throws {
        var file = ChainedFile()
        file.pageStarts = [0xffff, 0xffff, 0]
        let (found, error) = try file.walkChains()
        #expect(found.isEmpty)
        #expect(error?.code == .machOChainedFixups)
    }

    @Test("a segment that is elsewhere than the fixups say is an error")
    func otherPlace() throws {
        var file = ChainedFile()
        file.segmentOffset = 0x2000
        let (found, error) = try file.walkChains()
        #expect(found.isEmpty)
        #expect(error?.code == .machOChainedFixups)
    }

    @Test("tables that lie are an error before anything is read of them")
    func lyingTables() throws {
        let sound = ChainedFile()
        _ = try sound.fixups()
        let changes: [(inout ChainedFile) -> Void] = [
            { $0.pageCount = 0xffff }, { $0.size = .max }, { $0.size = 21 }, { $0.pageSize = 0 },
            { $0.format = 99 }, { $0.segmentCount = 3 }, { $0.segmentCount = .max },
            { $0.importCount = .max },
        ]
        for (index, change) in changes.enumerated() {
            var file = sound
            change(&file)
            var code: ParseError.Code?
            do throws(ParseError) { _ = try file.fixups() } catch { code = error.code }
            #expect(code == .machOChainedFixups, "change \(index)")
        }
    }

    @Test("fewer bytes than any part needs are an error", arguments: 0..<68)
    func cut(size: UInt64) throws {
        let built = ChainedFile().built
        let range = try #require(built.range.first(size))
        #expect(throws: ParseError.self) {
            try MachO.ChainedFixups(range, in: built.file, built.segments, built.layout)
        }
    }
}
