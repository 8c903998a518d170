internal import ObjectFile

extension Rule {
    /// The program opens plugins, and cannot.
    static let pluginInStatic = Rule(
        name: "plugin-in-static",
        kind: .running,
        title: "The program opens plugins, and was built so that it never can",
        what: """
            The program calls plugin.Open, which needs C code and a dynamic program. It was built with \
            CGO_ENABLED=0, and then plugin.Open returns an error; or it is static, and then it ends at \
            the first plugin, in one way or another.
            """,
        why: """
            Plugins are shared libraries, opened by the C library's loader. Without cgo the package \
            plugin has nothing but the words of the error. A static program has a copy of the loader \
            inside that opens the C library a second time, and no symbols for the plugin to use.
            """,
        errors: [
            "plugin: not implemented",
            "fatal error: runtime: no plugin module data",
            "plugin.Open(\"{plugin}\"): libc.so.6: cannot open shared object file: No such file or directory",
        ],
        remedies: [
            "build it with C, and not static: CGO_ENABLED=1 go build",
            "leave plugins out, where they are not used",
        ],
        example: """
            $ goelf check app
            warning plugin-in-static: it opens plugins, and was built without C, which that needs
              remedy          CGO_ENABLED=1 go build
            """,
        severity: .warning,
        findInFile: { situation in
            guard let (message, evidence) = situation.pluginsThatFail else { return [] }
            return [
                situation.finding(
                    "plugin-in-static", message, .warning, evidence: evidence,
                    remedy: ["CGO_ENABLED=1 go build, without -extldflags -static"])
            ]
        })
}

extension FileSituation {
    fileprivate var pluginsThatFail: (message: String, evidence: [Evidence])? {
        // What is no program is opened itself.
        guard case .elf = report.image.contents, let linkage = report.image.linkage,
            linkage != .sharedLibrary, report.build?.value != nil
        else { return nil }
        let needs = facts.needs
        guard !needs.plugins.isEmpty else { return nil }
        if needs.pluginsInC.isEmpty {
            // Any package may be called plugin; these words are of the right one.
            guard let place = facts.start.text("plugin: not implemented") else { return nil }
            return (
                "it opens plugins, and was built without C, which that needs",
                needs.plugins + [Evidence("constants", "plugin: not implemented", at: place)]
            )
        }
        guard linkage == .static || linkage == .staticPIE else { return nil }
        return (
            "it opens plugins, and is static, which no plugin can be opened in",
            needs.plugins + needs.pluginsInC
        )
    }
}
