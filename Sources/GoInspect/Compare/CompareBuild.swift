internal import GoBinary
internal import ObjectFile

/// What the build was asked for, what it was made of, and by what.
extension PairComparison {
    mutating func compareSettings() {
        guard let before = old.build, let after = new.build else { return }
        let (old, new) = (Self.settings(before), Self.settings(after))
        var known: Set<String> = []
        let keys = (before.settings + after.settings).map(\.name)
        for key in keys where known.insert(key).inserted && old[key] != new[key] {
            let isStamp = key == "vcs" || key.hasPrefix("vcs.")
            let isDirty = key == "vcs.modified" && new[key] == "true"
            if isDirty { say(42, "NEW was built from files that were changed since the commit") }
            add(
                .settings, isStamp ? "vcs" : "setting", key, old[key], new[key],
                isDirty ? "NEW was built from files that were changed since the commit" : "",
                isDirty ? .warning : .note)
        }
        if let revision = new["vcs.revision"], old["vcs.revision"] != revision {
            let before = old["vcs.revision"].map { ", OLD from \($0.prefix(12))" } ?? ""
            say(70, "NEW was built from revision \(revision.prefix(12))" + before)
        }
        sayTags(old, new)
    }

    private mutating func sayTags(_ old: [String: String], _ new: [String: String]) {
        for (key, off) in [("-tags", "none"), ("-trimpath", "off"), ("-buildmode", "none")] {
            let (before, after) = (old[key], new[key])
            guard before != after, key != "-buildmode" || before != nil else { continue }
            say(71, "\(key) is \(after ?? off), was \(before ?? off)")
        }
    }

    /// The first value of each.
    private static func settings(_ build: Snapshot.Build) -> [String: String] {
        Dictionary(build.settings.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    }

    mutating func compareModules() {
        guard let before = old.build, let after = new.build else {
            let (one, other) = (old.build?.goVersion, new.build?.goVersion)
            if one != nil || other != nil {
                add(
                    .modules, "build-information", "build information", one, other,
                    "one of both does not say what it was made of")
                cannotCompare("modules and settings: one of both has no build information")
            }
            return
        }
        add(.modules, "main-package", "main package", before.path, after.path)
        if before.main?.module.path != after.main?.module.path {
            add(
                .modules, "main-module", "main module", before.main?.module.path,
                after.main?.module.path)
        }
        let versions = (before.main?.module.version, after.main?.module.version)
        add(.modules, "main-version", "version", versions.0, versions.1)
        if let version = versions.1, let last = versions.0, version != last {
            say(69, "NEW is version \(version), OLD \(last)")
        }
        compareDependencies(before.dependencies, after.dependencies)
    }

    private mutating func compareDependencies(
        _ old: [Snapshot.Dependency], _ new: [Snapshot.Dependency]
    ) {
        let before = Dictionary(old.map { ($0.module.path, $0) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.module.path, $0) }) { first, _ in first }
        var counts: [(word: String, names: [String])] = ["up", "down", "new", "gone"].map {
            ($0, [])
        }
        for path in Set(before.keys).union(after.keys).sorted() {
            switch (before[path], after[path]) {
            case (let old?, nil):
                counts[3].names.append(path)
                add(.modules, "module-removed", path, old.words, nil)
            case (nil, let new?):
                counts[2].names.append(path)
                add(.modules, "module-added", path, nil, new.words)
            case (let old?, let new?):
                guard old != new else { continue }
                let order = compare(old, new, path)
                if order != 0 { counts[order < 0 ? 0 : 1].names.append(path) }
            default: continue
            }
        }
        sayModules(counts.filter { !$0.names.isEmpty })
    }

    private mutating func sayModules(_ counts: [(word: String, names: [String])]) {
        guard !counts.isEmpty else { return }
        let parts = counts.enumerated().map { index, part in
            let count = index == 0 ? Words.count(part.names.count, "module") : "\(part.names.count)"
            let names = part.names.count <= 3 ? " (\(Words.list(part.names)))" : ""
            return "\(count) \(part.word)" + names
        }
        say(65, parts.joined(separator: ", "))
    }

    /// Adds in what a module differs; returns the order of its versions.
    private mutating func compare(
        _ old: Snapshot.Dependency, _ new: Snapshot.Dependency, _ path: String
    ) -> Int {
        if old.replacement?.path != new.replacement?.path {
            add(
                .modules, "module-replaced", path, old.words, new.words,
                new.replacement == nil
                    ? "NEW has the module itself" : "NEW has another in its place")
            return 0
        }
        let (before, after) = (old.used, new.used)
        if before.version == after.version {
            let isOther = !before.sum.isEmpty && !after.sum.isEmpty && before.sum != after.sum
            if isOther {
                say(6, "\(path) \(after.version) has another checksum, and so other files")
            }
            add(
                .modules, "module-sum", path, before.sum, after.sum,
                isOther ? "the same version with other files" : "", isOther ? .warning : .note)
            return 0
        }
        let order = ModuleVersion(before.version).order(to: ModuleVersion(after.version))
        let kind = order < 0 ? "module-up" : order > 0 ? "module-down" : "module-version"
        add(
            .modules, kind, path, before.version, after.version,
            order > 0 ? "NEW has an older version" : "", order > 0 ? .warning : .note)
        return order
    }

    mutating func compareToolchain() {
        if let before = old.build?.goVersion, let after = new.build?.goVersion, before != after {
            let order = GoRelease(toolchain: ByteString(before)).order(
                to: GoRelease(toolchain: ByteString(after)))
            let meaning = order > 0 ? "NEW was built with an older Go" : ""
            add(
                .toolchain, "go-version", "Go", before, after, meaning,
                order > 0 ? .warning : .note)
            say(
                order > 0 ? 41 : 61,
                "NEW was built with \(order > 0 ? "an older Go, " : "")\(after), OLD with \(before)"
            )
        }
        compareFacts(["goroot", "goroot-origin", "default-goroot"], .toolchain, "goroot")
        compareFacts(["go-version-agrees", "layout-agrees"], .toolchain, "toolchain")
    }

    /// Adds facts that differ and that both know.
    mutating func compareFacts(_ names: [String], _ area: Difference.Area, _ kind: String) {
        for name in names {
            guard let before = old.fact(name), let after = new.fact(name) else { continue }
            add(area, kind, name, before, after)
        }
    }
}

extension Snapshot.Dependency {
    /// What was built.
    var used: Snapshot.Module { replacement ?? module }

    /// The version, and what took the module's place.
    fileprivate var words: String {
        guard let replacement else { return module.version }
        return "\(module.version) => \(replacement.path) \(replacement.version)"
    }
}
