/// Reads a JSON text, strictly and within bounds.
///
/// What the specification leaves to readers is refused: names that are there twice, halves of
/// surrogate pairs, a byte order mark.
///
/// Spec: RFC 8259.
public struct JSONReader {
    /// How much of a hostile text is read.
    public struct Bounds: Hashable, Sendable {
        /// How many bytes the text may have.
        public var bytes: UInt64 = 16 << 20
        /// How many arrays and objects may lie in each other.
        public var depth = 128
        /// How many values there may be.
        public var values = 1 << 19

        /// Makes the usual bounds.
        public init() {}
    }

    /// An array or an object that is not closed yet.
    private enum Open {
        case array([JSONValue])
        case object(JSONObject, name: String)
    }

    private let bytes: Bytes
    private let bounds: Bounds
    private let structure: String
    private var place = 0
    private var open: [Open] = []
    private var count = 0
    /// Whether people write the text: they leave comments, and commas behind the last value.
    private let isByHand: Bool
    /// Where each value starts, in front of what is in it, and where each name does, in front of its
    /// value; of texts that people write alone.
    private var places: [Int] = []

    /// Reads the text that a file is.
    ///
    /// `structure` names it in errors, such as `image manifest`.
    ///
    /// - Throws: `json` with line and column where the text is none, `limit` where it is beyond
    ///   the bounds.
    public static func value(
        of file: FileBytes, _ structure: String, bounds: Bounds = Bounds()
    ) throws(ParseError) -> JSONValue {
        guard file.size <= bounds.bytes else {
            throw ParseError(
                .limit, "has \(file.size) bytes, more than \(bounds.bytes)", at: .start,
                in: structure)
        }
        let bytes = try file.bytes(in: .first(file.size), reading: FilePart(structure, .json))
        var reader = JSONReader(bytes, bounds, structure, isByHand: false)
        return try reader.whole()
    }

    /// Reads a text that people write: with comments as JavaScript has them, commas behind the last
    /// value of an array or object, and a byte order mark in front of it all.
    ///
    /// Keep `bounds.depth` small, as what asks for the nodes goes into them.
    ///
    /// - Throws: as ``value(of:_:bounds:)``.
    public static func document(
        of bytes: Bytes, _ structure: String, bounds: Bounds = Bounds()
    ) throws(ParseError) -> JSONDocument {
        guard bytes.count <= bounds.bytes else {
            throw ParseError(
                .limit, "has \(bytes.count) bytes, more than \(bounds.bytes)", at: .start,
                in: structure)
        }
        var reader = JSONReader(bytes, bounds, structure, isByHand: true)
        if bytes.span.starts(with: "\u{feff}") { reader.place = 3 }
        let value = try reader.whole()
        var places = reader.places[...]
        return JSONDocument(root: JSONNode(value, &places), bytes: bytes)
    }

    private init(_ bytes: Bytes, _ bounds: Bounds, _ structure: String, isByHand: Bool) {
        self.bytes = bytes
        self.bounds = bounds
        self.structure = structure
        self.isByHand = isByHand
    }

    private mutating func whole() throws(ParseError) -> JSONValue {
        while true {
            try skipSpace()
            guard var value = try startOfValue() else { continue }
            // A value ends what is around it where nothing more follows there.
            while true {
                guard let container = open.popLast() else { return try end(value) }
                guard let closed = try add(value, to: container) else { break }
                value = closed
            }
        }
    }

    private mutating func end(_ value: JSONValue) throws(ParseError) -> JSONValue {
        try skipSpace()
        guard place == bytes.count else { throw error("has something behind its value") }
        return value
    }

