/// A place in a text as editors show it.
public struct TextPosition: Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1 on.
    public let line: Int
    /// The character of the line, from 1 on.
    public let column: Int

    /// Counts up to a byte of a text; of one that is behind its end, up to that.
    ///
    /// A byte order mark is no character of the first line.
    public init(of offset: Int, in text: Bytes) {
        let span = text.span
        var line = 1
        var column = span.starts(with: "\u{feff}") ? 0 : 1
        for index in 0..<max(0, min(offset, span.count)) {
            if span[index] == 0x0a {
                line += 1
                column = 1
            } else if span[index] & 0xc0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = max(1, column)
    }

    /// `line 3, column 14`.
    public var description: String { "line \(line), column \(column)" }
}
