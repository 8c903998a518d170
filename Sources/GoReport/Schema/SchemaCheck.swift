/// What `check` adds.
extension JSONSchema {
    /// One finding, of `check` and of `compare`.
    static let finding = object(partsOfFinding, optional: placeBytes)

    private static let partsOfFinding = [
        ("rule", text), ("severity", choice("note", "warning", "error")), ("message", text),
        ("target", textOrNull), ("predictedError", textOrNull), ("evidence", array(evidence)),
        ("remedy", texts),
    ]

    /// Of a root or an image that has a name which is no UTF-8.
    private static let placeBytes = [("targetBytes", bytes)]

    /// One finding that a policy or a baseline leaves out.
    static let ignored = object(
        partsOfFinding + [
            ("cause", choice("ignored", "off", "baseline")), ("reason", textOrNull),
            ("until", textOrNull),
        ], optional: placeBytes)

    static let verdict = object(
        [
            ("target", text), ("runs", choice("yes", "no", "unknown")),
            ("findings", array(finding)),
        ], optional: placeBytes)

    /// What stands behind the files.
    static let summary: String = {
        let keys = ["files", "yes", "no", "unknown", "errors", "warnings", "notes", "ignored"]
        let baseline = object(
            [("path", text), ("known", number), ("gone", array(entry))],
            optional: [("pathBytes", bytes)])
        let missing = object([
            ("path", text), ("list", text), ("severity", choice("note", "warning", "error")),
        ])
        return "\"summary\": " + object(keys.map { ($0, number) })
            + ", \"missing\": \(array(missing)), \"policy\": \(textOrNull)"
            + ", \"policyBytes\": \(bytes)"
            + ", \"baseline\": {\"anyOf\": [{\"type\": \"null\"}, \(baseline)]}"
    }()

    /// One finding of a baseline.
    static let entry = object(
        [("file", text), ("rule", text), ("message", text)],
        optional: [("slice", text), ("target", text)])

    /// The document of `explain`.
    static let rules: String = {
        let string = "{\"type\": \"string\"}"
        let strings = array(string)
        let rule = object([
            ("name", string),
            ("kind", choice("start", "running", "build", "hardening", "policy")),
            ("title", string),
            ("severity", choice("note", "warning", "error")), ("what", string), ("why", string),
            ("errors", strings), ("remedies", strings), ("example", string),
        ])
        let tool = object([("name", "{\"const\": \"goelf\"}"), ("version", string)])
        let document = object([
            ("schemaVersion", "{\"const\": 1}"), ("tool", tool),
            ("command", "{\"const\": \"\(RuleManual.command)\"}"), ("rules", array(rule)),
        ])
        return "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", "
            + "\"title\": \"goelf \(RuleManual.command) --json\", " + document.dropFirst()
    }()
}