    /// Reads a value that has none inside; nil where one was opened that has.
    private mutating func startOfValue() throws(ParseError) -> JSONValue? {
        count += 1
        guard count <= bounds.values else {
            throw limit("has more than \(bounds.values) values")
        }
        if isByHand { places.append(place) }
        switch peek {
        case UInt8(ascii: "{"):
            place += 1
            try skipSpace()
            if take(UInt8(ascii: "}")) { return .object(JSONObject()) }
            return try push(.object(JSONObject(), name: try name()))
        case UInt8(ascii: "["):
            place += 1
            try skipSpace()
            if take(UInt8(ascii: "]")) { return .array([]) }
            return try push(.array([]))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func push(_ container: Open) throws(ParseError) -> JSONValue? {
        guard open.count < bounds.depth else {
            throw limit("has more than \(bounds.depth) values inside each other")
        }
        open.append(container)
        return nil
    }

    /// Puts a value into its array or object; gives that back where it ends, nil where a comma
    /// follows.
    private mutating func add(
        _ value: JSONValue, to container: consuming Open
    ) throws(ParseError) -> JSONValue? {
        switch consume container {
        case .array(var values):
            values.append(value)
            try skipSpace()
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { throw error("wants “,” or “]” here") }
            if try endsBehindComma(UInt8(ascii: "]")) { return .array(values) }
            open.append(.array(values))
        case .object(var object, let name):
            guard object.add(name, value) else {
                throw error(
                    "has the name “\(name)” twice in one object, the second time in front of here")
            }
            try skipSpace()
            if take(UInt8(ascii: "}")) { return .object(object) }
            guard take(UInt8(ascii: ",")) else { throw error("wants “,” or “}” here") }
            if try endsBehindComma(UInt8(ascii: "}")) { return .object(object) }
            try skipSpace()
            open.append(.object(object, name: try self.name()))
        }
        return nil
    }

    /// Whether an array or object ends though a comma stands in front, as people leave them.
    private mutating func endsBehindComma(_ end: UInt8) throws(ParseError) -> Bool {
        guard isByHand else { return false }
        try skipSpace()
        return take(end)
    }

    /// Reads the name of a member and the colon behind it.
    private mutating func name() throws(ParseError) -> String {
        guard peek == UInt8(ascii: "\"") else { throw error("wants a name in quotes here") }
        if isByHand { places.append(place) }
        let name = try string()
        try skipSpace()
        guard take(UInt8(ascii: ":")) else { throw error("wants “:” here") }
        return name
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(ParseError) -> JSONValue {
        let end = place + word.utf8.count
        let matches =
            end <= bytes.count && bytes.span.extracting(place..<end).equals(word)
        guard matches else { throw error("wants a value here") }
        place = end
        return value
    }
}

extension JSONReader {
    private var peek: UInt8? { place < bytes.count ? bytes.span[place] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() throws(ParseError) {
        let all = bytes
        let span = all.span
        while place < span.count {
            switch span[place] {
            case 0x20, 0x09, 0x0a, 0x0d: place += 1
            case UInt8(ascii: "/") where isByHand: try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(ParseError) {
        let all = bytes
        let span = all.span
        let next = place + 1 < span.count ? span[place + 1] : 0
        var end = place + 2
        if next == UInt8(ascii: "/") {
            while end < span.count, span[end] != 0x0a, span[end] != 0x0d { end += 1 }
            place = end
            return
        }
        guard next == UInt8(ascii: "*") else { throw error("wants a value or a comment here") }
        while end + 1 < span.count {
            if span[end] == UInt8(ascii: "*"), span[end + 1] == UInt8(ascii: "/") {
                place = end + 2
                return
            }
            end += 1
        }
        throw error("has a comment without an end")
    }

    private mutating func number() throws(ParseError) -> String {
        let start = place
        let isNegative = take(UInt8(ascii: "-"))
        guard let first = peek, (0x30...0x39).contains(first) else {
            throw error(isNegative ? "wants a digit here" : "wants a value here")
        }
        place += 1
        if first != UInt8(ascii: "0") { skipDigits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let span = bytes.span.extracting(start..<place)
        return ByteString(span).text
    }

    private mutating func digits() throws(ParseError) {
        let start = place
        skipDigits()
        if place == start { throw error("wants a digit here") }
    }

    private mutating func skipDigits() {
        while let byte = peek, (0x30...0x39).contains(byte) { place += 1 }
    }

    private mutating func string() throws(ParseError) -> String {
        place += 1
        let all = bytes
        var text: [UInt8] = []
        var start = place
        while let byte = peek {
            guard byte >= 0x20 else { throw error("has a control character in a text") }
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                place += 1
                continue
            }
            let run = all.span.extracting(start..<place)
            place += 1
            if byte == UInt8(ascii: "\""), text.isEmpty { return try checked(run) }
            for index in run.indices { text.append(run[index]) }
            if byte == UInt8(ascii: "\"") { return try checked(text.span) }
            try escape(&text)
            start = place
        }
        throw error("ends inside a text")
    }

    private func checked(_ text: Span<UInt8>) throws(ParseError) -> String {
        let string = ByteString(text)
        guard string.bytes == nil else {
            throw error("has bytes that are no UTF-8 in the text in front of here")
        }
        return string.text
    }

    /// Reads what stands behind a backslash.
    private mutating func escape(_ text: inout [UInt8]) throws(ParseError) {
        guard let byte = peek else { throw error("ends inside a text") }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += Array(String(Character(try scalar())).utf8)
        default:
            place -= 1
            throw error("has an escape that there is none of")
        }
    }

    /// Reads the digits behind `\u`, and those of the second half of a pair.
    private mutating func scalar() throws(ParseError) -> Unicode.Scalar {
        let first = try unit()
        var value = UInt32(first)
        if (0xd800...0xdbff).contains(first) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                throw error("has one half of a surrogate pair alone")
            }
            let second = try unit()
            guard (0xdc00...0xdfff).contains(second) else {
                throw error("has one half of a surrogate pair alone")
            }
            value = 0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw error("has one half of a surrogate pair alone")
        }
        return scalar
    }

    private mutating func unit() throws(ParseError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Self.digit(byte) else {
                throw error("wants a hexadecimal digit here")
            }
            unit = unit << 4 | digit
            place += 1
        }
        return unit
    }

    private static func digit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case 0x30...0x39: UInt16(byte - 0x30)
        case 0x41...0x46: UInt16(byte - 0x41 + 10)
        case 0x61...0x66: UInt16(byte - 0x61 + 10)
        default: nil
        }
    }

    private func error(_ message: String) -> ParseError {
        ParseError(.json, message + position, at: offset, in: structure)
    }

    private func limit(_ message: String) -> ParseError {
        ParseError(.limit, message + position, at: offset, in: structure)
    }

    private var offset: FileOffset { FileOffset(rawValue: UInt64(place)) }

    /// The place of the next byte; of a text that people write it is told in front of the message.
    private var position: String {
        isByHand ? "" : " (\(TextPosition(of: place, in: bytes)))"
    }
}

extension ParseError.Code {
    /// A text that should be JSON is none.
    public static let json = Self(rawValue: "json.syntax")
}
