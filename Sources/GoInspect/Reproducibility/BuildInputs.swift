internal import GoBinary
internal import ObjectFile

/// What was said when two programs were built, line by line of their build information.
struct BuildInputs {

    private(set) var causes: [Reproduction.Cause] = []
    private let place: Reproduction.Cause.Place

    /// `section` is where the old file has it.
    init(_ old: Build, _ new: Build, section: String) {
        place = Reproduction.Cause.Place(section: section, old: old.offset, new: new.offset)
        compareVersions(old, new)
        compareSettings(old, new)
        compareModules(old, new)
    }

    private mutating func add(
        _ kind: Reproduction.Cause.Kind, _ what: String, _ old: ByteString?, _ new: ByteString?,
        _ meaning: String, _ remedies: [String]? = nil
    ) {
        let cause = Reproduction.Cause(kind, what, old, new, meaning, remedies, at: place)
        if !causes.contains(where: { $0.isSame(as: cause) }) { causes.append(cause) }
    }

    private var hasOtherToolchain: Bool { causes.contains { $0.kind == .toolchain } }

    private mutating func compareVersions(_ old: Build, _ new: Build) {
        if old.goVersion != new.goVersion {
            add(
                .toolchain, "Go version", old.goVersion, new.goVersion,
                "another Go compiles and links other code")
        }
        if old.path != new.path {
            add(.setting, "main package", old.path, new.path, "they are different programs")
        }
    }

    private mutating func compareSettings(_ old: Build, _ new: Build) {
        var keys = old.settings.map(\.key)
        for key in new.settings.map(\.key) where !keys.contains(key) { keys.append(key) }
        for key in keys.prefix(256) {
            let a = old.setting(key.text)
            let b = new.setting(key.text)
            guard a != b else { continue }
            compareSetting(key.text, a, b)
        }
    }

    private mutating func compareSetting(_ key: String, _ a: ByteString?, _ b: ByteString?) {
        if key == "vcs" || key.startsWithBytes(of: "vcs.") {
            return add(.vcs, key, a, b, "what version control said when it was built")
        }
        // Each Go records settings of its own, and has compatibility settings of its own.
        if hasOtherToolchain, a == nil || b == nil || key == "DefaultGODEBUG" { return }
        switch key {
        case "-ldflags": compareLinkerFlags(LinkerFlags(a?.text ?? ""), LinkerFlags(b?.text ?? ""))
        case "-trimpath":
            add(
                .path, key, a, b, "names of source files are cut in one of them only",
                ["-trimpath for both"])
        case "CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_LDFLAGS", "CC", "CXX":
            let differsInPaths = Self.differsInPathsAlone(a, b)
            add(
                differsInPaths ? .path : .setting, key, a, b,
                differsInPaths
                    ? "C was compiled with folders of another machine"
                    : "C was compiled or linked in another way",
                differsInPaths
                    ? ["the same paths, or -trimpath, which leaves the flags out"] : nil)
        default:
            add(.setting, key, a, b, "it was built with another \(key)")
        }
    }

    /// Whether two lists of flags have the same words but for what follows a slash.
    private static func differsInPathsAlone(_ a: ByteString?, _ b: ByteString?) -> Bool {
        guard let a, let b else { return false }
        let old = LinkerFlags(a.text).words
        let new = LinkerFlags(b.text).words
        guard old.count == new.count else { return false }
        return zip(old, new).allSatisfy { old, new in
            guard old != new else { return true }
            guard let first = old.utf8.firstIndex(of: UInt8(ascii: "/")),
                let second = new.utf8.firstIndex(of: UInt8(ascii: "/"))
            else { return false }
            return old[..<first] == new[..<second]
        }
    }

    private mutating func compareModules(_ old: Build, _ new: Build) {
        let isStamped = causes.contains { $0.kind == .vcs }
        compare("main module", old.main, new.main, isStamped ? .vcs : .module)
        let before = Dictionary(old.dependencies.map { ($0.module.path, $0) }) { first, _ in first }
        let after = Dictionary(new.dependencies.map { ($0.module.path, $0) }) { first, _ in first }
        for dependency in old.dependencies where causes.count < 1000 {
            let path = dependency.module.path
            if after[path] != dependency { compare(path.text, dependency, after[path], .module) }
        }
        for dependency in new.dependencies where causes.count < 1000 {
            let path = dependency.module.path
            if before[path] == nil { compare(path.text, nil, dependency, .module) }
        }
    }

