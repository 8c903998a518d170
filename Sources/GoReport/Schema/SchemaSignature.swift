/// What `signature` adds to an image.
extension JSONSchema {
    static let signature: String = {
        let blob = object([
            ("slot", text), ("slotNumber", number), ("magic", text), ("offset", number),
            ("size", number),
        ])
        let signature = object(
            [
                ("verdict", choice("valid", "damaged", "unreadable")),
                ("signer", choice("linker", "ad-hoc", "certificate", "none")),
                ("offset", number), ("size", number), ("magic", text), ("cdhash", textOrNull),
                ("identifier", textOrNull), ("team", textOrNull), ("hardenedRuntime", boolean),
                ("requirements", numberOrNull), ("entitlements", textOrNull),
                ("derEntitlements", boolean), ("cms", numberOrNull), ("unsignedBytes", number),
                ("trailingBytes", number), ("blobs", array(blob)),
                ("directories", array(directory)),
            ],
            optional: [
                ("identifierBytes", bytes), ("teamBytes", bytes), ("entitlementsBytes", bytes),
            ])
        return "\"signature\": {\"anyOf\": [{\"type\": \"null\"}, \(signature)]}"
    }()

    private static let numberOrNull = "{\"type\": [\"integer\", \"null\"], \"minimum\": 0}"

    private static let directory: String = {
        let segment = object([
            ("base", number), ("limit", number), ("flags", texts), ("flagBits", number),
        ])
        let run = object([("page", number), ("count", number)])
        let special = object([
            ("slot", text), ("number", number),
            (
                "verdict",
                choice("valid", "differs", "not-sealed", "not-in-file", "unreadable")
            ),
            ("expected", text), ("found", text),
        ])
        return object(
            [
                ("slot", text), ("version", number), ("flags", texts), ("flagBits", number),
                ("hashType", text), ("hashSize", number), ("identifier", text),
                ("team", textOrNull), ("platform", number), ("pageSize", number),
                ("codeLimit", number),
                ("executableSegment", "{\"anyOf\": [{\"type\": \"null\"}, \(segment)]}"),
                ("runtime", textOrNull), ("runtimeBits", numberOrNull), ("scatter", array(run)),
                ("cdhash", textOrNull),
                ("pages", "{\"anyOf\": [{\"type\": \"null\"}, \(pages)]}"),
                ("special", array(special)),
            ], optional: [("identifierBytes", bytes), ("teamBytes", bytes)])
    }()

    private static let pages: String = {
        let difference = object([
            ("page", number), ("offset", number), ("size", number), ("expected", text),
            ("found", text),
        ])
        let counts = ["count", "hashes", "checked", "differing", "missing", "surplus"]
        return object(counts.map { ($0, number) } + [("differences", array(difference))])
    }()
}
