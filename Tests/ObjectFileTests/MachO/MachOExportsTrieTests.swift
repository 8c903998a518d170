import ObjectFile
import Testing

@Suite("Mach-O exports trie")
struct MachOExportsTrieTests {
    private func walkExports(
        _ trie: [UInt8], limits: Limits = Limits()
    ) throws -> (found: [MachO.Export], error: ParseError?) {
        let built = LinkEditFile(trie)
        var cursor = try MachO.ExportCursor(built.range, in: built.file, limits)
        return walk { () throws(ParseError) in try cursor.next() }
    }

    @Test("names are put together from the edges, their flags and places read")
    func tree() throws {
        // 0: two children; 11: `_a`; 16: `_b`, which has a child of its own; 25: `_b1`
        let trie = [UInt8](
            pieces: [0, 2], .text("_a"), [11], .text("_b"), [16, 0],
            [3, 0], .unsigned(0x1234), [0],
            [2, 4, 0x10, 1], .text("1"), [25, 0, 0],
            [4, 0x10, 0x20], .unsigned(0x80), [0])
        let (found, error) = try walkExports(trie)
        #expect(error == nil)
        #expect(found.map(\.name) == ["_a", "_b", "_b1"])
        #expect(found.map(\.value) == [0x1234, 0x10, 0x20])
        #expect(found.map(\.flags) == [[], .weakDefinition, .stubAndResolver])
        #expect(found.map(\.resolver) == [nil, nil, 0x80])
        #expect(found.allSatisfy { $0.kind == .regular && $0.library == nil })
    }

    @Test("what a library defines has its number and the name it has there")
    func reexports() throws {
        let trie = [UInt8](
            pieces: [0, 2], .text("_a"), [10], .text("_b"), [18],
            [6, 8, 2], .text("_x1"), [0],
            [3, 8, 1, 0, 0])
        let (found, error) = try walkExports(trie)
        #expect(error == nil)
        #expect(found.map(\.library?.rawValue) == [2, 1])
        #expect(found.map(\.importedName) == ["_x1", nil])
        #expect(found.map(\.value) == [nil, nil])
    }

    @Test("variables of threads and numbers that do not move are kinds of their own")
    func kinds() throws {
        let trie = [UInt8](
            pieces: [0, 2], .text("a"), [8], .text("b"), [12], [2, 1, 0x40, 0], [2, 2, 0x41, 0])
        let (found, error) = try walkExports(trie)
        #expect(error == nil)
        #expect(found.map(\.kind) == [.threadLocal, .absolute])
    }

    @Test("a root may itself export the empty name")
    func rootExport() throws {
        let (found, error) = try walkExports([2, 0, 7, 0])
        #expect(error == nil)
        #expect(found.map(\.name) == [""])
        #expect(found.map(\.value) == [7])
    }

    @Test("no bytes are no exports")
    func empty() throws {
        let (found, error) = try walkExports([])
        #expect(found.isEmpty && error == nil)
        let (none, noError) = try walkExports([0, 0])
        #expect(none.isEmpty && noError == nil)
    }

    @Test(
        "damage is an error",
        arguments: [
            ("no count of children", [0]),
            ("no end of the size", [0x80]),
            ("a size past the end", [9, 0, 0, 0]),
            ("no edge", [0, 1]),
            ("no end of an edge", [0, 1, 0x61]),
            ("no number of a node", [0, 1, 0x61, 0]),
            ("a node past the end", [0, 1, 0x61, 0, 5]),
            ("a node too far", [0, 1, 0x61, 0] + .tooLong),
            ("a loop to itself", [0, 1, 0x61, 0, 0]),
            ("a loop without a name", [0, 1, 0, 5, 0, 0, 1, 0, 0]),
            ("two edges to one node", [0, 2, 0x61, 0, 8, 0x62, 0, 8, 0, 0]),
            ("a node inside another", [0, 2, 0x61, 0, 8, 0x62, 0, 9, 2, 0, 0, 0]),
            ("a place too long", [12, 0] + .tooLong + [0, 0]),
            ("a place longer than its node", [2, 0, 0x80, 0, 0]),
            ("no imported name", [2, 8, 1, 0]),
            ("an imported name longer than its node", [4, 8, 1, 0x61, 0x62, 0, 0]),
            ("a library too far", [6, 8] + .unsigned(1 << 31) + [0, 0, 0]),
        ] as [(String, [UInt8])])
    func damaged(label: String, trie: [UInt8]) throws {
        let (found, error) = try walkExports(trie)
        #expect(found.count <= 1)
        #expect(error?.code == .machOExports)
    }

    @Test("a deep tree needs no stack, and a long name is a limit")
    func deep() throws {
        // Each node has one child, right behind it: 14 bits of number are enough.
        let depth = 2700
        var trie: [UInt8] = []
        for index in 1...depth {
            let next = 6 * index
            trie += [0, 1, 0x61, 0, UInt8(next & 0x7f) | 0x80, UInt8(next >> 7)]
        }
        trie += [2, 0, 1, 0]
        let (found, error) = try walkExports(trie)
        #expect(error == nil)
        #expect(found.map(\.name.length) == [depth])
        var limits = Limits()
        limits.nameBytes = depth - 1
        #expect(try walkExports(trie, limits: limits).error?.code == .limit)
    }

    @Test("a tree past the end of the file is an error")
    func outside() throws {
        let built = LinkEditFile([0, 0])
        #expect(throws: ParseError.self) {
            try MachO.ExportCursor(LinkEditFile.range(0x2000, 3), in: built.file, Limits())
        }
    }
}
