/// What each command adds to an image.
extension JSONSchema {
    static let dependencies: String = {
        let version = object(
            [("name", text), ("weak", boolean), ("symbols", texts)],
            optional: [("nameBytes", bytes), ("symbolsBytes", listOfBytes)])
        let library = object(
            [("library", text), ("versions", array(version))], optional: [("libraryBytes", bytes)])
        let culprit = object(
            [("symbol", text), ("version", text)],
            optional: [("symbolBytes", bytes)])
        let glibc = object([
            ("floor", textOrNull), ("apiFloor", textOrNull), ("culprits", array(culprit)),
        ])
        return [
            "\"interpreter\": \(textOrNull), \"interpreterBytes\": \(bytes)",
            "\"needed\": \(texts), \"neededBytes\": \(listOfBytes)",
            "\"soname\": \(textOrNull), \"sonameBytes\": \(bytes)",
            "\"rpath\": \(texts), \"rpathBytes\": \(listOfBytes)",
            "\"runpath\": \(texts), \"runpathBytes\": \(listOfBytes)",
            "\"libc\": "
                + choice("glibc", "musl", "bionic", "libsystem", "uclibc", "none", "unknown"),
            "\"requiredVersions\": \(array(library))",
            "\"glibc\": {\"anyOf\": [{\"type\": \"null\"}, \(glibc)]}",
        ].joined(separator: ", ")
    }()

    static let build: String = {
        let moduleFields = [("Path", text), ("Version", text), ("Sum", text)]
        let replacement = object([], optional: moduleFields)
        let module = object([], optional: moduleFields + [("Replace", replacement)])
        let setting = object([], optional: [("Key", text), ("Value", text)])
        let information = object(
            [("Main", module)],
            optional: [
                ("GoVersion", text), ("Path", text), ("Deps", array(module)),
                ("Settings", array(setting)),
            ])
        let source = object([
            ("section", textOrNull), ("offset", number), ("encoding", choice("inline", "pointers")),
        ])
        let go = object(
            [
                ("version", text), ("buildInfo", information), ("source", source),
                ("buildID", textOrNull),
            ], optional: [("versionBytes", bytes), ("buildIDBytes", bytes)])
        return "\"go\": {\"anyOf\": [{\"type\": \"null\"}, \(go)]}"
    }()

    static let header: String = {
        let numbers = [
            "class", "abiversion", "version", "entry", "phoff", "shoff", "flags", "ehsize",
            "phentsize", "phnum", "shentsize", "shnum", "shstrndx",
        ]
        let texts = [
            ("data", choice("little", "big")), ("osabi", text), ("type", text), ("machine", text),
        ]
        return object(numbers.map { ($0, number) } + texts)
    }()

    static let segment = object(
        [("type", text), ("flags", texts)]
            + ["offset", "vaddr", "paddr", "filesz", "memsz", "align"].map { ($0, number) })

    static let section = object(
        [("name", text), ("type", text), ("flags", texts)]
            + ["index", "addr", "offset", "size", "link", "info", "addralign", "entsize"].map {
                ($0, number)
            }, optional: [("nameBytes", bytes)])

    static let dynamicEntry = object(
        [("tag", text), ("value", number)], optional: [("string", text), ("stringBytes", bytes)])

    static let symbol = object(
        [
            ("name", text), ("value", number), ("size", number), ("type", text), ("binding", text),
            ("visibility", text), ("section", text), ("version", textOrNull),
            ("versionHidden", boolean), ("table", choice("symtab", "dynsym")),
        ], optional: [("nameBytes", bytes), ("versionBytes", bytes)])

    static let versions: String = {
        let needed = object(
            [("name", text), ("index", number), ("flags", texts), ("hash", number)],
            optional: [("nameBytes", bytes)])
        let library = object(
            [("library", text), ("versions", array(needed))], optional: [("libraryBytes", bytes)])
        let defined = object(
            [("name", text), ("index", number), ("flags", texts), ("parents", texts)],
            optional: [("nameBytes", bytes), ("parentsBytes", listOfBytes)])
        return "\"versions\": "
            + object([("required", array(library)), ("defined", array(defined))])
    }()

    static let note = object(
        [
            ("owner", text), ("type", text), ("offset", number), ("desc", text),
            ("value", "{\"type\": [\"string\", \"array\", \"null\"]}"),
        ], optional: [("ownerBytes", bytes), ("valueBytes", bytes)])

    static let relocation = object(
        [
            ("form", choice("rel", "rela", "relr", "mach-o")), ("name", text), ("offset", number),
            ("size", number), ("types", array(object([("type", text), ("count", number)]))),
        ],
        optional: [("nameBytes", bytes), ("symbols", texts), ("symbolsBytes", listOfBytes)])

