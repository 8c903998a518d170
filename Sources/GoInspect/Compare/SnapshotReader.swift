internal import ObjectFile

extension FileSnapshot {
    /// Reads a snapshot that was kept; nil where the file is nothing like one.
    static func kept(
        _ file: FileBytes, path: ByteString, _ limits: Limits
    ) throws(ParseError) -> FileSnapshot? {
        let container = try Container(file)
        guard container == .text || container == .other else { return nil }
        let head = try file.bytes(in: .first(min(file.size, 64)), reading: SnapshotFields.part)
        guard head.span.firstThatIsNoSpace == UInt8(ascii: "{") else { return nil }
        var bounds = JSONReader.Bounds()
        // That of a program of a hundred thousand functions has half a million values, each of eight
        // bytes and more.
        bounds.bytes = 64 << 20
        bounds.values = 4096 + Int(clamping: min(file.size / 6, 1 << 21))
        bounds.depth = 16
        let value = try JSONReader.value(of: file, "snapshot", bounds: bounds)
        return try FileSnapshot(SnapshotFields(value, "document"), path: path)
    }

    private init(_ document: SnapshotFields, path: ByteString) throws(ParseError) {
        self.init(path: path)
        guard document.value["tool"]?["name"]?.string == "goelf",
            document.value["command"]?.string == "snapshot"
        else { throw document.error("is no snapshot that goelf wrote") }
        let version = try document.number("schemaVersion")
        guard version == 1 else {
            throw document.error("is of schema version \(version), which this goelf does not read")
        }
        let files = try document.list("files")
        guard let file = files.first, files.count == 1 else {
            throw document.error("has \(files.count) files; one can be compared")
        }
        isKept = true
        size = try file.number("size")
        digest = try file.textOrNull("sha256")
        container = try file.textOrNull("format").flatMap { Container(rawValue: $0) }
        for image in try file.list("images") { images.append(try Snapshot(image)) }
        guard !images.isEmpty else { throw file.error("has no images") }
    }
}

extension Snapshot {
    fileprivate init(_ image: SnapshotFields) throws(ParseError) {
        self.init()
        format = try image.text("format")
        architecture = try image.text("architecture")
        bits = try image.number("bits")
        byteOrder = try image.text("byteOrder")
        type = try image.text("type")
        system = try image.textOrNull("os")
        if image.value["slice"] != nil { slice = try image.text("slice") }
        offset = try image.number("offset")
        size = try image.number("size")
        linkage = try image.textOrNull("linkage")
        let kept = try image.object("snapshot")
        digest = try kept.textOrNull("sha256")
        try readNeeds(kept)
        try readFacts(kept)
        build = try kept.objectOrNull("build").map { (build) throws(ParseError) in
            try Build(build)
        }
        try readTables(kept)
    }

    private mutating func readNeeds(_ kept: SnapshotFields) throws(ParseError) {
        interpreter = try kept.textOrNull("interpreter")
        libc = try kept.text("libc")
        for library in try kept.list("libraries") {
            libraries.append(
                Library(
                    name: try library.text("name"), version: try library.textOrNull("version"),
                    symbolVersions: try library.texts("symbolVersions")))
        }
        soname = try kept.textOrNull("soname")
        rpath = try kept.texts("rpath")
        runpath = try kept.texts("runpath")
        glibcFloor = try kept.textOrNull("glibcFloor")
        apiFloor = try kept.textOrNull("apiFloor")
        culprits = try kept.texts("culprits")
        if let oldest = try kept.objectOrNull("minimumOS") {
            minimumOS = MinimumOS(
                platform: try oldest.text("platform"), version: try oldest.text("version"),
                sdk: try oldest.textOrNull("sdk"))
        }
    }

    private mutating func readFacts(_ kept: SnapshotFields) throws(ParseError) {
        if let cgo = try kept.objectOrNull("cgo") {
            self.cgo = Cgo(
                verdict: try cgo.text("verdict"), linkMode: try cgo.text("linkMode"),
                packages: try cgo.texts("packages"))
        }
        facts = try kept.facts("facts")
        hardening = try kept.facts("hardening")
        buildIDs = try kept.facts("buildIDs")
        for verdict in try kept.list("verdicts") {
            guard let runs = Verdict.Runs(rawValue: try verdict.text("runs")) else {
                throw verdict.error("has no verdict in runs")
            }
            verdicts.append(
                Runs(
                    target: try verdict.text("target"), runs: runs,
                    rule: try verdict.textOrNull("rule")))
        }
        missing = try kept.texts("missing")
    }

    private mutating func readTables(_ kept: SnapshotFields) throws(ParseError) {
        sections = try kept.extents("sections")
        segments = try kept.extents("segments")
        imports = try kept.symbols("imports")
        exports = try kept.symbols("exports")
        exportCount = try kept.number("exportCount")
        functionSource = try kept.textOrNull("functionSource")
        for package in try kept.list("packages") {
            packages.append(
                Package(
                    name: try package.text("name"), functions: try package.number("functions"),
                    bytes: try package.number("bytes")))
        }
        functions = try kept.names("functions", groups: packages.count)
        symbols = try kept.names("symbols", groups: 1)
    }
}

extension Snapshot.Build {
    fileprivate init(_ build: SnapshotFields) throws(ParseError) {
        self.init()
        goVersion = try build.text("goVersion")
        path = try build.text("path")
        main = try build.objectOrNull("main").map { (main) throws(ParseError) in
            try Snapshot.Dependency(main)
        }
        for dependency in try build.list("dependencies") {
            dependencies.append(try Snapshot.Dependency(dependency))
        }
        settings = try build.facts("settings")
    }
}

extension Snapshot.Dependency {
    fileprivate init(_ fields: SnapshotFields) throws(ParseError) {
        module = try Snapshot.Module(fields)
        replacement = try fields.objectOrNull("replacement").map { (module) throws(ParseError) in
            try Snapshot.Module(module)
        }
    }
}

extension Snapshot.Module {
    fileprivate init(_ fields: SnapshotFields) throws(ParseError) {
        path = try fields.text("path")
        version = try fields.text("version")
        sum = try fields.text("sum")
    }
}
