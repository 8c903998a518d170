internal import GoBinary
internal import ObjectFile

extension Rule {
    /// A plugin was built with other packages than the program that is to open it.
    static let pluginMismatch = Rule(
        name: "plugin-mismatch",
        title: "The program does not take the plugin",
        what: """
            A Go plugin was built with other packages than the program that is to open it, with another \
            Go, or the program cannot open plugins at all.
            """,
        why: """
            Program and plugin share one copy of each package that both have, the standard library's too. \
            So the compiler's sum of each such package has to be the same in both: same Go, same flags \
            (-trimpath, -race, -tags, -gcflags), same versions of modules. The runtime compares sums \
            when the plugin is opened, in the plugin's order. Of another Go with another layout of \
            its tables, it does not even find the plugin, and the program ends. Package plugin needs \
            cgo: without it, each plugin.Open fails.
            """,
        errors: [
            "plugin.Open(\"{plugin}\"): plugin was built with a different version of package {package}",
            "fatal error: runtime: no plugin module data",
            "plugin: not implemented",
        ],
        remedies: [
            "build program and plugin with the same Go, by the same flags, in one module or workspace",
            "build the program with CGO_ENABLED=1, which package plugin needs",
        ],
        example: """
            $ goelf check plugin.so --host app
            error plugin-mismatch: plugin and app were built with different versions of package example.com/lib
              it says         plugin.Open("plugin"): plugin was built with a different version of package example.com/lib
              remedy          use the same version of example.com/lib in both: the plugin has v1.3.0, the program v1.2.0
            """
    ) { situation in
        guard let host = situation.place.host, case .elf = situation.report.image.contents else {
            return []
        }
        switch situation.facts.start.plugin {
        case .absent: return [situation.noPlugin(host)]
        case .unreadable(let error):
            return [
                situation.finding(
                    "plugin-mismatch", "the plugin's packages cannot be read: \(error)", .warning,
                    doubtsStart: true)
            ]
        case .known(let plugin):
            return situation.mismatch(plugin, host).map { [$0] } ?? []
        }
    }
}

extension Situation {
    private func refuse(
        _ message: String, _ text: String?, _ evidence: [Evidence] = [], _ remedy: [String]
    ) -> Finding {
        finding(
            "plugin-mismatch", message,
            predictedError: resolved?.starts == false ? nil : text, evidence: evidence,
            remedy: remedy)
    }

    fileprivate func noPlugin(_ host: PluginHost) -> Finding {
        // A library is loaded, and then has nothing for Go; a program is no library.
        let isLibrary = report.image.kind == .sharedObject && host.opensPlugins
        return refuse(
            "the file is no Go plugin, which \(host.path) could open",
            isLibrary ? "fatal error: runtime: no plugin module data" : nil, [],
            ["build it as one: go build -buildmode=plugin"])
    }

    fileprivate func mismatch(_ plugin: PluginInformation, _ host: PluginHost) -> Finding? {
        guard host.opensPlugins else {
            let evidence = host.excuse.map {
                Evidence(
                    source: "constants of \(host.path)", offset: $0,
                    detail: ByteString(PluginHost.excuseText), confidence: "strong")
            }
            return refuse(
                "\(host.path) opens no plugins: it has no package plugin, or no cgo with it",
                evidence == nil ? nil : PluginHost.excuseText, evidence.map { [$0] } ?? [],
                ["build the program with CGO_ENABLED=1, which package plugin needs"])
        }
        guard host.architecture == report.image.architecture else {
            return refuse(
                "the plugin is for \(report.image.architecture), \(host.path) for "
                    + "\(host.architecture)", nil, [], ["build both for the same processor"])
        }
        return otherGo(plugin, host) ?? otherPackages(plugin, host)
    }

    /// Where the versions of Go are so far apart that no packages are compared.
    private func otherGo(_ plugin: PluginInformation, _ host: PluginHost) -> Finding? {
        let own = facts.start.goVersion
        guard let other = host.goVersion, own?.minor != other.minor else { return nil }
        let layout = own.map { ModuleLayout($0) } ?? ModuleLayout(packages: plugin.wordsBefore)
        let hosts = ModuleLayout(other)
        // Nothing is known of both: the packages will differ.
        if layout == hosts || layout == nil && own == nil { return nil }
        let isUnseen = layout != nil && hosts != nil && layout?.next != hosts?.next
        return refuse(
            "the plugin is of \(own.map { "Go \($0)" } ?? "another Go"), \(host.path) of Go \(other): "
                + "it does not find the plugin's tables where it looks",
            isUnseen ? "fatal error: runtime: no plugin module data" : nil,
            facts.start.goVersionEvidence, ["build both with Go \(other)"])
    }

    private func otherPackages(_ plugin: PluginInformation, _ host: PluginHost) -> Finding? {
        let others = plugin.packages.filter { package in
            host.sums[package.package].map { $0 != package.sum } ?? false
        }
        guard let first = others.first else { return nil }
        let more = others.count == 1 ? "" : " and of \(others.count - 1) more"
        return refuse(
            "plugin and \(host.path) were built with different versions of package "
                + first.package.text + more,
            "plugin.Open(\"\(pluginName)\"): plugin was built with a different version of package "
                + first.package.text,
            others.prefix(8).map {
                Evidence(
                    source: "list of packages", offset: $0.offset, detail: $0.package,
                    confidence: "certain")
            },
            remedies(first.package, host))
    }

    /// How Go's package calls the plugin: by its path, without `.so`.
    private var pluginName: String {
        let path = resolved?.nodes.first?.path?.text ?? "plugin"
        return path.utf8.count > 3 && path.hasSuffix(".so") ? String(path.dropLast(3)) : path
    }

    private func remedies(_ package: ByteString, _ host: PluginHost) -> [String] {
        guard let own = report.build?.value, let other = host.build else {
            return ["build both with the same Go, by the same flags"]
        }
        var remedies: [String] = []
        if own.goVersion != other.goVersion {
            remedies.append(
                "build both with \(other.goVersion.text): the plugin is of "
                    + own.goVersion.text)
        }
        for key in ["-trimpath", "-tags", "-race", "-asan", "-msan", "-gcflags", "-pgo"] {
            let (mine, its) = (own.setting(key), other.setting(key))
            guard mine != its else { continue }
            remedies.append(
                "build both with the same \(key): the plugin has "
                    + "\(mine?.text ?? "none"), the program \(its?.text ?? "none")")
        }
        for module in own.dependencies where package.isInside(module.module.path) {
            let its = other.dependencies.first { $0.module.path == module.module.path }
            guard let its, its != module else { continue }
            remedies.append(
                "use the same version of \(module.module.path.text) in both: the plugin has "
                    + "\(module.used.text), the program \(its.used.text)")
        }
        return remedies.isEmpty
            ? ["build both from the same sources, with the same Go and flags"] : remedies
    }
}

extension Build.Dependency {
    /// The version that was built.
    fileprivate var used: ByteString { (replacement ?? module).version }
}

extension ByteString {
    /// Whether a package's path is that of a module or below it.
    fileprivate func isInside(_ module: ByteString) -> Bool {
        let (path, start) = (utf8, module.utf8)
        return path.starts(with: start)
            && (path.count == start.count || path[start.count] == UInt8(ascii: "/"))
    }
}
