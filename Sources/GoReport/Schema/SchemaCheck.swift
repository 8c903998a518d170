/// What `check` adds.
extension JSONSchema {
    /// One finding, of `check` and of `compare`.
    static let finding = object([
        ("rule", text), ("severity", choice("note", "warning", "error")), ("message", text),
        ("target", textOrNull), ("predictedError", textOrNull), ("evidence", array(evidence)),
        ("remedy", texts),
    ])

    static let verdict = object([
        ("target", text), ("runs", choice("yes", "no", "unknown")), ("findings", array(finding)),
    ])

    /// What stands behind the files.
    static let summary: String = {
        let keys = ["files", "yes", "no", "unknown", "errors", "warnings", "notes"]
        return "\"summary\": " + object(keys.map { ($0, number) })
    }()
}
