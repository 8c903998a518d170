internal import GoInspect

/// The documents of `compare` and `snapshot`.
extension JSONSchema {
    /// The document of `compare`.
    static let compare: String = {
        let difference = object(
            [
                ("area", choice(Difference.Area.allCases.map(\.rawValue))),
                ("kind", choice(kinds)), ("what", text),
                ("old", textOrNull), ("new", textOrNull), ("meaning", text),
                ("severity", choice("note", "warning", "error")),
            ],
            optional: [
                ("slice", text), ("oldBytes", text), ("newBytes", text),
                ("place", orNull(reproductionPlace)), ("remedy", texts),
            ])
        let comparison = object(
            [
                ("old", text), ("new", text), ("equal", boolean), ("summary", texts),
                ("notCompared", texts), ("differences", array(difference)),
            ],
            optional: [
                ("oldBytes", text), ("newBytes", text), ("reproducibility", reproducibility),
            ])
        return document(
            CompareReport.command, imageKeys: [],
            more: [("comparison", "{\"anyOf\": [{\"type\": \"null\"}, \(comparison)]}")])
    }()

    /// The document of `snapshot`.
    static let snapshot = document(
        CompareReport.snapshotCommand, imageKeys: [("snapshot", snapshotOfImage)], more: [])

    private static func document(
        _ command: String, imageKeys: [(String, String)], more: [(String, String)]
    ) -> String {
        let image = object(
            [
                ("format", choice("elf", "mach-o")), ("architecture", text),
                ("bits", "{\"enum\": [32, 64]}"), ("byteOrder", choice("little", "big")),
                ("type", text), ("os", textOrNull), ("offset", number), ("size", number),
                ("linkage", textOrNull),
            ] + imageKeys, optional: [("slice", text), ("member", text), ("memberBytes", text)])
        let diagnostic = object([
            ("code", text), ("severity", choice("note", "warning", "error")), ("message", text),
            ("offset", "{\"type\": [\"integer\", \"null\"], \"minimum\": 0}"),
            ("structure", textOrNull),
        ])
        let file = object(
            [
                ("path", text), ("size", "{\"type\": [\"integer\", \"null\"], \"minimum\": 0}"),
                ("sha256", textOrNull), ("images", array(image)),
                ("diagnostics", array(diagnostic)),
                ("format", textOrNull),
            ], optional: [("pathBytes", text), ("error", diagnostic)])
        let tool = object([
            ("name", "{\"const\": \"goelf\"}"), ("version", "{\"type\": \"string\"}"),
        ])
        let whole = object(
            [
                ("schemaVersion", "{\"const\": 1}"), ("tool", tool),
                ("command", "{\"const\": \"\(command)\"}"), ("files", array(file)),
            ] + more)
        return "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", "
            + "\"title\": \"goelf \(command) --json\", " + definitions + whole.dropFirst()
    }

    private static let definitions = """
        "$defs": {"number": {"type": "integer", "minimum": 0, "maximum": 18446744073709551615}, \
        "text": {"type": "string"}, "textOrNull": {"type": ["string", "null"]}, \
        "texts": {"type": "array", "items": {"type": "string"}}}, 
        """

    private static func choice(_ values: [String]) -> String {
        "{\"enum\": [" + values.map { "\"\($0)\"" }.joined(separator: ", ") + "]}"
    }
}
