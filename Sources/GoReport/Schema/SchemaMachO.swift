/// What Mach-O has in place of ELF's forms, and beside them.
extension JSONSchema {
    static let machODependencies: String = {
        let library = object(
            [
                ("name", text), ("kind", choice("load", "weak", "reexport", "lazy", "upward")),
                ("currentVersion", text), ("compatibilityVersion", text),
                (
                    "place",
                    choice(
                        "shared-cache", "rpath", "loader-path", "executable-path", "absolute",
                        "relative")
                ),
            ], optional: [("nameBytes", bytes)])
        let minimum = object([("platform", text), ("version", text), ("sdk", textOrNull)])
        return [
            list("loads", library), "\"rpaths\": \(texts), \"rpathsBytes\": \(listOfBytes)",
            "\"minimumOS\": {\"anyOf\": [{\"type\": \"null\"}, \(minimum)]}",
            "\"uuid\": \(textOrNull)",
        ].joined(separator: ", ")
    }()

    static let machOHeader = object([
        ("magic", number), ("cputype", text), ("cpusubtype", number), ("filetype", text),
        ("ncmds", number), ("sizeofcmds", number), ("flags", texts),
    ])

    /// Each kind of command has fields of its own, by the specification's names.
    static let loadCommands = """
        "loadCommands": {"type": "array", "items": {"type": "object", \
        "required": ["cmd", "cmdsize", "offset"], "properties": {"cmd": \(text), \
        "cmdsize": \(number), "offset": \(number)}}}
        """

    static let machOSegment = object(
        [
            ("name", text), ("maxprot", texts), ("initprot", texts), ("flags", texts),
        ] + ["vmaddr", "vmsize", "fileoff", "filesize"].map { ($0, number) },
        optional: [("nameBytes", bytes)])

    static let machOSection = object(
        [("name", text), ("segment", text), ("type", text), ("flags", texts)]
            + ["index", "addr", "size", "offset", "align", "reloff", "nreloc"].map { ($0, number) },
        optional: [("nameBytes", bytes), ("segmentBytes", bytes)])

    static let machOSymbol = object(
        [
            ("name", text), ("value", number), ("type", text),
            ("binding", choice("local", "global", "weak", "private-external")),
            ("section", text), ("library", textOrNull), ("description", texts),
            ("table", choice("symtab")),
        ],
        optional: [
            ("nameBytes", bytes), ("sectionBytes", bytes), ("libraryBytes", bytes),
            ("indirect", text), ("indirectBytes", bytes),
        ])

    static let machOFixup = object(
        [
            ("kind", choice("rebase", "bind", "weak-bind", "lazy-bind")), ("type", text),
            ("segment", textOrNull), ("address", numberOrNull),
        ],
        optional: [
            ("segmentBytes", bytes), ("symbol", text), ("symbolBytes", bytes),
            ("library", textOrNull), ("libraryBytes", bytes), ("flags", texts),
            ("addend", "{\"type\": \"integer\"}"), ("target", number),
            (
                "authentication",
                object([
                    ("key", choice("IA", "IB", "DA", "DB")), ("diversity", number),
                    ("usesAddress", "{\"type\": \"boolean\"}"),
                ])
            ),
        ])

    static let machOExport = object(
        [
            ("name", text), ("kind", text), ("flags", texts), ("address", numberOrNull),
            ("library", textOrNull),
        ],
        optional: [
            ("nameBytes", bytes), ("value", number), ("resolver", number), ("libraryBytes", bytes),
            ("importedName", text), ("importedNameBytes", bytes),
        ])

    private static let numberOrNull = "{\"anyOf\": [{\"type\": \"null\"}, \(number)]}"

    /// One of two forms.
    static func either(_ first: String, _ second: String) -> String {
        "{\"anyOf\": [\(first), \(second)]}"
    }
}
