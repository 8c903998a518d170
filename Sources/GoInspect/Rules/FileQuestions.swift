internal import DynamicLinking
internal import GoBinary
internal import ObjectFile

/// What rules about files ask of them.
extension FileSituation {
    /// What Go wrote of the build; nil where it wrote nothing, or that cannot be read.
    var build: Build? { report.build?.value }

    /// A fact of the program by its name; nil for what is not Go's, which is not even looked at.
    func fact(_ name: String) -> GoFact? {
        facts.isGo ? facts.go.facts.first { $0.name == name } : nil
    }

    /// A setting of the build, with its place.
    func setting(_ key: String) -> (text: String, evidence: Evidence)? {
        guard let build, let value = build.setting(key)?.text else { return nil }
        return (
            value,
            Evidence(
                source: "build settings", offset: build.offset,
                detail: ByteString("\(key)=\(value)"), confidence: "weak")
        )
    }

    /// What the build information says, as evidence.
    func told(_ text: String) -> [Evidence] {
        build.map { [Evidence("build information", text, at: $0.offset)] } ?? []
    }

    /// How bad it is that a release has something: what a distribution released so is its own
    /// decision.
    var severityInRelease: Diagnostic.Severity { facts.distribution == nil ? .warning : .note }
}

extension FileFacts {
    /// What the program asks of the processor.
    ///
    /// Since Go 1.18 there are levels, and the settings name them. The code, which proves it, is
    /// looked at where it is not the lowest, or they say nothing.
    func findProcessorLevel(_ report: ImageReport) -> (level: String, evidence: [Evidence])? {
        let settings = [
            "x86_64": ("GOAMD64", "v1"), "aarch64": ("GOARM64", "v8.0"),
            "ppc64": ("GOPPC64", "power8"), "ppc64le": ("GOPPC64", "power8"),
            "riscv64": ("GORISCV64", "rva20u64"),
        ]
        let architecture = report.image.architecture.name
        guard let (key, lowest) = settings[architecture], let build else { return nil }
        let setting = build.setting(key)?.text
        guard setting != lowest, setting != nil || architecture == "x86_64",
            start.goVersion.map({ $0.minor >= 18 }) ?? true,
            let fact = go.facts.first(where: { $0.name == "cpu-level" }),
            case .text(let level) = fact.value, level != "v1"
        else { return nil }
        return (level.text, fact.evidence)
    }

    /// The names of source files: read alone, as they tell enough for some quick rules.
    func readSourcePaths(_ file: FileBytes) -> SourcePaths? {
        guard let table = functionTable.value else { return nil }
        return Fact { () throws(ParseError) in try SourcePaths(table, in: file) }.value
    }

    /// The distributions that mend their Go for as long as they support a release.
    private static let distributions: Set<String> = [
        "debian", "fedora", "suse", "alpine-or-arch", "nix", "guix", "pkgsrc", "termux",
        "macports", "homebrew",
    ]

    /// What tells that a distribution built it, in the order of what is quickly looked up; nil where
    /// nothing does.
    func findDistribution(_ report: ImageReport) -> Evidence? {
        // Packages are built from unpacked sources, not from a repository.
        guard let build, build.setting("vcs.revision") == nil else { return nil }
        if build.main == nil, build.path.contains(UInt8(ascii: "/")), !build.settings.isEmpty {
            return Evidence("build information", "no module: GO111MODULE=off", at: build.offset)
        }
        return packageNote(report) ?? debugLink(report) ?? distributionsGo
    }

    /// The note that distributions put into what they package.
    private func packageNote(_ report: ImageReport) -> Evidence? {
        guard case .elf(let object) = report.image.contents else { return nil }
        let notes = object.notes(nil, in: report.file).notes
        return notes.first { $0.owner == "FDO" && $0.type == 0xcafe_1a7e }.map {
            Evidence("notes", "package metadata", at: $0.offset)
        }
    }

    /// Debug information that was put into a package of its own.
    private func debugLink(_ report: ImageReport) -> Evidence? {
        let name = ".gnu_debuglink"
        let section = Fact { () throws(ParseError) in
            try report.image.section(named: name, in: report.file)
        }
        return section.value.map { Evidence("sections", name, at: $0.range.offset) }
    }

    /// A distribution's Go that built it, in nobody's home.
    private var distributionsGo: Evidence? {
        guard let paths = sourcePaths, let root = paths.root, paths.users.isEmpty,
            let origin = GoRootOrigin(root: root.text), Self.distributions.contains(origin.name)
        else { return nil }
        return Evidence(
            source: "source files", offset: root.offset, detail: root.text, confidence: "strong")
    }
}

extension GoFact {
    /// Whether it is so.
    var isTrue: Bool { value == .flag(true) }

    /// Its word or text, nil where it has none.
    var text: String? { if case .text(let text) = value { text.text } else { nil } }

    /// Its words, nil where it is none that has several.
    var words: [String]? {
        if case .list(let words) = value { words.map(\.text) } else { nil }
    }
}

extension [String] {
    /// The first ones in a row, and how many there are besides.
    func named(most: Int = 3) -> String {
        let first = prefix(most).joined(separator: ", ")
        return count > most ? "\(first) and \(count - most) more" : first
    }
}

extension ImageReport {
    /// The names that it imports; none where they cannot be read, which is said elsewhere.
    var importedNames: [ByteString] {
        do throws(ParseError) {
            return try image.importedNames(in: file)
        } catch {
            return []
        }
    }

    /// The names that it imports under versions of glibc; none where they cannot be read.
    var importsOfGlibc: Set<ByteString> {
        guard case .elf(let object) = image.contents,
            let versions = dependencies?.requiredVersions
        else { return [] }
        var found: Set<ByteString> = []
        do throws(ParseError) {
            var names = try object.symbolNames(versions, in: file)
            for version in versions.libraries.flatMap(\.versions)
            where version.name.starts(with: "GLIBC_") {
                for symbol in versions.symbols(needing: version) {
                    found.insert(ByteString(try names.bytes(of: symbol)))
                }
            }
            return found
        } catch {
            return found
        }
    }
}
