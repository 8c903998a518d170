/// The flags for Go's linker that a build recorded as `-ldflags`.
///
/// Spec: Go's `cmd/internal/quoted` (`Split`): words between spaces, each as it is or as a whole
/// between quotes of one kind.
public struct LinkerFlags {
    /// The words, without their quotes.
    public let words: [String]

    /// Takes a text apart.
    public init(_ text: String) {
        var words: [String] = []
        var rest = Substring(text).utf8
        while let first = rest.first {
            switch first {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                rest = rest.dropFirst()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let word = rest.dropFirst().prefix { $0 != first }
                words.append(String(decoding: word, as: UTF8.self))
                rest = rest.dropFirst(word.count + 2)
            default:
                let word = rest.prefix { !" \t\n\r".utf8.contains($0) }
                words.append(String(decoding: word, as: UTF8.self))
                rest = rest.dropFirst(word.count)
            }
        }
        self.words = words
    }

    /// What `-X name=value` sets a variable to, nil where it is not told to; the last one counts.
    public func value(of name: String) -> String? {
        var value: String?
        let prefix = Array((name + "=").utf8)
        for (index, word) in words.enumerated() {
            var text = Substring(word).utf8
            if text.starts(with: "--".utf8) { text = text.dropFirst() }
            if text.starts(with: "-X=".utf8) {
                text = text.dropFirst(3)
            } else if text.elementsEqual("-X".utf8), index + 1 < words.count {
                text = Substring(words[index + 1]).utf8
            } else {
                continue
            }
            guard text.starts(with: prefix) else { continue }
            value = String(decoding: text.dropFirst(prefix.count), as: UTF8.self)
        }
        return value
    }
}
