internal import ObjectFile

/// How names out of files are looked at on their way out: as bytes, since a text made of each would
/// cost more than all else of its row.
extension Span<UInt8> {
    /// Where the bytes end, from `start` on, that need no second look: printable ASCII without the
    /// quotation mark and the backslash.
    @inline(__always)
    func endOfPlain(from start: Int) -> Int {
        var index = start
        while index &+ 8 <= count, Self.arePlain(number64(at: index, .little)) { index &+= 8 }
        while index < count, Self.isPlain(self[index]) { index &+= 1 }
        return index
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f && byte != 0x22 && byte != 0x5c
    }

    @inline(__always)
    private static func arePlain(_ bytes: UInt64) -> Bool {
        let escaped = bytes.bytes(equalTo: 0x22) | bytes.bytes(equalTo: 0x5c)
        return bytes.isPrintableASCII && escaped == 0
    }

    /// Whether JSON has every byte as it is.
    var isPlainJSON: Bool { endOfPlain(from: 0) == count }

    /// The character that starts at `index`, with the number of its bytes.
    ///
    /// Where there is none the character is nil, and as many bytes count as one that is damaged as
    /// a decoder would replace by one U+FFFD: those of a character that breaks off, else one.
    ///
    /// Spec: Unicode 17, table 3-7 and "U+FFFD Substitution of Maximal Subparts".
    func character(at index: Int) -> (count: Int, scalar: Unicode.Scalar?) {
        let first = self[index]
        guard let (length, second) = Self.form(first) else { return (1, nil) }
        var value = UInt32(first)
        if length > 1 {
            guard index &+ 1 < count, second.contains(self[index &+ 1]) else { return (1, nil) }
            value &= 0x7f >> UInt32(length)
            for place in 1..<length {
                guard index &+ place < count, self[index &+ place] & 0xc0 == 0x80 else {
                    return (place, nil)
                }
                value = value << 6 | UInt32(self[index &+ place] & 0x3f)
            }
        }
        return (length, Unicode.Scalar(value))
    }

    /// How many bytes a character has that starts with this one, and which may be its second; nil
    /// where none starts so.
    @inline(__always)
    private static func form(_ first: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch first {
        case 0..<0x80: (1, 0...0)
        case 0xc2...0xdf: (2, 0x80...0xbf)
        case 0xe0: (3, 0xa0...0xbf)
        case 0xed: (3, 0x80...0x9f)
        case 0xe1...0xef: (3, 0x80...0xbf)
        case 0xf0: (4, 0x90...0xbf)
        case 0xf1...0xf3: (4, 0x80...0xbf)
        case 0xf4: (4, 0x80...0x8f)
        default: nil
        }
    }
}

extension Unicode.Scalar {
    /// Whether a terminal would obey it: control characters, marks that change the direction of
    /// text, separators of lines.
    var isHarmful: Bool {
        switch value {
        case 0..<0x20, 0x7f..<0xa0: true
        case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0x61c, 0xfeff: true
        default: false
        }
    }
}
