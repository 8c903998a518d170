/// What `targets` writes.
extension JSONSchema {
    static let targets: String = {
        let listOrNull = "{\"anyOf\": [{\"type\": \"null\"}, \(texts)]}"
        let libc = object([
            ("name", choice("glibc", "musl", "bionic", "libsystem", "none")),
            ("version", textOrNull), ("gcompat", boolean),
            ("parts", listOrNull), ("markers", listOrNull),
        ])
        let machine = object([
            ("architecture", text), ("processor", textOrNull), ("pageSizes", numbers),
        ])
        let truth = "{\"type\": [\"boolean\", \"null\"]}"
        let target = object([
            ("name", text), ("aliases", texts), ("title", text), ("family", text),
            ("os", choice("linux", "android", "macos")),
            ("libc", "{\"anyOf\": [{\"type\": \"null\"}, \(libc)]}"),
            ("libraries", array(object([("name", text), ("versions", texts)]))),
            ("complete", boolean), ("kernel", textOrNull), ("macOS", textOrNull),
            ("androidAPI", "{\"type\": [\"integer\", \"null\"], \"minimum\": 0}"),
            ("machines", array(machine)),
            (
                "contents",
                object([("timeZones", truth), ("certificates", truth), ("users", truth)])
            ),
            ("endOfLife", textOrNull), ("note", textOrNull), ("sources", texts),
            ("checked", text),
        ])
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "goelf targets --json",
              "type": "object",
              "additionalProperties": false,
              "required": ["schemaVersion", "tool", "command", "targets"],
              "properties": {
                "schemaVersion": {"const": 1},
                "tool": {
                  "type": "object", "additionalProperties": false, "required": ["name", "version"],
                  "properties": {"name": {"const": "goelf"}, "version": {"type": "string"}}
                },
                "command": {"const": "targets"},
                "targets": \(array(target))
              },
              "$defs": {
                "number": {"type": "integer", "minimum": 0, "maximum": 18446744073709551615},
                "text": {"type": "string"},
                "textOrNull": {"type": ["string", "null"]},
                "texts": {"type": "array", "items": {"type": "string"}}
              }
            }
            """
    }()

    private static let numbers = array(number)
}
