internal import ObjectFile

/// Facts that nothing but the settings of the build tells.
extension GoFactSources {
    /// What stands beside each of them.
    static let bySettings = "said by the build settings only"

    private static let hidden = "the Go version, which would name them, is not told"

    /// Whether the version was taken away, as garble does.
    var hasUnknownVersion: Bool { build?.information.goVersion == "unknown" }

    /// Whether what the settings leave out was not set; garble takes all of them away.
    var hasSettings: Bool {
        guard let build else { return false }
        return !hasUnknownVersion || !build.information.settings.isEmpty
    }

    /// The experiments that the toolchain was built or asked with.
    var experiments: GoFact {
        let name = "goexperiment"
        guard let build, hasSettings else { return unset(name) }
        var evidence: [Evidence] = []
        var names: [ByteString] = []
        if let text = Self.experiments(of: build.information.goVersion) {
            evidence.append(
                Evidence(
                    "Go version", at: build.source.offset, build.information.goVersion, .strong))
            names += Self.words(text)
        }
        if let setting = setting("GOEXPERIMENT", .strong) {
            evidence.append(setting.evidence)
            for word in Self.words(setting.value.utf8) where !names.contains(word) {
                names.append(word)
            }
        }
        if evidence.isEmpty {
            guard !hasUnknownVersion else { return GoFact(name, .unknown, note: Self.hidden) }
            evidence.append(
                Evidence(
                    "Go version", at: build.source.offset, build.information.goVersion, .strong))
        }
        return GoFact(name, .list(names), evidence: evidence)
    }

    /// The experiments in a version: `go1.24.11 X:boringcrypto`, since Go 1.26 `go1.26.6-X:…`.
    private static func experiments(of version: ByteString) -> [UInt8]? {
        let bytes = version.utf8
        for index in bytes.indices.dropFirst() {
            guard bytes[index...].starts(with: "X:".utf8),
                bytes[index - 1] == UInt8(ascii: " ") || bytes[index - 1] == UInt8(ascii: "-")
            else { continue }
            return Array(bytes[(index + 2)...].prefix { $0 != UInt8(ascii: " ") })
        }
        return nil
    }

    /// The settings of GODEBUG that are compiled in.
    var defaultGODEBUG: GoFact {
        let name = "default-godebug"
        guard hasSettings else { return unset(name) }
        guard let setting = setting("DefaultGODEBUG") else {
            return GoFact(
                name, .list([]), note: Self.bySettings, evidence: withoutSetting("DefaultGODEBUG"))
        }
        return GoFact(
            name, .list(Self.words(setting.value.utf8)), note: Self.bySettings,
            evidence: [setting.evidence])
    }

    /// The profile that the compiler was led by.
    var profile: GoFact {
        guard hasSettings else { return unset("pgo") }
        guard let setting = setting("-pgo") else {
            return GoFact(
                "pgo", .text("none"), note: Self.bySettings, evidence: withoutSetting("-pgo"))
        }
        return GoFact(
            "pgo", .text(setting.value), note: Self.bySettings, evidence: [setting.evidence])
    }

    /// That a setting is not there.
    func withoutSetting(_ name: String) -> [Evidence] {
        let detail = ByteString("no setting \(name)")
        return build.map { [Evidence("build settings", at: $0.source.offset, detail, .weak)] } ?? []
    }

    private func unset(_ name: String) -> GoFact {
        GoFact(name, .unknown, note: "there are no build settings")
    }

    private static func words(_ text: [UInt8]) -> [ByteString] {
        text.split(separator: UInt8(ascii: ",")).map { ByteString(Array($0).span) }
    }
}
