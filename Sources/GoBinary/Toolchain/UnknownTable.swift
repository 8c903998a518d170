internal import ObjectFile

/// A function table that has all that Go's have but the number at its start.
///
/// garble gives each program a number of its own, and patches its runtime to take it.
struct UnknownTable: Sendable {
    /// The number.
    let number: UInt32
    /// Where it lies in the file.
    let offset: FileOffset

    /// Looks at the section of the table; nil where there is none or the number is one of Go's.
    init?(_ image: Image, _ file: FileBytes) {
        let found = Fact { () throws(ParseError) in try Self.find(image, file) }
        guard let found = found.value else { return nil }
        self = found
    }

    private init(number: UInt32, offset: FileOffset) {
        self.number = number
        self.offset = offset
    }

    private static func find(_ image: Image, _ file: FileBytes) throws(ParseError) -> Self? {
        let part = FilePart.functionTable
        guard image.hasSections,
            let section = try image.section(named: ".gopclntab", in: file),
            let head = section.range.first(8 + 8 * image.layout.wordSize)
        else { return nil }
        let bytes = try file.bytes(in: head, reading: part)
        let span = bytes.span
        let number = span.number32(at: 0, image.layout.byteOrder)
        guard !FunctionTable.Format(rawValue: number).isKnown, number >> 8 != 0xff_ffff,
            span[4] == 0, span[5] == 0, [1, 2, 4].contains(span[6]),
            UInt64(span[7]) == image.layout.wordSize
        else { return nil }
        var reader = ByteReader(span, image.layout, at: head.offset, reading: part)
        try reader.skip(8)
        var words: [UInt64] = []
        while reader.remaining > 0 { words.append(try reader.address()) }
        // Functions, files and start of code, then the parts, one behind the other.
        let parts = words.dropFirst(3)
        var last: UInt64 = 0
        for offset in parts {
            guard offset > last, offset < section.range.size else { return nil }
            last = offset
        }
        return Self(number: number, offset: head.offset)
    }
}