    private mutating func compare(
        _ what: String, _ a: Build.Dependency?, _ b: Build.Dependency?,
        _ kind: Reproduction.Cause.Kind
    ) {
        guard a != b else { return }
        if let a, let b, a.module.path == b.module.path, a.module.version == b.module.version,
            let from = a.replacement, let to = b.replacement, Self.isLocal(from.path),
            Self.isLocal(to.path)
        {
            return add(
                .path, what, from.path, to.path,
                "a folder took its place, and the name of it is kept",
                ["the same folder, or a version instead of replace"])
        }
        add(
            kind, what, a.map { Self.text($0) }, b.map { Self.text($0) },
            kind == .vcs
                ? "the version of the main module is made of what version control said"
                : "other modules have other code")
    }

    private static func isLocal(_ path: ByteString) -> Bool {
        path.starts(with: "/") || path.starts(with: ".")
    }

    private static func text(_ dependency: Build.Dependency) -> ByteString {
        func words(_ module: Build.Module) -> String {
            [module.path, module.version, module.sum].map(\.text).filter { !$0.isEmpty }
                .joined(separator: " ")
        }
        let replacement = dependency.replacement.map { " => " + words($0) } ?? ""
        return ByteString(words(dependency.module) + replacement)
    }
}

extension BuildInputs {
    /// Says which of the linker's flags differ, and what each of them does.
    private mutating func compareLinkerFlags(_ old: LinkerFlags, _ new: LinkerFlags) {
        let before = old.settings
        let after = new.settings
        var names = before.map(\.name)
        for name in after.map(\.name) where !names.contains(name) { names.append(name) }
        for name in names.prefix(256) {
            let a = before.last { $0.name == name }?.value
            let b = after.last { $0.name == name }?.value
            guard a != b else { continue }
            let values = (a.map { ByteString($0) }, b.map { ByteString($0) })
            if let variable = name.droppingBytes(of: "-X ") {
                add(.variable, variable, values.0, values.1, "-X sets it to something else")
            } else if name == "-buildid" || name == "-B" {
                add(.buildID, "-ldflags " + name, values.0, values.1, "the build ID was said")
            } else if name == "-s" || name == "-w" {
                add(.stripping, "-ldflags " + name, values.0, values.1, "one of them was stripped")
            } else if name == "-compressdwarf" {
                add(
                    .compression, "-ldflags " + name, values.0, values.1,
                    "debug information of one is not compressed")
            } else {
                add(
                    .setting, "-ldflags " + name, values.0, values.1,
                    "it was linked in another way")
            }
        }
    }
}

extension LinkerFlags {
    /// The flags by name, in order; those of `-X` with the variable.
    fileprivate var settings: [(name: String, value: String)] {
        var settings: [(name: String, value: String)] = []
        var index = 0
        while index < words.count {
            var word = words[index]
            index += 1
            if let rest = word.droppingBytes(of: "--") { word = "-" + rest }
            var (name, value) = Self.split(word)
            if value == nil, Self.takesValue.contains(name), index < words.count {
                value = words[index]
                index += 1
            }
            if name == "-X", let setting = value {
                let (variable, text) = Self.split(setting)
                settings.append(("-X " + variable, text ?? ""))
            } else {
                settings.append((name, value ?? ""))
            }
        }
        return settings
    }

    /// Flags whose value may be a word of its own.
    private static let takesValue = [
        "-X", "-buildid", "-B", "-extldflags", "-linkmode", "-extld", "-r", "-I", "-H", "-T", "-R",
    ]

    private static func split(_ word: String) -> (String, String?) {
        guard let place = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return (word, nil) }
        return (String(word[..<place]), String(word[word.utf8.index(after: place)...]))
    }
}

extension String {
    /// What stands behind a text that this one begins with; nil where it does not.
    func droppingBytes(of prefix: String) -> String? {
        startsWithBytes(of: prefix) ? String(Substring(utf8.dropFirst(prefix.utf8.count))) : nil
    }
}
