public import GoInspect
internal import ObjectFile

/// Writes manual pages of rules.
public struct RuleManual {
    private let request: Request
    private let out: ByteWriter
    /// The name that documents and schemas have for it.
    public static let command = "explain"

    /// Takes how it is written; of the request format, colours and verbosity count.
    public init(_ request: Request, to out: ByteWriter) {
        self.request = request
        self.out = out
    }

    /// Writes the page of the first, and names the others; returns the error number of a failure to
    /// write.
    public func write(_ rules: [Rule]) -> Int32 {
        if request.format == .json { return writeJSON(rules) }
        var text = TextWriter(out: out, usesColor: request.usesColor, isVerbose: false)
        if let first = rules.first { text.manual(first) }
        if rules.count > 1 {
            text.newline()
            text.write("  see also  ", .label)
            text.write(rules.dropFirst().map(\.name).joined(separator: ", "))
            text.newline()
        }
        text.out.flush()
        return text.out.failure
    }

    /// Writes one line a rule.
    public func writeList(_ rules: [Rule]) -> Int32 {
        if request.format == .json { return writeJSON(rules) }
        var text = TextWriter(out: out, usesColor: request.usesColor, isVerbose: false)
        let width = rules.map(\.name.utf8.count).max() ?? 0
        for rule in rules {
            text.column(rule.name, width, .heading)
            text.column(rule.severity.rawValue, 7, .label)
            text.write(rule.title)
            text.newline()
        }
        text.out.flush()
        return text.out.failure
    }

    private func writeJSON(_ rules: [Rule]) -> Int32 {
        var json = JSONWriter(out)
        json.beginDocument(command: Self.command)
        json.beginArray("rules")
        for rule in rules { json.rule(rule) }
        json.endArray()
        json.endObject()
        json.out.write("\n")
        json.out.flush()
        return json.out.failure
    }
}

extension JSONWriter {
    fileprivate mutating func rule(_ rule: Rule) {
        beginObject()
        string("name", rule.name)
        string("kind", rule.kind.rawValue)
        string("title", rule.title)
        string("severity", rule.severity.rawValue)
        string("what", rule.what)
        string("why", rule.why)
        strings("errors", rule.errors)
        strings("remedies", rule.remedies)
        string("example", rule.example)
        endObject()
    }
}

extension TextWriter {
    /// One rule's manual page, as wide as terminals are.
    fileprivate mutating func manual(_ rule: Rule) {
        write(rule.name, .heading)
        write(" (" + rule.severity.rawValue + ")", .label)
        newline()
        paragraph(rule.title + ".")
        newline()
        paragraph(rule.what)
        newline()
        paragraph(rule.why)
        section("what it says", rule.errors)
        section("what helps", rule.remedies)
        newline()
        write("  example", .label)
        newline()
        for line in rule.example.split(separator: "\n") {
            write("    " + line)
            newline()
        }
    }

    private mutating func section(_ title: String, _ lines: [String]) {
        if lines.isEmpty { return }
        newline()
        write("  " + title, .label)
        newline()
        for line in lines {
            write("    " + line)
            newline()
        }
    }

    /// A text in lines of eighty columns.
    private mutating func paragraph(_ text: String) {
        var column = 0
        for word in text.split(separator: " ") {
            if column > 0, column + word.count + 1 > 78 {
                newline()
                column = 0
            }
            write(column == 0 ? "  " + word : " " + word)
            column += word.count + 1
        }
        newline()
    }
}
