extension ParseError.Code {
    /// An archive, or one of its members.
    public static let archive = Self(rawValue: "archive.member")
}

/// An `ar` archive: many objects in one file, as linkers and `-buildmode=c-archive` make them.
///
/// Spec: none is official; the common form of System V and GNU (names in a member `//`), and BSD's
/// (names in front of the bytes). Members of thin archives are files of their own.
public struct Archive: Sendable {
    /// One file of the archive.
    public struct Member: Hashable, Sendable {
        /// The name of the file.
        public let name: ByteString
        /// Its bytes in the archive.
        public let range: FileRange
    }

    /// The first eight bytes of every archive.
    public static let magic = "!<arch>\n"
    /// The first eight bytes of an archive that names its members and does not hold them.
    public static let thinMagic = "!<thin>\n"

    /// The members in file order, without the tables of symbols and names.
    public private(set) var members: [Member] = []
    /// Why there are no more, nil where all were read.
    public private(set) var error: ParseError?
    /// Whether the members lie in files of their own, and only their names are here.
    public private(set) var isThin = false

    private static let headerSize: UInt64 = 60

    /// Reads the headers of all members; damage ends the list, and `error` says why.
    ///
    /// - Complexity: O(*n*) in the number of members; at most `limits.archiveMembers`.
    public init(_ file: FileBytes, limits: Limits = Limits()) {
        do throws(ParseError) {
            try read(file, limits)
        } catch {
            self.error = error
        }
    }

    private mutating func read(_ file: FileBytes, _ limits: Limits) throws(ParseError) {
        let magic = try file.bytes(in: .first(8), reading: FilePart("archive", .archive))
        isThin = magic.span.equals(Self.thinMagic)
        var names: FileRange?
        var rest = FileRange.first(file.size).dropping(UInt64(Self.magic.utf8.count))
        var count = 0
        var headers = ReadAhead(file)
        var nameBudget = limits.nameBudget(fileSize: file.size)
        while rest.size > 0 {
            let part = FilePart("archive member", .archive, UInt64(count))
            guard count < limits.archiveMembers else {
                throw part.limit("is one too many", at: rest.offset)
            }
            count += 1
            guard let range = rest.first(Self.headerSize) else {
                throw part.error("has no whole header", at: rest.offset)
            }
            let header = try headers.bytes(in: range, reading: part)
            let size = try Self.size(header.span, part, at: range.offset)
            let field = header.span.extracting(0..<16).trimmed
            let body = rest.dropping(Self.headerSize)
            let isTable = field.equals("/") || field.equals("//") || field.equals("/SYM64/")
            let stored = isThin && !isTable ? 0 : size
            guard let content = body.first(stored) else {
                throw part.error(
                    "ends past the end of the file (\(hexadecimal(file.size)))", at: range.offset)
            }
            if field.equals("//") { names = content }
            if !isTable {
                let member = try Self.member(field, content, names: names, file, limits, part)
                // Long names may be shared, and then be longer together than their table.
                let length = UInt64(member.name.length)
                guard length <= nameBudget else {
                    throw part.limit("has a name that many others have too", at: range.offset)
                }
                nameBudget -= length
                if !member.name.text.hasPrefix("__.SYMDEF") { members.append(member) }
            }
            // Headers start at even offsets.
            rest = body.dropping(stored + stored % 2)
        }
    }

    private static func size(
        _ header: Span<UInt8>, _ part: FilePart, at offset: FileOffset
    ) throws(ParseError) -> UInt64 {
        guard header[58] == UInt8(ascii: "`"), header[59] == UInt8(ascii: "\n"),
            let size = header.extracting(48..<58).trimmed.decimal
        else { throw part.error("has no header where one should be", at: offset) }
        return size
    }

    private static func member(
        _ field: Span<UInt8>, _ content: FileRange, names: FileRange?, _ file: FileBytes,
        _ limits: Limits, _ part: FilePart
    ) throws(ParseError) -> Member {
        if field.starts(with: "#1/"), let length = field.extracting(droppingFirst: 3).decimal,
            let name = content.first(length), length <= limits.nameBytes
        {
            let bytes = try file.bytes(in: name, reading: part)
            return Member(
                name: ByteString(bytes.span.untilZero), range: content.dropping(length))
        }
        if field.starts(with: "/"), let start = field.extracting(droppingFirst: 1).decimal,
            let names
        {
            return Member(
                name: try longName(names.dropping(start), file, part), range: content)
        }
        let end = field.count > 0 && field[field.count - 1] == UInt8(ascii: "/") ? 1 : 0
        return Member(name: ByteString(field.extracting(droppingLast: end)), range: content)
    }

    /// How much is read for one name: members are as small as their headers.
    private static let mostLongName: UInt64 = 1024

    /// A name of the table `//`: it ends with a slash and a new line.
    private static func longName(
        _ rest: FileRange, _ file: FileBytes, _ part: FilePart
    ) throws(ParseError) -> ByteString {
        let bytes = try file.bytes(
            in: rest.first(min(rest.size, mostLongName)) ?? rest, reading: part)
        let span = bytes.span
        for index in span.indices where span[index] == UInt8(ascii: "\n") {
            let end = index > 0 && span[index - 1] == UInt8(ascii: "/") ? index - 1 : index
            return ByteString(span.extracting(0..<end))
        }
        throw part.error("has a name without an end", at: rest.offset)
    }
}

extension Span<UInt8> {
    /// These without the spaces at the end.
    fileprivate var trimmed: Span<UInt8> {
        @_lifetime(copy self)
        get {
            var end = count
            while end > 0, self[end - 1] == UInt8(ascii: " ") { end -= 1 }
            return extracting(0..<end)
        }
    }

    /// The number that these decimal digits write; nil for anything else, and past 18 digits.
    fileprivate var decimal: UInt64? {
        guard count > 0, count <= 18 else { return nil }
        var value: UInt64 = 0
        for index in indices {
            guard self[index] >= 48, self[index] <= 57 else { return nil }
            value = value * 10 + UInt64(self[index] - 48)
        }
        return value
    }
}
