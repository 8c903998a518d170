internal import ObjectFile

/// Writes JSON in the order in which it is told.
///
/// It is our own because it is small, fast and needs no Foundation; keys come in a fixed order.
struct JSONWriter {
    var out: ByteWriter
    private var needsComma: Bool

    init(_ out: ByteWriter, needsComma: Bool = false) {
        self.out = out
        self.needsComma = needsComma
    }

    mutating func beginObject(_ key: String? = nil) {
        start(key)
        out.write(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Begins an object on a line of its own, or with other blanks in front.
    mutating func beginObject(leading space: String) {
        start(nil)
        out.write(space)
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

    mutating func integer(_ key: String, _ value: some SignedInteger & FixedWidthInteger) {
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
        if let bytes = value.bytes { text(key, bytes.span) } else { string(key, value.text) }
    }

    mutating func text(_ key: String, orNull value: ByteString?) {
        if let value { text(key, value) } else { null(key) }
    }

    /// The same of bytes.
    mutating func text(_ key: String, _ bytes: Span<UInt8>) {
        start(key)
        if quote(bytes) { return }
        start(key + "Bytes")
        quote(base64: bytes)
    }

    /// The inside of a string that was begun: a text that another table has with its bytes.
    mutating func string(inside value: ByteString) {
        if let bytes = value.bytes {
            _ = out.write(bytes.span, spelt: .json)
        } else {
            _ = out.write(value.text.utf8.span, spelt: .json)
        }
    }

    /// Writes a part of an object as it is: a text of our own, which other members may follow.
    mutating func members(_ text: Span<UInt8>) {
        out.write(text)
        needsComma = true
    }

    /// A name behind other members of an object, with its bytes where they are no UTF-8.
    mutating func text(_ key: JSONKey, _ bytes: Span<UInt8>) {
        out.write(key.bytes.span)
        if quote(bytes) { return }
        start(key.name + "Bytes")
        quote(base64: bytes)
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
        beginArray(key)
        for value in values {
            start(nil)
            if let bytes = value.bytes { quote(bytes.span) } else { quote(value.text.utf8.span) }
        }
        endArray()
        guard values.contains(where: { $0.bytes != nil }) else { return }
        beginArray(key + "Bytes")
        for value in values {
            start(nil)
            if let bytes = value.bytes { quote(base64: bytes.span) } else { out.write("null") }
        }
        endArray()
    }

    mutating func strings(_ key: String, _ values: [String]) {
        beginArray(key)
        for value in values { string(nil, value) }
        endArray()
    }

    private mutating func start(_ key: String?) {
        if let key {
            out.write(key: key, afterComma: needsComma)
        } else if needsComma {
            out.write(UInt8(ascii: ","))
        }
        needsComma = true
    }

    private mutating func quote(base64 bytes: Span<UInt8>) {
        out.write(UInt8(ascii: "\""))
        out.write(base64: bytes)
        out.write(UInt8(ascii: "\""))
    }

    /// Writes a string; returns whether all of it was UTF-8: what is not shows as U+FFFD.
    @discardableResult
    private mutating func quote(_ text: Span<UInt8>) -> Bool {
        out.write(UInt8(ascii: "\""))
        let isValid = out.write(text, spelt: .json).isValid
        out.write(UInt8(ascii: "\""))
        return isValid
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
