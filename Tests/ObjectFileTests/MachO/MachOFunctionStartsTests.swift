import ObjectFile
import Testing

@Suite("Mach-O function starts")
struct MachOFunctionStartsTests {
    private func walkStarts(
        _ bytes: [UInt8]
    ) throws -> (found: [VirtualAddress], error: ParseError?) {
        let built = LinkEditFile(bytes)
        var cursor = try MachO.FunctionStarts(
            built.range, in: built.file, base: VirtualAddress(rawValue: LinkEditFile.base))
        return walk { () throws(ParseError) in try cursor.next() }
    }

    @Test("each is a distance from the one before, up to a zero")
    func distances() throws {
        let (found, error) = try walkStarts(.unsigned(0x1000) + [0x20] + .unsigned(0x180) + [0, 9])
        #expect(error == nil)
        #expect(found.map(\.rawValue) == [0x1_0000_1000, 0x1_0000_1020, 0x1_0000_11a0])
    }

    @Test("a list without a zero ends with its bytes")
    func noZero() throws {
        let (found, error) = try walkStarts([4, 4])
        #expect(found.count == 2 && error == nil)
        let (none, noError) = try walkStarts([])
        #expect(none.isEmpty && noError == nil)
    }

    @Test("numbers without an end, too long or past all addresses are an error")
    func damaged() throws {
        for bytes in [[4, 0x80], [4] + .tooLong, [4] + .unsigned(.max)] {
            let (found, error) = try walkStarts(bytes)
            #expect(found.count == 1)
            #expect(error?.code == .machOFunctionStarts)
        }
    }
}
