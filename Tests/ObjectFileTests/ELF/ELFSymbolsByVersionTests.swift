@testable import ObjectFile
import Testing

@Suite("Symbols by the version that they need")
struct ELFSymbolsByVersionTests {
    /// Indexes with and without the hidden bit, own versions below those needed, runs of none.
    private static let indexes: [UInt16] = (0..<1000).map { place in
        switch place % 97 {
        case 0..<40: UInt16(place % 2)
        case 40: 128
        case 41: 256
        case 42: 0x8000 | 256
        case 43: 0x8001
        case 44: 300
        case 45..<70: 5
        default: UInt16(120 + place % 11)
        }
    }

    @Test(
        "are found in either byte order, sixteen at a time or one",
        arguments: [ByteOrder.little, .big])
    func found(order: ByteOrder) throws {
        let bytes = Self.indexes.flatMap { index in
            let low = UInt8(truncatingIfNeeded: index)
            let high = UInt8(truncatingIfNeeded: index >> 8)
            return order == .little ? [low, high] : [high, low]
        }
        let groups = try ELF.SymbolsByVersion(
            121...256, of: .first(UInt64(bytes.count)), in: FileBytes(bytes), order, Limits())
        for version in [UInt16(121), 125, 128, 130, 256] {
            let expected = Self.indexes.indices.filter {
                $0 > 0 && Self.indexes[$0] & 0x7fff == version
            }
            #expect(groups.symbols(of: Int(version)).map { Int($0) } == expected)
        }
        #expect(groups.symbols(of: 5).isEmpty)
        #expect(groups.symbols(of: 300).isEmpty)
    }

    @Test("are no more than the limit")
    func limited() {
        var limits = Limits()
        limits.versionedSymbols = 10
        let bytes = [UInt8](repeating: 2, count: 64)
        #expect(throws: ParseError.self) {
            try ELF.SymbolsByVersion(
                0x202...0x202, of: .first(64), in: FileBytes(bytes), .little, limits)
        }
    }
}