    static let functions: String = {
        let integerOrNull = "{\"type\": [\"integer\", \"null\"]}"
        let kinds = ["function", "method", "closure", "init", "wrapper", "generated"]
        let names = kinds.map { "\"" + $0 + "\"" }.joined(separator: ", ")
        let kind = "{\"enum\": [\(names), null]}"
        let inlined = object(
            [
                ("name", text), ("parent", integerOrNull), ("file", textOrNull),
                ("line", integerOrNull),
            ],
            optional: [
                ("startLine", "{\"type\": \"integer\"}"), ("nameBytes", bytes),
                ("fileBytes", bytes),
            ])
        let function = object(
            [
                ("name", text), ("package", textOrNull), ("entry", number), ("size", number),
                ("file", textOrNull), ("line", integerOrNull),
            ],
            optional: [
                ("startLine", "{\"type\": \"integer\"}"), ("nameBytes", bytes),
                ("packageBytes", bytes), ("fileBytes", bytes), ("inlined", array(inlined)),
                ("receiver", textOrNull), ("receiverBytes", bytes), ("kind", kind),
            ])
        let source = choice("module data", "symbols", "function table")
        let initOrder = object([("source", source), ("isRunOrder", "{\"type\": \"boolean\"}")])
        let package = object(
            [("name", textOrNull), ("functions", number), ("bytes", number)],
            optional: [("nameBytes", bytes)])
        return [
            "\"functions\": {\"type\": [\"array\", \"null\"], \"items\": \(function)}",
            "\"packages\": {\"type\": [\"array\", \"null\"], \"items\": \(package)}",
            "\"inits\": {\"type\": [\"array\", \"null\"], \"items\": \(function)}",
            "\"initOrder\": \(initOrder)",
            "\"goVersionRange\": \(textOrNull)",
            "\"textStart\": {\"type\": [\"integer\", \"null\"], \"minimum\": 0}",
            "\"pointerSize\": {\"enum\": [4, 8, null]}",
        ].joined(separator: ", ")
    }()

    static let evidence = object(
        [
            ("source", text), ("offset", "{\"type\": [\"integer\", \"null\"], \"minimum\": 0}"),
            ("detail", text), ("confidence", choice("certain", "strong", "weak")),
        ], optional: [("detailBytes", bytes)])

    static let facts: String = {
        let value = """
            {"type": ["boolean", "string", "array", "null"], "items": {"type": "string"}}
            """
        let valueBytes = """
            {"type": ["string", "array"], "items": {"type": ["string", "null"]}}
            """
        let fact = object(
            [
                ("name", text), ("value", value), ("note", textOrNull),
                ("evidence", array(evidence)),
            ],
            optional: [("valueBytes", valueBytes)])
        return list("facts", fact)
    }()

    static let variables = list(
        "variables",
        object(
            [
                ("name", text), ("value", textOrNull),
                ("offset", "{\"type\": [\"integer\", \"null\"], \"minimum\": 0}"),
                ("note", textOrNull), ("evidence", array(evidence)),
            ], optional: [("valueBytes", bytes)]))

    static let cgo: String = {
        let package = object(
            [
                ("package", textOrNull), ("calls", texts), ("exports", texts),
                ("evidence", array(evidence)),
            ],
            optional: [
                ("packageBytes", bytes), ("callsBytes", listOfBytes), ("exportsBytes", listOfBytes),
            ])
        let symbol = object(
            [("name", text), ("version", textOrNull)],
            optional: [("nameBytes", bytes), ("versionBytes", bytes)])
        let library = object(
            [("name", textOrNull), ("symbols", array(symbol))], optional: [("nameBytes", bytes)])
        let unit = object(
            [("name", text), ("language", text), ("producer", text), ("directory", text)],
            optional: [("nameBytes", bytes), ("producerBytes", bytes), ("directoryBytes", bytes)])
        let group = object(
            [("group", choice("nss", "dns", "threads", "dlopen", "stdio")), ("symbols", texts)],
            optional: [("symbolsBytes", listOfBytes)])
        return "\"cgo\": "
            + object([
                ("verdict", choice("none", "runtime-only", "calls-c", "unknown")),
                ("linkMode", choice("internal", "external", "unknown")),
                ("packages", array(package)), ("libraries", array(library)),
                ("importGroups", array(group)), ("allocators", texts),
                ("compileUnits", array(unit)), ("evidence", array(evidence)),
            ])
    }()
}
