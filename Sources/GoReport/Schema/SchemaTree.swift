/// What `deps --tree` adds.
extension JSONSchema {
    static let tree: String = {
        let rules = [
            "absolute", "rpath", "runpath", "LD_LIBRARY_PATH", "ld.so.cache", "ld.so.conf",
            "hwcaps", "default", "preload", "interpreter", "path-file", "reserved", "loader-path",
            "executable-path", "shared-cache", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH",
            "DYLD_FALLBACK_LIBRARY_PATH",
        ]
        let node = object(
            [
                ("id", number), ("name", text), ("path", textOrNull),
                (
                    "status",
                    choice("found", "not-found", "wrong-architecture", "builtin", "shared-cache")
                ),
                ("foundBy", "{\"enum\": [" + rules.map { "\"\($0)\", " }.joined() + "null]}"),
                ("foundIn", textOrNull), ("searched", texts), ("needs", array(number)),
            ],
            optional: [
                ("optional", boolean), ("nameBytes", bytes), ("pathBytes", bytes),
                ("foundInBytes", bytes),
                ("searchedBytes", listOfBytes),
            ])
        let kinds = choice(
            "not-executable", "format", "not-a-program", "machine", "interpreter",
            "library-missing", "library-damaged",
            "wrong-architecture", "version-missing", "versions-absent", "symbol-missing",
            "alignment", "truncated", "processor")
        let problem = object([
            ("kind", kinds), ("node", number), ("message", text), ("text", text),
            ("isFatal", boolean),
        ])
        let opened = object(
            [
                ("name", text), ("path", textOrNull), ("node", number),
                ("reason", choice("note.dlopen", "nss")), ("feature", textOrNull),
                ("priority", textOrNull),
            ], optional: [("nameBytes", bytes), ("pathBytes", bytes)])
        let tree = object(
            [
                ("loader", "{\"enum\": [\"glibc\", \"musl\", \"dyld\", null]}"), ("root", text),
                ("nodes", array(node)), ("problems", array(problem)),
                ("opened", array(opened)),
                ("starts", "{\"type\": [\"boolean\", \"null\"]}"), ("predictedError", textOrNull),
                ("exitStatus", "{\"type\": [\"integer\", \"null\"]}"),
            ], optional: [("rootBytes", bytes)])
        return "\"tree\": \(tree)"
    }()
}
