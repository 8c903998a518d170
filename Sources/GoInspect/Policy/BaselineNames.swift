// What differs from build to build is nothing that is known by.

extension FileName {
    /// The path with `*` for versions in names: `app_1.2.3_linux_amd64` is known again as the file of
    /// the next release.
    ///
    /// A version is digits with points between, a `v` in front, and the words of a pre-release behind.
    var withoutVersions: String {
        let bytes = Array(path.utf8)
        var kept: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if isDigit(bytes[index]), let end = Self.endOfVersion(bytes, index),
                let start = Self.startOfVersion(kept)
            {
                kept.removeSubrange(start...)
                kept.append(UInt8(ascii: "*"))
                index = end
                continue
            }
            // The rest of a number goes with its first digit.
            repeat {
                kept.append(bytes[index])
                index += 1
            } while index < bytes.count && isDigit(bytes[index]) && isDigit(bytes[index - 1])
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Where a version starts whose digits come next: with a `v` that is no part of a word; nil where
    /// the digits are part of one, as in `go1.22`.
    private static func startOfVersion(_ kept: [UInt8]) -> Int? {
        guard let last = kept.last, isLetter(last) else { return kept.count }
        let isMark = last == UInt8(ascii: "v")
        let before = kept.dropLast().last
        let isWord = before.map { isLetter($0) || isDigit($0) } ?? false
        return isMark && !isWord ? kept.count - 1 : nil
    }

    private static func endOfVersion(_ bytes: [UInt8], _ start: Int) -> Int? {
        var index = start
        var points = 0
        while index < bytes.count {
            let isPoint =
                bytes[index] == UInt8(ascii: ".") && index + 1 < bytes.count
                && isDigit(bytes[index + 1])
            guard isPoint || isDigit(bytes[index]) else { break }
            points += isPoint ? 1 : 0
            index += 1
        }
        guard points > 0 else { return nil }
        let words = ["-rc", "-beta", "-alpha", "-next", "-SNAPSHOT", "-snapshot", "-dirty"]
        guard words.contains(where: { bytes[index...].starts(with: $0.utf8) }) else { return index }
        while index < bytes.count,
            isLetter(bytes[index]) || isDigit(bytes[index]) || isMark(bytes[index])
        {
            index += 1
        }
        return index
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}

extension String {
    /// The text with `#` for counts, addresses and sizes.
    ///
    /// Numbers of versions stay, as a higher one is news: `glibc 2.34`, `go1.25.3`, `libssl.so.3`.
    var withoutNumbers: String {
        var words = split(separator: " ", omittingEmptySubsequences: false).map { MarkedWord($0) }
        for index in words.indices {
            // The unit may be a word of its own: 84.2 MB.
            let isUnit = index > 0 && words[index].measure == .unit
            if isUnit, words[index - 1].measure == .decimal { words[index - 1].hide() }
            if words[index].measure?.varies == true { words[index].hide() }
        }
        return words.map(\.text).joined(separator: " ")
    }
}

/// A word with the marks around it.
private struct MarkedWord {
    private let front: String
    private var core: String
    private let back: String
    let measure: Measure?

    init(_ word: Substring) {
        let bytes = Array(word.utf8)
        let start = bytes.firstIndex { !Self.marks.contains($0) } ?? bytes.endIndex
        let end = bytes[start...].lastIndex { !Self.marks.contains($0) }.map { $0 + 1 } ?? start
        front = String(decoding: bytes[..<start], as: UTF8.self)
        core = String(decoding: bytes[start..<end], as: UTF8.self)
        back = String(decoding: bytes[end...], as: UTF8.self)
        measure = Measure(bytes[start..<end])
    }

    private static let marks = Array("(),;:.".utf8)

    var text: String { front + core + back }

    mutating func hide() { core = "#" }
}

/// What a word with a number in it, or beside one, measures.
private enum Measure {
    case count, address, size, decimal, unit

    /// Whether it differs from build to build by itself.
    var varies: Bool { self == .count || self == .address || self == .size }

    init?(_ word: ArraySlice<UInt8>) {
        let number = word.prefix {
            isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
        }
        let rest = word[number.endIndex...]
        if word.starts(with: "0x".utf8) {
            self = .address
        } else if word.isEmpty {
            return nil
        } else if rest.isEmpty {
            self = number.contains(UInt8(ascii: ".")) ? .decimal : .count
        } else if Self.units.contains(where: { rest.elementsEqual($0.utf8) }) {
            self = number.isEmpty ? .unit : .size
        } else {
            return nil
        }
    }

    private static let units = ["B", "KB", "MB", "GB", "KiB", "MiB", "GiB", "bytes"]
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
}
