/// What is wrong with an output, nil if nothing is: a terminal must show every character of it.
func fault(ofText text: Span<UInt8>) -> String? {
    var controls = 0
    for index in text.indices {
        let byte = text[index]
        controls &+= (byte < 0x20 && byte != 0x0a) || byte == 0x7f ? 1 : 0
    }
    guard controls == 0 else { return "control characters" }
    for index in text.indices.dropFirst() where text[index - 1] == 0xc2 && text[index] < 0xa0 {
        return "control characters of two bytes"
    }
    return nil
}

/// Whether bytes are one JSON document, and valid UTF-8.
func fault(ofJSON text: [UInt8]) -> String? {
    do { _ = try UTF8Span(validating: text.span) } catch { return "JSON is no UTF-8" }
    var checker = JSONChecker(text: text)
    return checker.isDocument() ? nil : "JSON is malformed at byte \(checker.place)"
}

/// Reads JSON and keeps nothing.
///
/// Spec: RFC 8259.
private struct JSONChecker {
    let text: [UInt8]
    var place = 0

    mutating func isDocument() -> Bool {
        guard value(depth: 0) else { return false }
        space()
        return place == text.count
    }

    private mutating func space() {
        while place < text.count, [0x20, 0x0a, 0x0d, 0x09].contains(text[place]) { place += 1 }
    }

    private mutating func take(_ byte: Character) -> Bool {
        guard place < text.count, text[place] == byte.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) -> Bool {
        space()
        guard place < text.count, depth < 32 else { return false }
        switch text[place] {
        case UInt8(ascii: "{"): return list("{", "}", depth, hasKeys: true)
        case UInt8(ascii: "["): return list("[", "]", depth, hasKeys: false)
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "t"): return word("true")
        case UInt8(ascii: "f"): return word("false")
        case UInt8(ascii: "n"): return word("null")
        default: return number()
        }
    }

    private mutating func list(
        _ open: Character, _ close: Character, _ depth: Int, hasKeys: Bool
    ) -> Bool {
        guard take(open) else { return false }
        space()
        if take(close) { return true }
        while true {
            if hasKeys {
                space()
                guard string() else { return false }
                space()
                guard take(":") else { return false }
            }
            guard value(depth: depth + 1) else { return false }
            space()
            if take(close) { return true }
            guard take(",") else { return false }
        }
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        while place < text.count {
            let byte = text[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return true }
            if byte < 0x20 { return false }
            guard byte == UInt8(ascii: "\\") else { continue }
            guard place < text.count else { return false }
            let escape = text[place]
            place += 1
            if escape == UInt8(ascii: "u") {
                for _ in 0..<4 {
                    guard place < text.count, Character(.init(text[place])).isHexDigit else {
                        return false
                    }
                    place += 1
                }
            } else if !"\"\\/bfnrt".utf8.contains(escape) {
                return false
            }
        }
        return false
    }

    private mutating func word(_ word: String) -> Bool {
        guard text[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    /// Whole numbers are all that goelf writes.
    private mutating func number() -> Bool {
        let start = place
        while place < text.count, (48...57).contains(text[place]) { place += 1 }
        return place > start && (place == start + 1 || text[start] != 48)
    }
}
