internal import ObjectFile

extension ByteWriter {
    /// Writes a name out of a file so that it can do nothing to a terminal: control characters, and
    /// those that reorder text, are spelt as `\u{1b}`; bytes that are no UTF-8 show as U+FFFD.
    ///
    /// Returns how many columns it takes, if each character takes one.
    @discardableResult
    public mutating func write(safe bytes: Span<UInt8>) -> Int {
        write(bytes, spelt: .text).columns
    }

    /// The same of a text.
    @discardableResult
    public mutating func write(safe text: String) -> Int { write(safe: text.utf8.span) }

    /// Writes a name with the escapes that text or JSON has.
    mutating func write(_ bytes: Span<UInt8>, spelt spelling: Spelling) -> Spelt {
        var (start, index, result) = (0, 0, Spelt())
        while true {
            let end = bytes.endOfPlain(from: index)
            result.columns &+= end &- index
            index = end
            if index == bytes.count { break }
            let isLonely = spelling.escape(bytes[index]) != 0
            let (count, scalar) = isLonely ? (1, nil) : bytes.character(at: index)
            if let scalar, !scalar.isHarmful {
                (index, result.columns) = (index &+ count, result.columns &+ 1)
                continue
            }
            if start < index { write(bytes.extracting(start..<index)) }
            if isLonely {
                index = write(lonely: bytes, from: index, spelling, &result)
            } else if let scalar {
                result.columns &+= write(escapeOf: scalar, spelling)
                index &+= count
            } else {
                write("\u{fffd}")
                (result.columns, result.isValid) = (result.columns &+ 1, false)
                index &+= count
            }
            start = index
        }
        if start < index { write(bytes.extracting(start..<index)) }
        return result
    }

    private mutating func write(escapeOf scalar: Unicode.Scalar, _ spelling: Spelling) -> Int {
        // All that are harmful and have an escape of more than one byte have two to four digits.
        let isJSON = spelling == .json
        let digits = isJSON ? 4 : (35 - scalar.value.leadingZeroBitCount) / 4
        write(isJSON ? "\\u" : "\\u{")
        write(hexadecimal: UInt64(scalar.value), digits: digits)
        if !isJSON { write(UInt8(ascii: "}")) }
        return digits + (isJSON ? 2 : 4)
    }
}

/// What became of a name.
struct Spelt {
    /// How many columns it takes, if each character takes one.
    var columns = 0
    /// Whether all of it was UTF-8.
    var isValid = true

    /// Adds what `Spelling.escape` made of a byte.
    @inline(__always)
    mutating func add(_ escape: UInt64) {
        let isReplacement = escape == Spelling.replacement
        columns &+= isReplacement ? 1 : Int(escape >> 56)
        if isReplacement { isValid = false }
    }
}

/// How characters are written that cannot go out as they are.
enum Spelling {
    case text
    case json

    /// U+FFFD, in the form of `escape`.
    static let replacement: UInt64 = 3 << 56 | 0xbd_bfef

    /// What a byte becomes that needs an escape, or is in no character: the lowest byte first, and
    /// how many there are in the highest; 0 for all other bytes.
    @inline(__always)
    func escape(_ byte: UInt8) -> UInt64 {
        switch byte {
        case 0x80..<0xc2, 0xf5...0xff:
            // A byte that continues a character is none where it stands first.
            Self.replacement
        case 0x22, 0x5c: self == .text ? 0 : Self.short(byte)
        case 0x0a where self == .json: Self.short(UInt8(ascii: "n"))
        case 0x0d where self == .json: Self.short(UInt8(ascii: "r"))
        case 0x09 where self == .json: Self.short(UInt8(ascii: "t"))
        case 0..<0x20, 0x7f: number(byte)
        default: 0
        }
    }

    private static func short(_ letter: UInt8) -> UInt64 { 2 << 56 | UInt64(letter) << 8 | 0x5c }

    /// `\u001b` or `\u{1b}`.
    private func number(_ byte: UInt8) -> UInt64 {
        let (high, low) = (UInt64(byte >> 4) + 48, byte & 15)
        let digit = UInt64(low < 10 ? low + 48 : low + 87)
        if self == .json { return 6 << 56 | digit << 40 | high << 32 | 0x3030_755c }
        if high == 48 { return 5 << 56 | 0x7d << 32 | digit << 24 | 0x7b_755c }
        return 6 << 56 | 0x7d << 40 | digit << 32 | high << 24 | 0x7b_755c
    }
}
