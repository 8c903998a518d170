extension JSONSchema {
    /// The whole document: what all commands share, and what an image has of this one.
    static func document(_ topic: Topic) -> String {
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "goelf \(topic.rawValue) --json",
          "type": "object",
          "additionalProperties": false,
          "required": ["schemaVersion", "tool", "command", "files"\(topic == .check ? ", \"summary\", \"policy\", \"baseline\"" : "")],
          "properties": {
            "schemaVersion": {"const": 1},
            "tool": {
              "type": "object", "additionalProperties": false, "required": ["name", "version"],
              "properties": {"name": {"const": "goelf"}, "version": {"type": "string"}}
            },
            "command": {"const": "\(topic.rawValue)"},
            "files": {"type": "array", "items": {"$ref": "#/$defs/file"}}\(topic == .check ? ", " + summary : "")
          },
          "$defs": {
            "file": {
              "type": "object", "additionalProperties": false,
              "required": ["path", "size", "images", "diagnostics", "format"],
              "properties": {
                "path": {"type": "string"}, "pathBytes": {"$ref": "#/$defs/bytes"},
                "size": {"type": ["integer", "null"], "minimum": 0},
                "images": {"type": "array", "items": {"$ref": "#/$defs/image"}},
                "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}},
                "format": {"enum": ["elf", "mach-o", "universal", "archive", "pe", "xcoff", \
        "plan9", "wasm", "java-class", "script", "text", "empty", "other", null]},
                "error": {"$ref": "#/$defs/diagnostic"}
              }
            },
            "diagnostic": {
              "type": "object", "additionalProperties": false,
              "required": ["code", "severity", "message", "offset", "structure"],
              "properties": {
                "code": {"type": "string"},
                "severity": {"enum": ["note", "warning", "error"]},
                "message": {"type": "string"},
                "offset": {"type": ["integer", "null"], "minimum": 0},
                "structure": {"type": ["string", "null"]}
              }
            },
            "number": {"type": "integer", "minimum": 0, "maximum": 18446744073709551615},
            "text": {"type": "string"},
            "textOrNull": {"type": ["string", "null"]},
            "bytes": {"type": "string", "contentEncoding": "base64"},
            "texts": {"type": "array", "items": {"type": "string"}},
            "listOfBytes": {"type": "array", "items": {"type": ["string", "null"]}},
            "image": {
              "type": "object", "additionalProperties": false,
              "required": ["format", "architecture", "bits", "byteOrder", "type", "os", \
        "offset", "size", "linkage", \(required(topic))],
              "properties": {
                "format": {"enum": ["elf", "mach-o"]},
                "architecture": {"type": "string"},
                "bits": {"enum": [32, 64]},
                "byteOrder": {"enum": ["little", "big"]},
                "type": {"enum": ["executable", "pie", "shared-object", "relocatable", "core", \
        "bundle", "dylinker", "object", "other"]},
                "os": {"$ref": "#/$defs/textOrNull"},
                "slice": {"$ref": "#/$defs/text"},
                "member": {"$ref": "#/$defs/text"}, "memberBytes": {"$ref": "#/$defs/bytes"},
                "offset": {"$ref": "#/$defs/number"},
                "size": {"$ref": "#/$defs/number"},
                "linkage": {"enum": ["static", "static-pie", "dynamic", \
        "dynamic-without-libraries", "shared-library", null]},
                \(properties(topic))
              }
            }
          }
        }
        """
    }

    private static func required(_ topic: Topic) -> String {
        switch topic {
        case .info: dependencyKeys + ", \"go\", \"findings\""
        case .deps: dependencyKeys
        case .buildinfo: "\"go\""
        case .headers: "\"header\""
        case .check: "\"verdicts\", \"findings\", \"ignored\""
        case .functions: "\"goVersionRange\", \"textStart\", \"pointerSize\""
        default: "\"\(topic.rawValue)\""
        }
    }

    private static let dependencyKeys = """
        "interpreter", "needed", "soname", "rpath", "runpath", "libc", "requiredVersions", "glibc"
        """

    private static func properties(_ topic: Topic) -> String {
        switch topic {
        case .info:
            [dependencies, machODependencies, build, list("findings", finding)]
                .joined(separator: ", ")
        case .deps: [dependencies, machODependencies, tree].joined(separator: ", ")
        case .buildinfo: [build, facts, variables].joined(separator: ", ")
        case .headers: "\"header\": " + either(header, machOHeader) + ", " + loadCommands
        case .segments: list("segments", either(segment, machOSegment))
        case .sections: list("sections", either(section, machOSection))
        case .dynamic: list("dynamic", dynamicEntry)
        case .symbols:
            list("symbols", either(symbol, machOSymbol)) + ", " + list("exports", machOExport)
        case .versions: versions
        case .notes: list("notes", note)
        case .signature: signature
        case .relocations: list("relocations", either(relocation, machOFixup))
        case .functions: functions
        case .cgo: cgo
        case .check:
            [list("verdicts", verdict), list("findings", finding), list("ignored", ignored)]
                .joined(separator: ", ")
        }
    }

    /// A key with a list of objects of one form.
    static func list(_ key: String, _ item: String) -> String {
        "\"\(key)\": {\"type\": \"array\", \"items\": \(item)}"
    }

    /// A form of object in which every key listed has to be there, and none but these and the
    /// optional ones may.
    static func object(_ properties: [(String, String)], optional: [(String, String)] = [])
        -> String
    {
        let keys = properties.map { "\"\($0.0)\"" }.joined(separator: ", ")
        let forms = (properties + optional).map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ")
        return "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\(keys)], "
            + "\"properties\": {\(forms)}}"
    }

    static let number = "{\"$ref\": \"#/$defs/number\"}"
    static let text = "{\"$ref\": \"#/$defs/text\"}"
    static let textOrNull = "{\"$ref\": \"#/$defs/textOrNull\"}"
    static let bytes = "{\"$ref\": \"#/$defs/bytes\"}"
    static let texts = "{\"$ref\": \"#/$defs/texts\"}"
    static let listOfBytes = "{\"$ref\": \"#/$defs/listOfBytes\"}"
    static let boolean = "{\"type\": \"boolean\"}"

    /// Form of a choice of texts.
    static func choice(_ values: String...) -> String {
        "{\"enum\": [" + values.map { "\"\($0)\"" }.joined(separator: ", ") + "]}"
    }

    /// A list of objects, as a form.
    static func array(_ item: String) -> String {
        "{\"type\": \"array\", \"items\": \(item)}"
    }
}
