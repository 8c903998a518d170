/// Names that may have been meant by a word that is none.
public enum NearNames {
    /// The names nearest to a word, all that are as near as the first, in their order.
    ///
    /// Two slips of the finger are the most that count, and fewer than half of the name.
    public static func of(_ word: String, among names: [String]) -> [String] {
        let typed = Array(word.utf8.prefix(60))
        var near: [[String]] = [[], [], []]
        for name in names {
            let letters = Array(name.utf8)
            let most = min(2, letters.count / 2)
            // Each letter more or less is a slip.
            guard abs(letters.count - typed.count) <= most else { continue }
            let slips = slips(typed, letters)
            if slips <= most { near[slips].append(name) }
        }
        return near.first { !$0.isEmpty } ?? []
    }

    /// How many letters have to be put in, left out, replaced or swapped with the next one to make
    /// one word of the other.
    private static func slips(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var rows = [Array(0...b.count)]
        for (i, letter) in a.enumerated() {
            var row = [i + 1]
            for (j, other) in b.enumerated() {
                let last = rows[i]
                var least = min(last[j] + (letter == other ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
