internal import ObjectFile

/// What the names of source files tell: where Go was, and whose machine it was.
struct SourcePathFacts: Sendable {
    private let sources: GoFactSources
    /// The paths, nil where there is no function table that can be read.
    let paths: SourcePaths?
    private let error: ParseError?

    /// The root of the Go installation.
    var root: SourcePaths.Path? { paths?.root }

    init(_ sources: GoFactSources) {
        self.sources = sources
        let read = Fact { () throws(ParseError) in
            guard let table = sources.functions.table else { return nil as SourcePaths? }
            return try SourcePaths(table, in: sources.file, limits: sources.limits)
        }
        paths = read.value.flatMap { $0.count > 0 ? $0 : nil }
        error = read.error
    }

    var facts: [GoFact] { [goRoot, origin, trimmed, places, users, fileBuild] }

    private func unknown(_ name: String) -> GoFact {
        GoFact(name, .unknown, note: error?.description ?? "there are no names of source files")
    }

    private var goRoot: GoFact {
        let name = "goroot"
        guard let paths else { return unknown(name) }
        if let root = paths.root {
            return GoFact(name, .text(root.text), evidence: [evidence(root)])
        }
        guard let file = paths.runtimeFile else {
            return GoFact(name, .unknown, note: "no source file is runtime/proc.go")
        }
        return GoFact(
            name, .text("none"), note: "the names of source files were cut (-trimpath)",
            evidence: [evidence(file)])
    }

    private var origin: GoFact {
        let name = "goroot-origin"
        guard let root else { return GoFact(name, .unknown) }
        guard let origin = GoRootOrigin(root: root.text) else {
            return GoFact(name, .unknown, note: "nobody is known to install Go there")
        }
        return GoFact(
            name, .text(ByteString(origin.name)), evidence: [evidence(root, .strong)])
    }

    /// What the file shows; the setting stands beside it.
    private var trimmed: GoFact {
        let name = "trimpath"
        guard let paths else { return unknown(name) }
        // `$GOROOT` and Bazel's `external/go_sdk` are no paths of the machine.
        let root = paths.root.flatMap { SourcePaths.isAbsolute($0.text) ? $0 : nil }
        let shown = root ?? paths.firstOutsideRoot
        let setting = sources.setting("-trimpath")
        let isAsked = setting?.value == "true"
        var evidence = setting.map { [$0.evidence] } ?? []
        guard let shown else {
            let detail = ByteString("none of \(paths.count) source files has a whole path")
            evidence.insert(Evidence("source files", at: nil, detail), at: 0)
            // Go 1.18 and later write down that it was asked for.
            let isSilent = !isAsked && sources.setting("-compiler") != nil
            return GoFact(
                name, .yes, note: isSilent ? "though the build settings do not say so" : nil,
                evidence: evidence)
        }
        evidence.insert(self.evidence(shown), at: 0)
        return GoFact(
            name, .no,
            note: isAsked ? "though the build settings say -trimpath=true" : nil,
            evidence: evidence)
    }

    private var places: GoFact {
        let name = "build-machine-paths"
        guard let paths else { return unknown(name) }
        guard !paths.places.isEmpty else {
            return GoFact(name, .text("none"), evidence: [none(paths, "is a path of a machine")])
        }
        let note = paths.leftOut > 0 ? "and more, with \(paths.leftOut) files" : nil
        return GoFact(
            name, .list(paths.places.map(\.path.text)), note: note,
            evidence: paths.places.map {
                let files = $0.files == 1 ? "1 file" : "\($0.files) files"
                let text = "\($0.kind.rawValue) \($0.path.text.text): \(files)"
                return Evidence("source files", at: $0.path.offset, ByteString(text))
            })
    }

    private var users: GoFact {
        let name = "build-machine-users"
        guard let paths else { return unknown(name) }
        let users = paths.users
        let homes = paths.places.filter { $0.kind == .home }
        return GoFact(
            name, users.isEmpty ? .text("none") : .list(users),
            evidence: users.isEmpty
                ? [none(paths, "lies in somebody's home")]
                : homes.map { evidence($0.path, .strong) })
    }

    private func none(_ paths: SourcePaths, _ what: String) -> Evidence {
        Evidence("source files", at: nil, ByteString("none of \(paths.count) \(what)"))
    }

    /// `go run`, `go build main.go`: without a package there is no module and no version.
    private var fileBuild: GoFact {
        let name = "built-from-files"
        guard let build = sources.build, !build.information.path.isEmpty else {
            return GoFact(name, .unknown)
        }
        let isFiles = build.information.path == "command-line-arguments"
        return GoFact(
            name, .init(isFiles),
            note: isFiles ? "go was given files, not a package: no build for release" : nil,
            evidence: [
                Evidence("build information", at: build.source.offset, build.information.path)
            ])
    }

    private func evidence(
        _ path: SourcePaths.Path, _ confidence: Evidence.Confidence = .certain
    ) -> Evidence {
        Evidence("source files", at: path.offset, path.text, confidence)
    }
}
