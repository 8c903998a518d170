public import ObjectFile

/// A function table that has all that Go's have but the number at its start.
///
/// garble gives each program a number of its own, and patches its runtime to take it.
public struct UnknownTable: Sendable {
    /// The number.
    public let number: UInt32
    /// Where it lies in the file.
    public let offset: FileOffset

    /// Looks at the section of the table; nil where there is none or the number is one of Go's.
    public init?(_ image: Image, _ file: FileBytes) {
        let found = Fact { () throws(ParseError) in try Self.find(image, file) }
        guard let found = found.value else { return nil }
        self = found
    }

    private init(number: UInt32, offset: FileOffset) {
        self.number = number
        self.offset = offset
    }

    private static func find(_ image: Image, _ file: FileBytes) throws(ParseError) -> Self? {
        guard image.hasSections else { return nil }
        for name in FunctionTable.sectionNames(of: image) {
            guard let section = try image.section(named: name, in: file) else { continue }
            return try find(in: section.range, image.layout, file)
        }
        return nil
    }

    private static func find(
        in range: FileRange, _ layout: Layout, _ file: FileBytes
    ) throws(ParseError) -> Self? {
        let part = FilePart.functionTable
        guard let head = range.first(8 + 8 * layout.wordSize) else { return nil }
        let bytes = try file.bytes(in: head, reading: part)
        let span = bytes.span
        let number = span.number32(at: 0, layout.byteOrder)
        guard !FunctionTable.Format(rawValue: number).isKnown, number >> 8 != 0xff_ffff,
            span[4] == 0, span[5] == 0, [1, 2, 4].contains(span[6]),
            UInt64(span[7]) == layout.wordSize
        else { return nil }
        var reader = ByteReader(span, layout, at: head.offset, reading: part)
        try reader.skip(8)
        var words: [UInt64] = []
        while reader.remaining > 0 { words.append(try reader.address()) }
        // Functions, files and start of code, then the parts, one behind the other.
        let parts = words.dropFirst(3)
        var last: UInt64 = 0
        for offset in parts {
            guard offset > last, offset < range.size else { return nil }
            last = offset
        }
        return Self(number: number, offset: head.offset)
    }
}

extension UnknownTable {
    /// What writes such numbers.
    public var obfuscator: String { "garble" }

    /// What it does to a program, for people.
    public static let note = "names of packages, functions and files are made up"

    /// Why the functions of the program cannot be told.
    public var error: ParseError {
        ParseError(
            .goObfuscated,
            "has a magic of no Go version (\(hexadecimal(number))): the file looks garbled",
            at: offset, in: FilePart.functionTable.description)
    }
}

extension ParseError.Code {
    /// What an obfuscator such as garble made unreadable.
    public static let goObfuscated = Self(rawValue: "go.obfuscated")
}
