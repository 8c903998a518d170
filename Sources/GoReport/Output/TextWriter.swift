internal import ObjectFile

/// Writes text for people: aligned, with quiet colours where the terminal has them.
struct TextWriter {
    /// What a part of the text is, and so how it looks.
    enum Style: String {
        case plain = ""
        case heading = "1"
        case label = "2"
        case good = "32"
        case doubtful = "33"
        case bad = "31"
    }

    var out: ByteWriter
    let usesColor: Bool
    let isVerbose: Bool

    /// Writes one of our own texts.
    mutating func write(_ text: String, _ style: Style = .plain) {
        begin(style)
        out.write(text)
        end(style)
    }

    /// Starts a text that is written in pieces.
    mutating func begin(_ style: Style) {
        guard usesColor, style != .plain else { return }
        out.write("\u{1b}[")
        out.write(style.rawValue)
        out.write("m")
    }

    /// Ends such a text.
    mutating func end(_ style: Style) {
        if usesColor, style != .plain { out.write("\u{1b}[0m") }
    }

    /// Writes a text out of a file, or a path that somebody gave; safe for a terminal.
    mutating func write(from file: ByteString, width: Int = 0) {
        if let bytes = file.bytes {
            write(from: bytes.span, width: width)
        } else {
            out.write(spaces: width - out.write(safe: file.text))
        }
    }

    mutating func write(from file: Span<UInt8>, width: Int = 0) {
        out.write(spaces: width - out.write(safe: file))
    }

    /// Writes a text in a column of a certain width, and two spaces: at least one behind a text that
    /// is too wide.
    mutating func column(_ text: String, _ width: Int, _ style: Style = .plain) {
        write(text, style)
        out.write(spaces: max(width - text.utf8.count + 2, 1))
    }

    /// Writes a hexadecimal number in a column, and two spaces.
    mutating func column(hexadecimal value: UInt64, _ width: Int) {
        let digits = max(1, (67 - value.leadingZeroBitCount) / 4)
        out.write(spaces: width - digits - 2)
        out.write(hexadecimal: value, isMarked: true)
        out.write("  ")
    }

    /// Writes a number to the right of a column.
    mutating func write(number value: UInt64, _ width: Int) {
        out.write(spaces: width - ByteWriter.digits(of: value))
        out.write(value)
    }

    /// Writes a number to the right of a column, and two spaces.
    mutating func column(number value: UInt64, _ width: Int) {
        write(number: value, width)
        out.write("  ")
    }

    /// Writes the titles of some columns of numbers, each above the last digit and two spaces
    /// behind what stands in front of it.
    mutating func titles(_ columns: [HexadecimalColumn]) {
        for column in columns {
            out.write(spaces: column.width - column.title.utf8.count + 2)
            write(column.title, .label)
        }
    }

    /// Writes a number in such a column.
    mutating func write(hexadecimal value: UInt64, _ width: Int) {
        out.write(spaces: width - HexadecimalColumn.width(of: value) + 2)
        out.write(hexadecimal: value, isMarked: true)
    }

    /// Starts a line of the form `label  value`.
    mutating func label(_ label: String) {
        out.write("  ")
        column(label, 14, .label)
    }

    /// Writes such a line.
    mutating func field(_ label: String, _ value: String, _ style: Style = .plain) {
        self.label(label)
        write(value, style)
        newline()
    }

    mutating func newline() { out.write(UInt8(ascii: "\n")) }

    /// The line above what is said of a file: its path, and the answer.
    mutating func heading(_ path: String, _ member: ByteString?, _ answer: String) {
        write(path: path, member)
        out.write(": ")
        write(answer, .heading)
        newline()
    }

    mutating func write(path: String, _ member: ByteString?) {
        out.write(safe: path)
        guard let member else { return }
        out.write("(")
        write(from: member)
        out.write(")")
    }
}

/// A column of hexadecimal numbers, as wide as its title and its largest number need.
struct HexadecimalColumn {
    let title: String
    let width: Int

    init(_ title: String, largest: UInt64) {
        self.title = title
        width = max(title.utf8.count, Self.width(of: largest))
    }

    init<Row>(_ title: String, _ rows: [Row], _ value: (Row) -> UInt64) {
        var largest: UInt64 = 0
        for row in rows { largest = max(largest, value(row)) }
        self.init(title, largest: largest)
    }

    /// How many columns a number takes with `0x` in front.
    static func width(of value: UInt64) -> Int { max(1, (67 - value.leadingZeroBitCount) / 4) + 2 }
}
