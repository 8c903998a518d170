import ObjectFile
import Testing

@Suite("Mach-O chained pointers")
struct MachOChainedPointerTests {
    private typealias Format = MachO.ChainedPointerFormat
    private typealias Pointer = MachO.ChainedPointer

    /// A word, and what bit fields of C, laid out by clang, were given to make it.
    struct Row: Sendable, CustomTestStringConvertible {
        let format: MachO.ChainedPointerFormat
        let word: UInt64
        let meaning: MachO.ChainedPointer.Meaning
        let next: UInt64
        var authentication: MachO.PointerAuthentication?

        var testDescription: String { "\(format) \(String(word, radix: 16))" }
    }

    private static let base: UInt64 = 0x1_0000_0000

    private static func signed(
        _ key: MachO.PointerAuthentication.Key, _ diversity: UInt16, _ usesAddress: Bool
    ) -> MachO.PointerAuthentication {
        MachO.PointerAuthentication(key: key, diversity: diversity, usesAddress: usesAddress)
    }

    static let authenticated: [Row] = [
        Row(
            format: .arm64e, word: 0x2d_5810_0001_2345,
            meaning: .target(0xab00_0010_0001_2345), next: 40),
        Row(
            format: .arm64eUserland, word: 0x2d_5810_0001_2345,
            meaning: .target(0xab00_0011_0001_2345), next: 40),
        Row(
            format: .arm64eKernel, word: 0x2d_5810_0001_2345,
            meaning: .target(0xab00_0011_0001_2345), next: 20),
        Row(
            format: .arm64e, word: 0x7fff_fff8_0000_1234,
            meaning: .symbol(0x1234, addend: -8), next: 2047 * 8),
        Row(
            format: .arm64eFirmware, word: 0x801d_beef_89ab_cdef,
            meaning: .target(0x1_89ab_cdef), next: 12, authentication: signed(.da, 0xbeef, true)),
        Row(
            format: .arm64eUserland, word: 0xc00a_1122_0000_8001,
            meaning: .symbol(0x8001, addend: 0), next: 8,
            authentication: signed(.ib, 0x1122, false)),
        Row(
            format: .arm64eUserland24, word: 0x4048_0007_0081_2345,
            meaning: .symbol(0x81_2345, addend: 7), next: 72),
        Row(
            format: .arm64eUserland24, word: 0xc007_ffff_0081_2345,
            meaning: .symbol(0x81_2345, addend: 0), next: 0,
            authentication: signed(.db, 0xffff, true)),
        Row(
            format: .arm64eSharedCache, word: 0x20_01ff_1234_5678,
            meaning: .target(0x7f00_0004_1234_5678), next: 16),
        Row(
            format: .arm64eSharedCache, word: 0x801f_2bfb_1234_5678,
            meaning: .target(0x4_1234_5678), next: 8, authentication: signed(.da, 0xcafe, true)),
        Row(
            format: .arm64eSegmented, word: 0x20_0000_1012_3456,
            meaning: .target(0x1_0012_4456), next: 16),
        Row(
            format: .arm64eSegmented, word: 0x800e_55aa_00fe_dcba,
            meaning: .target(0x1_00fe_dcba), next: 4, authentication: signed(.db, 0x55aa, false)),
    ]

    static let plain: [Row] = [
        Row(
            format: .pointer64, word: 0x7ff8_0809_1234_5678,
            meaning: .target(0x8000_0009_1234_5678), next: 4095 * 4),
        Row(
            format: .offset64, word: 0x7ff8_0809_1234_5678,
            meaning: .target(0x8000_000a_1234_5678), next: 4095 * 4),
        Row(
            format: .offset64, word: 0x8010_0000_feab_cdef,
            meaning: .symbol(0xab_cdef, addend: 0xfe), next: 8),
        Row(
            format: .kernelCache64, word: 0x8031_4321_bfff_ffff,
            meaning: .target(0x1_3fff_ffff), next: 24, authentication: signed(.ia, 0x4321, true)),
        Row(
            format: .x86_64KernelCache, word: 0x38_0000_0000_1000,
            meaning: .target(0x1_0000_1000), next: 7),
        Row(format: .pointer32, word: 0x7c12_3456, meaning: .target(0x12_3456), next: 124),
        Row(format: .pointer32, word: 0x0780_0010, meaning: .number(0x170_0010), next: 4),
        Row(
            format: .pointer32, word: 0x8bff_edcb, meaning: .symbol(0xf_edcb, addend: 63), next: 8),
        Row(format: .cache32, word: 0xeabc_def0, meaning: .target(0x1_2abc_def0), next: 12),
        Row(format: .firmware32, word: 0xfeab_cdef, meaning: .target(0x2ab_cdef), next: 252),
    ]

    @Test("fields are where each format has them", arguments: authenticated + plain)
    func formats(row: Row) {
        let pointer = MachO.ChainedPointer(
            row.word, row.format, base: Self.base, LinkEditFile([]).segments,
            greatest: 0x20_0000)
        #expect(pointer.meaning == row.meaning)
        #expect(pointer.next == row.next)
        #expect(pointer.authentication == row.authentication)
    }

    @Test("every format has a row, a stride and a size")
    func complete() {
        let rows = Set((Self.authenticated + Self.plain).map(\.format.rawValue))
        #expect(rows == Set(Format.names.map(\.value)))
        #expect(Format.names.allSatisfy { Format(rawValue: $0.value).stride != nil })
        #expect(Format(rawValue: 99).stride == nil)
        #expect(Format.firmware32.pointerSize == 4 && Format.arm64e.pointerSize == 8)
    }
}
