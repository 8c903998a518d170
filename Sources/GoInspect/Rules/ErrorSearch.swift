/// Finds the rules that explain a text which somebody pasted.
///
/// The texts of rules and the pasted one are held against each other word by word, so that program
/// names, paths, time stamps and line breaks between the words do not matter.
struct ErrorSearch {
    private let words: [[UInt8]]
    private let text: String
    /// How many rules have a word.
    private var rules: [[UInt8]: Int] = [:]

    /// How many bytes and words are looked at: a log's last lines tell why it ended.
    private static let (mostBytes, mostWords) = (1 << 16, 2000)

    init(_ pasted: String, _ all: [Rule]) {
        let end = String(decoding: pasted.utf8.suffix(Self.mostBytes), as: UTF8.self)
        words = Self.words(of: end).suffix(Self.mostWords)
        text = end.lowercased()
        for rule in all {
            for word in Set(rule.errors.flatMap { Self.words(of: $0) }) {
                rules[word, default: 0] += 1
            }
        }
    }

    /// How well one of a rule's texts is found: what all its words tell; nil where too little of that
    /// is there in its order.
    func score(_ pattern: String) -> Int? {
        let wanted = Self.words(of: pattern).map { (word: $0, weight: weight($0)) }
            .filter { $0.weight > 0 }
        let whole = wanted.reduce(0) { $0 + $1.weight }
        guard whole > 0, isSaid(pattern, wanted.map(\.word)) else { return nil }
        let found = weight(of: wanted)
        // A text may be cut off; what is left has to be most of it.
        return found * 10 >= whole * 6 ? found * found / whole : nil
    }

    /// Whether a pattern of few words is there with its marks: "page not found" has no colon in front
    /// of "not found", as shells write it of programs.
    private func isSaid(_ pattern: String, _ words: [[UInt8]]) -> Bool {
        guard words.reduce(0, { $0 + Self.letters(of: $1) }) < Self.fewLetters else { return true }
        let end = pattern.split(separator: "}").last ?? ""
        return text.contains(end.lowercased())
    }

    private static let fewLetters = 10

    /// What a word tells: more the longer it is, and the fewer rules have it.
    private func weight(_ word: [UInt8]) -> Int {
        Self.letters(of: word) * 60 / max(1, rules[word] ?? 1)
    }

    /// What those words tell that are there in this order, as much as can be.
    private func weight(of wanted: [(word: [UInt8], weight: Int)]) -> Int {
        // The best so far with the words up to each, as in comparing two texts.
        var best = [Int](repeating: 0, count: wanted.count + 1)
        for word in words {
            var last = 0
            for (index, pattern) in wanted.enumerated() {
                let above = best[index + 1]
                let isSame = Self.matches(word[...], pattern.word[...])
                let matched = isSame ? last + pattern.weight : 0
                best[index + 1] = max(above, best[index], matched)
                last = above
            }
        }
        return best.last ?? 0
    }

    /// Words in small letters, without the marks around them.
    private static func words(of text: String) -> [[UInt8]] {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            // Quotes are written in many ways, some of them outside ASCII.
            bytes.append(byte >= 65 && byte <= 90 ? byte + 32 : byte >= 0x80 ? 0x20 : byte)
        }
        return bytes.split { $0 <= 0x20 }.compactMap { word in
            var word = word
            while let first = word.first, marks.contains(first) { word.removeFirst() }
            while let last = word.last, marks.contains(last) { word.removeLast() }
            return word.isEmpty ? nil : Array(word)
        }
    }

    private static let marks = Array("`'\"()[],;:.!".utf8)
    private static let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))

    /// How many letters of a pattern's word are told, and not put in.
    private static func letters(of word: [UInt8]) -> Int {
        var (count, isInside) = (0, false)
        for byte in word {
            if byte == open { isInside = true }
            if !isInside { count += 1 }
            if byte == close { isInside = false }
        }
        return count
    }

    /// Whether a word is one that a pattern's word stands for: `glibc_{version}` for `glibc_2.34`.
    private static func matches(_ word: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let start = pattern.firstIndex(of: open) else {
            return word.elementsEqual(pattern)
        }
        guard word.starts(with: pattern[..<start]),
            let end = pattern[start...].firstIndex(of: close)
        else { return false }
        let rest = pattern[(end + 1)...]
        let part = word.dropFirst(start - pattern.startIndex)
        // One part that varies is all that the rules' words have.
        return part.count >= rest.count && part.suffix(rest.count).elementsEqual(rest)
    }
}

extension Rule {
    /// The rules that explain a pasted text, the best first: those whose own words are found in it,
    /// whatever program and path it names.
    public static func explaining(_ pasted: String) -> [Rule] {
        let search = ErrorSearch(pasted, all)
        let scored = all.compactMap { rule in
            rule.errors.compactMap { search.score($0) }.max().map { (rule: rule, score: $0) }
        }
        guard let best = scored.map(\.score).max() else { return [] }
        // What is a small part of a better one explains nothing.
        let good = scored.enumerated().filter { $0.element.score * 2 > best }
        // Of the same score in the order of the list.
        return good.sorted {
            ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
        }.map(\.element.rule)
    }
}
