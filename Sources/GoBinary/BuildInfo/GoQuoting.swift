internal import ObjectFile

/// Texts in Go's quotes: `"…"` with escapes, or back quotes around bytes as they are.
///
/// Spec: The Go Programming Language Specification, "String literals"; what is printable is
/// decided as by Go's `strconv.IsPrint`.
enum GoQuoting {
    static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`")
    }

    /// Whether build information may not hold this text without quotes.
    static func mustQuote(_ text: Span<UInt8>, isKey: Bool) -> Bool {
        if isKey, text.count == 0 { return true }
        for index in text.indices {
            switch text[index] {
            case 32, 9, 13, 10, UInt8(ascii: "\""), UInt8(ascii: "`"): return true
            case UInt8(ascii: "=") where isKey: return true
            default: continue
            }
        }
        return false
    }

    /// The text in the quotes that these bytes start with, and how many bytes the quotes take;
    /// nil where they do not end or hold what they may not.
    static func unquotedPrefix(_ text: Span<UInt8>) -> (bytes: [UInt8], length: Int)? {
        guard text.count >= 2 else { return nil }
        let quote = text[0]
        if quote == UInt8(ascii: "`") {
            let rest = text.extracting(droppingFirst: 1)
            guard let end = rest.firstIndex(of: quote) else { return nil }
            return (rest.extracting(0..<end).copied.filter { $0 != 13 }, end + 2)
        }
        var bytes: [UInt8] = []
        var index = 1
        while index < text.count, text[index] != quote {
            guard text[index] != UInt8(ascii: "\n"),
                let next = readCharacter(text, at: index, quote, into: &bytes)
            else { return nil }
            index = next
        }
        return index < text.count ? (bytes, index + 1) : nil
    }

    /// Reads one character or escape; returns the place after it.
    private static func readCharacter(
        _ text: Span<UInt8>, at index: Int, _ quote: UInt8, into bytes: inout [UInt8]
    ) -> Int? {
        guard text[index] == UInt8(ascii: "\\") else {
            if text[index] < 0x80 {
                bytes.append(text[index])
                return index + 1
            }
            let (scalar, count) = scalar(in: text, at: index)
            bytes.append(contentsOf: Array(String(Character(scalar ?? "\u{fffd}")).utf8))
            return index + count
        }
        guard index + 1 < text.count else { return nil }
        let escape = text[index + 1]
        let simple: UInt8? =
            switch escape {
            case UInt8(ascii: "a"): 7
            case UInt8(ascii: "b"): 8
            case UInt8(ascii: "f"): 12
            case UInt8(ascii: "n"): 10
            case UInt8(ascii: "r"): 13
            case UInt8(ascii: "t"): 9
            case UInt8(ascii: "v"): 11
            case UInt8(ascii: "\\"): escape
            case quote: escape
            default: nil
            }
        if let simple {
            bytes.append(simple)
            return index + 2
        }
        return readNumber(text, at: index + 1, into: &bytes)
    }

    /// Reads `x12`, `u1234`, `U12345678` or `123`.
    private static func readNumber(
        _ text: Span<UInt8>, at index: Int, into bytes: inout [UInt8]
    ) -> Int? {
        let (start, count, radix): (Int, Int, UInt32)
        switch text[index] {
        case UInt8(ascii: "x"): (start, count, radix) = (index + 1, 2, 16)
        case UInt8(ascii: "u"): (start, count, radix) = (index + 1, 4, 16)
        case UInt8(ascii: "U"): (start, count, radix) = (index + 1, 8, 16)
        case UInt8(ascii: "0")...UInt8(ascii: "7"): (start, count, radix) = (index, 3, 8)
        default: return nil
        }
        guard start + count <= text.count else { return nil }
        var value: UInt32 = 0
        for place in start..<(start + count) {
            guard let digit = hexadecimalDigit(text[place]), digit < radix else { return nil }
            value = value &* radix &+ digit
        }
        if radix == 8 || count == 2 {
            guard value <= 255 else { return nil }
            bytes.append(UInt8(value))
        } else {
            guard let scalar = Unicode.Scalar(value) else { return nil }
            bytes.append(contentsOf: Array(String(Character(scalar)).utf8))
        }
        return start + count
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 48...57: UInt32(byte - 48)
        case 65...70: UInt32(byte - 55)
        case 97...102: UInt32(byte - 87)
        default: nil
        }
    }

    /// The text in double quotes, with escapes for what cannot be printed.
    static func quoted(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [UInt8(ascii: "\"")]
        let span = text.span
        var index = 0
        while index < span.count {
            let (scalar, count) = scalar(in: span, at: index)
            if let scalar {
                write(scalar, into: &result)
            } else {
                writeEscape("x", UInt32(span[index]), digits: 2, into: &result)
            }
            index += count
        }
        result.append(UInt8(ascii: "\""))
        return result
    }

    private static func write(_ scalar: Unicode.Scalar, into result: inout [UInt8]) {
        switch scalar {
        case "\"", "\\": result += [UInt8(ascii: "\\"), UInt8(scalar.value)]
        case _ where isPrintable(scalar): result += Array(String(Character(scalar)).utf8)
        case "\u{7}": result += Array("\\a".utf8)
        case "\u{8}": result += Array("\\b".utf8)
        case "\u{c}": result += Array("\\f".utf8)
        case "\n": result += Array("\\n".utf8)
        case "\r": result += Array("\\r".utf8)
        case "\t": result += Array("\\t".utf8)
        case "\u{b}": result += Array("\\v".utf8)
        case _ where scalar.value < 32 || scalar.value == 0x7f:
            writeEscape("x", scalar.value, digits: 2, into: &result)
        case _ where scalar.value < 0x10000:
            writeEscape("u", scalar.value, digits: 4, into: &result)
        default: writeEscape("U", scalar.value, digits: 8, into: &result)
        }
    }

    private static func writeEscape(
        _ letter: Character, _ value: UInt32, digits: Int, into result: inout [UInt8]
    ) {
        let text = String(value, radix: 16)
        let zeros = String(repeating: "0", count: max(0, digits - text.utf8.count))
        result += Array("\\\(letter)\(zeros)\(text)".utf8)
    }

    /// Letters, marks, numbers, punctuation, symbols and the space of ASCII.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return scalar.value >= 32 && scalar.value < 0x7f }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .spaceSeparator:
            return false
        default: return true
        }
    }

    /// The character that starts at `index`, nil for a byte that starts none, and its length.
    private static func scalar(
        in text: Span<UInt8>, at index: Int
    ) -> (scalar: Unicode.Scalar?, count: Int) {
        for count in 1...4 where index + count <= text.count {
            let bytes = text.extracting(index..<(index + count))
            do {
                let valid = try UTF8Span(validating: bytes)
                var scalars = valid.makeUnicodeScalarIterator()
                if let scalar = scalars.next() { return (scalar, count) }
            } catch { continue }
        }
        return (nil, 1)
    }
}
