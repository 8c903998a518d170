internal import ObjectFile

extension GoFactGroup {
    /// Which toolchain made the program, where, and what it was asked for.
    static let toolchain = GoFactGroup(
        functions: BuildModeFacts.functions + TestFacts.functions
            + GoFactSources.schedulerFunctions, symbols: []
    ) { sources in
        let variables = sources.runtimeVariables
        let paths = SourcePathFacts(sources)
        let versions = GoVersionSource.all(sources, variables, root: paths.root)
        return GoVersionSource.facts(versions)
            + [variables.modules(sources), sources.pointers] + paths.facts
            + [
                variables.defaultRoot, OptimizationFacts.fact(of: sources, versions),
                TestFacts.fact(of: sources, paths.paths),
            ]
            + BuildModeFacts.facts(of: sources)
            + StripFacts.facts(of: sources) + PackageFacts.facts(of: sources)
            + [sources.packer, sources.obfuscation(paths.paths), sources.fipsSum]
    }
}

/// The strings that Go's linker writes into the runtime, which symbols lead to.
struct RuntimeVariables: Sendable {
    /// `runtime.buildVersion`: what `runtime.Version` returns.
    let buildVersion: GoVariable?
    /// `runtime.defaultGOROOT`: what `runtime.GOROOT` returns where the environment has none.
    let goRoot: GoVariable?
    /// `runtime.modinfo`: what `debug.ReadBuildInfo` takes apart.
    let moduleInformation: GoVariable?

    private static let names = [
        "runtime.buildVersion", "runtime.defaultGOROOT", "runtime.modinfo",
    ]

    init(_ reader: GoVariableReader) {
        let variables = reader.read(Self.names).variables
        buildVersion = variables.first { $0.name == Self.names[0] && $0.value != nil }
        goRoot = variables.first { $0.name == Self.names[1] }
        moduleInformation = variables.first { $0.name == Self.names[2] && $0.value != nil }
    }

    /// What `runtime.GOROOT` returns where the environment has no GOROOT: it looks nowhere else.
    var defaultRoot: GoFact {
        let name = "default-goroot"
        guard let goRoot, let value = goRoot.value else {
            return GoFact(name, .unknown, note: goRoot?.note)
        }
        if value.isEmpty {
            return GoFact(
                name, .text("none"),
                note: "runtime.GOROOT() is empty unless the environment has a GOROOT",
                evidence: goRoot.evidence)
        }
        return GoFact(
            name, .text(value),
            note: "what runtime.GOROOT() returns unless the environment has a GOROOT",
            evidence: goRoot.evidence)
    }

    /// Whether what the program tells of its modules is what is written for others to read.
    func modules(_ sources: GoFactSources) -> GoFact {
        let name = "modinfo-agrees"
        guard let moduleInformation, let text = moduleInformation.value, let build = sources.build
        else { return GoFact(name, .unknown) }
        let offset = build.source.offset
        let read = Fact { () throws(ParseError) in
            let bytes = Bytes(text.utf8)
            return try BuildInformation(
                goVersion: build.information.goVersion, modules: bytes, at: offset,
                sources.limits)
        }
        let agrees = read.value == build.information
        let own = Evidence("build information", at: offset, "settings and modules")
        return GoFact(
            name, .init(agrees),
            note: agrees
                ? nil : "debug.ReadBuildInfo() returns something else than the build information",
            evidence: [own] + moduleInformation.evidence)
    }
}

extension GoFactSources {
    var runtimeVariables: RuntimeVariables {
        RuntimeVariables(GoVariableReader(image, in: file, build: build, limits: limits))
    }

    /// Whether everything that tells the width of a pointer and the byte order tells the same.
    var pointers: GoFact {
        let name = "layout-agrees"
        var evidence = [
            Evidence("file header", at: .start, Self.layout(image.layout, image.architecture))
        ]
        var agrees = true
        if let table = functions.table {
            agrees = table.layout == image.layout && fits(quantum: table.quantum)
            let text = Self.layout(table.layout, nil).text + ", code in steps of \(table.quantum)"
            evidence.append(
                Evidence("function table", at: table.source.offset, ByteString(text)))
        }
        if let build, let layout = Self.layout(of: build, in: file) {
            agrees = agrees && layout == image.layout
            evidence.append(
                Evidence("build information", at: build.source.offset, Self.layout(layout, nil)))
        }
        guard evidence.count > 1 else { return GoFact(name, .unknown, evidence: evidence) }
        return GoFact(
            name, .init(agrees), note: agrees ? nil : "no toolchain writes such a file",
            evidence: evidence)
    }

    /// Whether instructions of the processor are multiples of that many bytes (`minLC`).
    private func fits(quantum: UInt8) -> Bool {
        switch image.architecture.name {
        case "x86_64", "i386": quantum == 1
        case "s390x": quantum == 2
        // Since Go 1.26 some have two bytes.
        case "riscv64": quantum == 2 || quantum == 4
        case "aarch64", "arm", "ppc64", "ppc64le", "loong64", "mips", "mipsel", "mips64",
            "mips64el":
            quantum == 4
        default: true
        }
    }

    /// The header of the build information has both, whether it needs them or not.
    private static func layout(
        of build: BuildInformationReader.Result, in file: FileBytes
    ) -> Layout? {
        let offset = build.source.offset.advanced(by: 14)
        do throws(ParseError) {
            guard let range = FileRange(offset: offset, size: 2) else { return nil }
            let bytes = try file.bytes(in: range, reading: .buildInformation)
            let span = bytes.span
            guard span[0] == 4 || span[0] == 8 else { return nil }
            return Layout(is64Bit: span[0] == 8, byteOrder: span[1] & 1 == 0 ? .little : .big)
        } catch {
            return nil
        }
    }

    private static func layout(_ layout: Layout, _ architecture: Architecture?) -> ByteString {
        let order = layout.byteOrder == .little ? "little-endian" : "big-endian"
        let name = architecture.map { $0.name + ", " } ?? ""
        return ByteString(name + "pointers of \(layout.wordSize) bytes, " + order)
    }
}
