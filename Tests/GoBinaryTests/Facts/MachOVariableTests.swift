import ObjectFile
import TestSupport
import Testing

@testable import GoBinary

@Suite("String variables of Mach-O files, whose symbols have no size")
struct MachOVariableTests {
    private static let tail = UInt64(MachOBuilder.tail)
    private static let start: UInt64 = 0x2000

    /// Some data with symbols at places of it, the last in memory that is not in the file.
    private func read(
        _ symbols: [(String, UInt64)], _ names: String...
    ) throws -> [GoVariable] {
        var builder = MachOBuilder()
        var data = ByteWriter(builder.layout)
        // A string, a number, a string that fills up its section.
        for word in [Self.start + 56, 3, 7, Self.start + 56, 2, 0, 0] { data.extendedWord(word) }
        data.text("abc")
        data.align(to: 64)
        var (records, strings) = (ByteWriter(builder.layout), StringTable())
        for (name, place) in symbols {
            records.word(UInt32(strings.add("_" + name)))
            records.raw([0x0e, 1])
            records.half(0)
            records.extendedWord(Self.start + place)
        }
        let (symbolsAt, count) = (Self.tail + UInt64(data.bytes.count), records.bytes.count)
        let segment = builder.segment(
            "__DATA", address: Self.start, memorySize: 0x1000, offset: Self.tail,
            fileSize: UInt64(data.bytes.count), protection: 3,
            sections: [
                .init("__data", in: "__DATA", address: Self.start, size: 56),
                .init("__rodata", in: "__DATA", address: Self.start + 56, size: 8),
                .init("__bss", in: "__DATA", address: Self.start + 0x100, size: 0x40, flags: 1),
            ])
        let table = builder.command(
            2,
            words: [
                UInt32(symbolsAt), UInt32(symbols.count), UInt32(symbolsAt) + UInt32(count),
                UInt32(strings.bytes.count),
            ])
        builder.commands = [segment, table]
        builder.contents = data.bytes + records.bytes + strings.bytes
        let file = builder.file
        let found = GoVariableReader(try Image(machO: file), in: file, build: nil).read(names)
        #expect(found.diagnostics == [])
        return found.variables
    }

    private static let all: [(String, UInt64)] = [
        ("runtime.number", 16), ("main.version", 0), ("main.last", 24), ("main.zero", 0x100),
        ("main.bss", 0x110), ("main.end", 0x130),
    ]

    @Test("the next symbol or the end of the section tells how long a variable can be")
    func values() throws {
        let variables = try read(Self.all, "main.version", "main.zero", "main.end", "main.last")
        #expect(variables.map { $0.value?.text } == ["abc", "", "", "ab"])
    }

    @Test("what is too short is no string, and what is empty and long may be none")
    func others() throws {
        let variables = try read(Self.all, "runtime.number", "main.bss", "main.other")
        #expect(variables.allSatisfy { $0.value == nil })
        #expect(variables[0].note == "is no string: it has 8 bytes at most, not 16")
        #expect(variables[1].note == "is empty, or no string: nothing tells its size")
        #expect(variables[2].note?.contains("no such variable") == true)
    }

    @Test("a table with symbols for the loader alone is as good as none")
    func stripped() throws {
        let variable = try read([("_mh_execute_header", 0)], "main.version")[0]
        #expect(variable.note?.contains("has no symbols of Go") == true)
    }
}
