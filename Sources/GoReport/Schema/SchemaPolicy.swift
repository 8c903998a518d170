internal import GoInspect

/// What people and `goelf check --write-baseline` write.
extension JSONSchema {
    /// A policy; editors complete keys by it, and show what they mean.
    static let policy: String = {
        let keys = PolicyKey.allCases.map { key in (key.rawValue, described(key)) }
        return "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", "
            + "\"title\": \"\(Policy.fileName)\", "
            + "\"description\": \"What a project wants of the files that it ships: goelf check.\", "
            + object([], optional: keys).dropFirst()
    }()

    /// A baseline.
    static let baseline: String = {
        let string = "{\"type\": \"string\"}"
        let entry = object(
            [("file", string), ("rule", string), ("message", string)],
            optional: [("slice", string), ("target", string)])
        return "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", "
            + "\"title\": \"goelf check --write-baseline\", "
            + object([("schemaVersion", "{\"const\": 1}"), ("findings", array(entry))]).dropFirst()
    }()

    private static func described(_ key: PolicyKey) -> String {
        "{\"description\": \"\(key.meaning)\", \"examples\": [\(key.example)], "
            + form(key).dropFirst()
    }

    private static func form(_ key: PolicyKey) -> String {
        let rules = "\"enum\": [" + Rule.all.map { "\"\($0.name)\"" }.joined(separator: ", ") + "]"
        switch key {
        case .schema: return word
        case .targets: return array(word)
        case .failOn: return choice("error", "warning", "note")
        case .severities:
            return map(choice("error", "warning", "note", "off"), ", \"propertyNames\": {\(rules)}")
        case .ignore:
            let day = "{\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}"
            return array(object([("rule", "{\(rules)}"), ("reason", word), ("until", day)]))
        case .libraries: return typesOrNull("\"array\"", ", \"items\": \(word)")
        case .forbid:
            let name = "{\"type\": \"string\", \"pattern\": \"^[^/ ]([^ ]*[^/ ])?$\"}"
            return typesOrNull("\"array\"", ", \"items\": \(name)")
        case .require: return map(typesOrNull("\"string\"", ", \"minLength\": 1"))
        case .goSum:
            return typesOrNull("\"string\", \"array\"", ", \"minLength\": 1, \"items\": \(word)")
        case .checksums: return typesOrNull("\"string\"", ", \"minLength\": 1")
        case .variables:
            return map(
                typesOrNull("\"string\"", ", \"minLength\": 1"),
                ", \"propertyNames\": {\"pattern\": \"^.+[.]\"}")
        case .settings: return map(typesOrNull("\"string\", \"number\", \"boolean\""))
        case .maxSize:
            let pattern = "^[0-9]+([.][0-9]+)? *[kKmMgGtT]([iI]?[bB])?$|^[0-9]+ *[bB]?$"
            return typesOrNull(
                "\"string\", \"integer\"", ", \"minimum\": 0, \"pattern\": \"\(pattern)\"")
        case .files:
            let keys = PolicyKey.allCases.filter(\.isOfFiles)
            return map(object([], optional: keys.map { ($0.rawValue, described($0)) }))
        }
    }

    private static let word = "{\"type\": \"string\", \"minLength\": 1}"

    /// A form of a value that may be null, which takes away what was said before.
    private static func typesOrNull(_ types: String, _ more: String = "") -> String {
        "{\"type\": [\(types), \"null\"]\(more)}"
    }

    /// An object of names that the policy chooses, each with a value of one form.
    private static func map(_ value: String, _ more: String = "") -> String {
        "{\"type\": \"object\", \"additionalProperties\": \(value)\(more)}"
    }
}
