import ObjectFile
import Testing
import TestSupport

@Suite("Byte reader")
struct ByteReaderTests {
    private static let part = FilePart("thing", .elfNote)
    private static let base = FileOffset(rawValue: 0x100)

    @Test("numbers are read in the layout's order and width", arguments: BinaryBuilder.layouts)
    func numbers(layout: Layout) throws {
        let bytes = Bytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
        let isLittle = layout.byteOrder == .little
        var reader = ByteReader(bytes.span, layout, at: Self.base, reading: Self.part)
        let byte = try reader.byte()
        let half = try reader.half()
        let word = try reader.word()
        #expect(byte == 1)
        #expect(half == (isLittle ? 0x0302 : 0x0203))
        #expect(word == (isLittle ? 0x0706_0504 : 0x0405_0607))
        let place = reader.offset
        #expect(place.rawValue == 0x107)
        let address = try reader.address()
        let expected: UInt64 =
            switch (layout.is64Bit, isLittle) {
            case (true, true): 0x0f0e_0d0c_0b0a_0908
            case (true, false): 0x0809_0a0b_0c0d_0e0f
            case (false, true): 0x0b0a_0908
            case (false, false): 0x0809_0a0b
            }
        #expect(address == expected)
        let left = reader.remaining
        #expect(left == (layout.is64Bit ? 1 : 5))
    }

    /// A way to read some bytes, and how many it needs.
    struct Field: CustomTestStringConvertible {
        let testDescription: String
        let size: Int
        let read: @Sendable (inout ByteReader) throws -> Void
    }

    static let fields: [Field] = [
        Field(testDescription: "byte", size: 1) { _ = try $0.byte() },
        Field(testDescription: "half", size: 2) { _ = try $0.half() },
        Field(testDescription: "word", size: 4) { _ = try $0.word() },
        Field(testDescription: "extended word", size: 8) { _ = try $0.extendedWord() },
        Field(testDescription: "address", size: 8) { _ = try $0.address() },
        Field(testDescription: "five bytes passed over", size: 5) { try $0.skip(5) },
        Field(testDescription: "five bytes taken", size: 5) { _ = try $0.take(5).count },
    ]

    @Test("a field one byte past the end is an error and moves nothing", arguments: fields)
    func past(field: Field) throws {
        let layout = BinaryBuilder.layouts[0]
        for missing in 1...field.size {
            let bytes = Bytes([UInt8](repeating: 0, count: 3 + field.size - missing))
            var reader = ByteReader(bytes.span, layout, at: Self.base, reading: Self.part)
            try reader.skip(3)
            var found: ParseError?
            do { try field.read(&reader) } catch let error as ParseError { found = error }
            #expect(
                found
                    == ParseError(
                        .elfNote, "ends \(missing) bytes before its next field does",
                        at: FileOffset(rawValue: 0x103), in: "thing"))
            let position = reader.position
            #expect(position == 3)
        }
    }

    @Test(
        "counts below zero and the greatest there is are errors", arguments: [-1, Int.max, Int.min])
    func counts(count: Int) {
        let bytes = Bytes([1, 2, 3])
        var reader = ByteReader(
            bytes.span, BinaryBuilder.layouts[0], at: Self.base, reading: Self.part)
        var failed = false
        do throws(ParseError) { try reader.skip(count) } catch { failed = true }
        #expect(failed)
        let position = reader.position
        #expect(position == 0)
    }
}
