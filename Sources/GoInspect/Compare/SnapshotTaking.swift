internal import ObjectFile

extension ImageReport {
    /// Takes the snapshot of an image.
    func snapshot(
        _ path: ByteString, _ options: FileSnapshot.Options, _ places: [CheckPlace],
        _ diagnostics: inout [Diagnostic]
    ) -> Snapshot {
        var snapshot = Snapshot()
        let facts = FileFacts(self)
        snapshot.takeHead(of: self)
        snapshot.takeNeeds(of: self)
        snapshot.takeBuild(of: self)
        snapshot.takeParts(of: self, &diagnostics)
        snapshot.takeSymbols(of: self, options, &diagnostics)
        snapshot.takeFunctions(of: self, facts, options, &diagnostics)
        snapshot.takeFacts(of: self, facts)
        snapshot.takeHardening(facts)
        snapshot.verdicts = runs(path, facts, places, named: options.places != nil)
        diagnostics += self.diagnostics.filter { !diagnostics.contains($0) }
        return snapshot
    }

    /// Whether it runs in those places that are of its system, or in all where these were named.
    private func runs(
        _ path: ByteString, _ facts: FileFacts, _ places: [CheckPlace], named: Bool
    ) -> [Snapshot.Runs] {
        guard image.linkage != nil, member == nil else { return [] }
        let system = operatingSystem ?? .linux
        let wanted = named ? places : places.filter { $0.system == system }
        guard !wanted.isEmpty else { return [] }
        var said: [Diagnostic] = []
        let verdicts = Verdict.all(
            of: self, facts, NamedFile(file, path: path), in: wanted, startsAlone: true, &said)
        return verdicts.map { verdict in
            let reason =
                verdict.findings.first { $0.stopsStart }
                ?? (verdict.runs == .unknown ? verdict.findings.first { $0.explainsDoubt } : nil)
            return Snapshot.Runs(target: verdict.target, runs: verdict.runs, rule: reason?.rule)
        }
    }
}

extension Snapshot {
    fileprivate mutating func takeHead(of report: ImageReport) {
        let image = report.image
        switch image.contents {
        case .elf: format = "elf"
        case .machO: format = "mach-o"
        }
        architecture = image.architecture.name
        bits = image.layout.is64Bit ? 64 : 32
        byteOrder = image.layout.byteOrder == .little ? "little" : "big"
        type = image.kind.rawValue
        system = report.operatingSystem?.rawValue
        slice = report.slice
        offset = report.range.offset.rawValue
        size = report.range.size
        linkage = image.linkage?.rawValue
    }

    fileprivate mutating func takeNeeds(of report: ImageReport) {
        let image = report.image
        interpreter = image.interpreter.value?.text
        soname = image.soname?.text
        rpath = image.rpath.map(\.text)
        runpath = image.runpath.map(\.text)
        libc = report.dependencies?.libc ?? "unknown"
        if let glibc = report.dependencies?.glibc {
            glibcFloor = glibc.floor
            apiFloor = glibc.apiFloor
            culprits = glibc.culprits.map(\.text)
        }
        switch image.contents {
        case .elf:
            var versions: [ByteString: [String]] = [:]
            for required in report.dependencies?.requiredVersions.libraries ?? [] {
                versions[required.library, default: []] += required.versions.map(\.name.text)
            }
            libraries = image.needed.map { name in
                // Of one that is there again, the first tells.
                let needed = versions.removeValue(forKey: name) ?? []
                return Library(name: name.text, symbolVersions: needed)
            }
        case .machO(let object):
            libraries = object.contents.libraries.map {
                Library(name: $0.name.text, version: $0.currentVersion.description)
            }
            rpath = object.contents.runPaths.map(\.text)
            minimumOS = object.contents.buildVersions.first.map {
                MinimumOS(
                    platform: $0.platform.shortName, version: $0.minimumOS.description,
                    sdk: $0.sdk.rawValue == 0 ? nil : $0.sdk.description)
            }
        }
    }

    fileprivate mutating func takeBuild(of report: ImageReport) {
        if let build = report.build?.value {
            self.build = Build(
                goVersion: build.goVersion.text, path: build.path.text,
                main: build.main.map { Dependency($0) },
                dependencies: build.dependencies.map { Dependency($0) },
                settings: build.settings.map { Fact(name: $0.key.text, value: $0.value.text) })
            if let id = build.buildID { buildIDs.append(Fact(name: "go", value: id.text)) }
        } else if report.build?.error != nil {
            missing.append("build information, which cannot be read")
        }
        switch report.image.contents {
        case .elf(let object):
            // Go's linker puts its own note into a segment, and leaves this one to its section.
            let sections = object.sections(in: report.file).value
            let note = object.notes(sections, in: report.file).notes.first {
                $0.owner == "GNU" && $0.type == 3
            }
            if case .text(let text)? = note?.meaning(object.header) {
                buildIDs.append(Fact(name: "gnu", value: text.text))
            }
        case .machO(let object):
            if let uuid = object.contents.uuid {
                buildIDs.append(Fact(name: "uuid", value: MachO.uuidText(uuid.span)))
            }
        }
    }

    fileprivate mutating func takeFacts(of report: ImageReport, _ facts: FileFacts) {
        guard report.build?.value != nil || functionSource == Self.functionTable else { return }
        let found = facts.callers
        cgo = Cgo(
            verdict: found.verdict, linkMode: found.linkMode,
            packages: found.packages.compactMap { $0.path?.text })
        self.facts = facts.go.facts.map { fact in
            Fact(name: fact.name, value: Self.text(fact.value))
        }
    }

    fileprivate mutating func takeHardening(_ facts: FileFacts) {
        guard let found = facts.hardening else { return }
        let branches = found.branchProtections.joined(separator: " ")
        let states: [(String, String?)] = [
            ("pie", found.isPositionIndependent ? "yes" : "no"),
            ("relro", found.readOnlyRelocations?.rawValue), ("stack", found.stack?.rawValue),
            ("text-relocations", found.hasTextRelocations ? "yes" : "no"),
            ("writable-code", found.writableCode.isEmpty ? "no" : "yes"),
            ("branch-protection", branches.isEmpty ? "none" : branches),
        ]
        hardening = states.compactMap { name, value in
            value.map { Fact(name: name, value: $0) }
        }
    }

    private static func text(_ value: GoFact.Value) -> String? {
        switch value {
        case .flag(let isTrue): isTrue ? "yes" : "no"
        case .text(let text): text.text
        case .list(let texts): texts.isEmpty ? "none" : texts.map(\.text).joined(separator: ", ")
        case .unknown: nil
        }
    }

    static let functionTable = "function table"
}

extension Snapshot.Dependency {
    fileprivate init(_ dependency: Build.Dependency) {
        module = Snapshot.Module(dependency.module)
        replacement = dependency.replacement.map { Snapshot.Module($0) }
    }
}

extension Snapshot.Module {
    fileprivate init(_ module: Build.Module) {
        self.init(path: module.path.text, version: module.version.text, sum: module.sum.text)
    }
}
