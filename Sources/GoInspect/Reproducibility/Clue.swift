internal import ObjectFile

/// What a text that differs is about, by how it looks.
enum Clue {
    /// Whether a text has a date or a time in it: `2026-11-22`, `Nov 22 2026`, `12:26:40`, seconds
    /// since 1970.
    static func isTime(_ text: [UInt8]) -> Bool {
        // Digits become 9, letters a, all else stays.
        let shape = text.map { byte -> UInt8 in
            switch byte {
            case 48...57: 57
            case 65...90, 97...122: 97
            default: byte
            }
        }
        let isISO = shape.contains("9999-99-99") || shape.contains("9999/99/99")
        if isISO || shape.contains("99:99:99") || shape.contains("aaa 99 9999")
            || shape.contains("aaa  9 9999") || shape.contains("99 aaa 9999")
        {
            return true
        }
        return isSeconds(text)
    }

    /// Seconds since 1970, from 2001 to 2033: ten digits, and no more.
    private static func isSeconds(_ text: [UInt8]) -> Bool {
        let digits = text.split { !(48...57).contains($0) }
        return digits.contains { $0.count == 10 && $0.first == 49 }
    }

    /// Whether it is a whole path of several parts.
    private static func isPath(_ text: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        return text.first == slash && text.dropFirst(2).contains(slash)
    }

    /// Where both are paths that end in the same way, the folders that differ.
    static func folders(_ old: [UInt8], _ new: [UInt8]) -> (ByteString, ByteString)? {
        let (a, b) = (ByteString(old.span), ByteString(new.span))
        guard isPath(old) || isPath(new), old.isPlain, new.isPlain else { return nil }
        let common = SourceNames.commonEnd(a, b)
        guard common > 0 || a.starts(with: "/") && b.starts(with: "/") else { return nil }
        return (
            ByteString(Array(old.dropLast(common)).span),
            ByteString(Array(new.dropLast(common)).span)
        )
    }
}

extension [UInt8] {
    /// Whether these bytes have those of a text in them.
    func contains(_ text: String) -> Bool { contains(Array(text.utf8)) }

    /// Whether these bytes have others in them, one after another.
    func contains(_ other: [UInt8]) -> Bool { other.isEmpty || span.index(of: other.span) != nil }

    /// These bytes but for some texts.
    func without(_ texts: [[UInt8]]) -> [UInt8] {
        var kept: [UInt8] = []
        var index = 0
        while index < count {
            let text = texts.first { self[index...].starts(with: $0) }
            if let text, !text.isEmpty {
                index += text.count
            } else {
                kept.append(self[index])
                index += 1
            }
        }
        return kept
    }

    /// Whether all are printable ASCII.
    var isPlain: Bool { allSatisfy { $0 >= 0x20 && $0 < 0x7f } }

    /// Whether all are printable, in UTF-8 whose first and last characters may be cut.
    var isText: Bool {
        guard !isEmpty, allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 9 || $0 == 10 }) else {
            return false
        }
        if allSatisfy({ $0 < 0x80 }) { return true }
        let isCut = prefix { $0 & 0xc0 == 0x80 }.count
        let whole = dropFirst(Swift.min(isCut, 3))
        return (0...Swift.min(3, whole.count)).contains { cut in
            let bytes = whole.dropLast(cut)
            return String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes)
                && whole.suffix(cut).allSatisfy { $0 >= 0x80 }
        }
    }
}
