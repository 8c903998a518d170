internal import ObjectFile

/// Writes JSON in the order in which it is told.
///
/// It is our own because it is small, fast and needs no Foundation; keys come in a fixed order.
struct JSONWriter {
    var out: ByteWriter
    private var needsComma = false

    init(_ out: ByteWriter) { self.out = out }

    mutating func beginObject(_ key: String? = nil) {
        start(key)
        out.write(UInt8(ascii: "{"))
        needsComma = false
    }

    mutating func endObject() {
        out.write(UInt8(ascii: "}"))
        needsComma = true
    }

    mutating func beginArray(_ key: String? = nil) {
        start(key)
        out.write(UInt8(ascii: "["))
        needsComma = false
    }

    mutating func endArray() {
        out.write(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func null(_ key: String? = nil) {
        start(key)
        out.write("null")
    }

    mutating func bool(_ key: String? = nil, _ value: Bool) {
        start(key)
        out.write(value ? "true" : "false")
    }

    mutating func number(_ key: String? = nil, _ value: some UnsignedInteger & FixedWidthInteger) {
        start(key)
        out.write(UInt64(value))
    }

    mutating func integer(_ key: String, _ value: Int32) {
        start(key)
        if value < 0 { out.write(UInt8(ascii: "-")) }
        out.write(UInt64(value.magnitude))
    }

    mutating func count(_ key: String? = nil, _ value: Int) {
        start(key)
        out.write(UInt64(max(0, value)))
    }

    mutating func string(_ key: String? = nil, _ value: String) {
        start(key)
        quote(value.utf8.span)
    }

    /// Bytes as a string of hexadecimal digits, two each.
    mutating func hexadecimal(_ key: String, _ bytes: [UInt8]) {
        start(key)
        out.write(UInt8(ascii: "\""))
        for byte in bytes { out.write(hexadecimal: UInt64(byte), digits: 2) }
        out.write(UInt8(ascii: "\""))
    }

    mutating func string(_ key: String, orNull value: String?) {
        if let value { string(key, value) } else { null(key) }
    }

    /// A text out of a file, with its bytes beside it where they are no UTF-8.
    mutating func text(_ key: String, _ value: ByteString) {
        string(key, value.text)
        if let bytes = value.bytes { string(key + "Bytes", base64(bytes)) }
    }

    mutating func text(_ key: String, orNull value: ByteString?) {
        if let value { text(key, value) } else { null(key) }
    }

    /// A name as bytes: valid UTF-8 goes out as it is.
    mutating func text(_ key: String, _ bytes: Span<UInt8>) {
        if bytes.isPlainJSON {
            start(key)
            quote(plain: bytes)
        } else {
            text(key, ByteString(bytes))
        }
    }

    /// The same behind other members of an object.
    mutating func text(_ key: JSONKey, _ bytes: Span<UInt8>) {
        if bytes.isPlainJSON { plain(key, bytes) } else { text(key.name, ByteString(bytes)) }
    }

    /// A name of which every byte goes out as it is.
    mutating func plain(_ key: JSONKey, _ bytes: Span<UInt8>) {
        out.write(key.bytes.span)
        quote(plain: bytes)
    }

    mutating func null(_ key: JSONKey) {
        out.write(key.bytes.span)
        out.write("null")
    }

    mutating func number(_ key: JSONKey, _ value: UInt64) {
        out.write(key.bytes.span)
        out.write(value)
    }

    mutating func integer(_ key: JSONKey, _ value: Int32) {
        out.write(key.bytes.span)
        if value < 0 { out.write(UInt8(ascii: "-")) }
        out.write(UInt64(value.magnitude))
    }

    /// A list of texts; where one of them is no UTF-8, a list of bytes of the same length.
    mutating func texts(_ key: String, _ values: [ByteString]) {
        strings(key, values.map(\.text))
        guard values.contains(where: { $0.bytes != nil }) else { return }
        beginArray(key + "Bytes")
        for value in values {
            if let bytes = value.bytes { string(nil, base64(bytes)) } else { null() }
        }
        endArray()
    }

    mutating func strings(_ key: String, _ values: [String]) {
        beginArray(key)
        for value in values { string(nil, value) }
        endArray()
    }

    private mutating func start(_ key: String?) {
        if needsComma { out.write(UInt8(ascii: ",")) }
        needsComma = true
        guard let key else { return }
        out.write(UInt8(ascii: "\""))
        out.write(key)
        out.write("\":")
    }

    private mutating func quote(plain text: Span<UInt8>) {
        out.write(UInt8(ascii: "\""))
        out.write(text)
        out.write(UInt8(ascii: "\""))
    }

    private mutating func quote(_ text: Span<UInt8>) {
        if text.isPlainJSON { return quote(plain: text) }
        out.write(UInt8(ascii: "\""))
        var start = 0
        for index in text.indices {
            let byte = text[index]
            let isPlain = byte >= 0x20 && byte < 0x7f && byte != 0x22 && byte != 0x5c
            if isPlain { continue }
            if byte >= 0x80, !Self.startsHarmful(text, at: index) { continue }
            out.write(text.extracting(start..<index))
            start = index + escape(text, at: index)
        }
        if start < text.count { out.write(text.extracting(start..<text.count)) }
        out.write(UInt8(ascii: "\""))
    }

    /// Whether one of the characters starts here that must not reach a terminal.
    private static func startsHarmful(_ text: Span<UInt8>, at index: Int) -> Bool {
        // All of them have two bytes from C2 80 to D8 9C, or three from E2 80 8E to EF BB BF.
        switch text[index] {
        case 0xc2, 0xd8: index + 1 < text.count && harmful(text, at: index, 2) != nil
        case 0xe2, 0xef: index + 2 < text.count && harmful(text, at: index, 3) != nil
        default: false
        }
    }

    private static func harmful(_ text: Span<UInt8>, at index: Int, _ count: Int) -> UInt32? {
        var value = UInt32(text[index]) & (count == 2 ? 0x1f : 0x0f)
        for place in (index + 1)..<(index + count) {
            value = value << 6 | UInt32(text[place] & 0x3f)
        }
        return Unicode.Scalar(value).map(ByteWriter.isHarmful) == true ? value : nil
    }

    /// Writes the escape of the character at `index`; returns how many bytes it has there.
    private mutating func escape(_ text: Span<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        switch byte {
        case 0x22: out.write("\\\"")
        case 0x5c: out.write("\\\\")
        case 0x0a: out.write("\\n")
        case 0x0d: out.write("\\r")
        case 0x09: out.write("\\t")
        case 0..<0x80:
            out.write("\\u")
            out.write(hexadecimal: UInt64(byte), digits: 4)
        default:
            let count = byte < 0xe0 ? 2 : 3
            out.write("\\u")
            out.write(hexadecimal: UInt64(Self.harmful(text, at: index, count) ?? 0), digits: 4)
            return count
        }
        return 1
    }
}

/// A key that stands behind other members of an object, with its punctuation: made once for all
/// rows of a table.
struct JSONKey {
    let name: String
    let bytes: [UInt8]

    init(_ name: String) {
        self.name = name
        bytes = Array((",\"" + name + "\":").utf8)
    }
}

extension Span<UInt8> {
    /// Whether JSON has every byte as it is: printable ASCII, and neither `"` nor a backslash.
    var isPlainJSON: Bool {
        allWords { word in
            let escaped =
                word.bytes(equalTo: UInt8(ascii: "\"")) | word.bytes(equalTo: UInt8(ascii: "\\"))
            return word.isPrintableASCII && escaped == 0
        }
    }
}

/// The bytes in the letters of base64, padded.
///
/// Spec: RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var bits: UInt32 = 0
        for byte in group { bits = bits << 8 | UInt32(byte) }
        bits <<= UInt32(8 * (3 - group.count))
        for place in 0..<4 {
            let letter = letters[Int(bits >> UInt32(18 - 6 * place) & 63)]
            text.append(place <= group.count ? letter : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}
