internal import ObjectFile

extension Rule {
    /// Folders took the place of modules.
    static let localReplace = Rule(
        name: "local-replace", kind: .build,
        title: "Modules were replaced by folders of the machine that built it",
        what: """
            A `replace` in go.mod or a go.work file had modules built from folders instead of the \
            versions that were asked for. The build information names the folder, or `(devel)` as \
            the version.
            """,
        why: """
            What is in such a folder no version and no checksum tells: nobody else can build the \
            same program, and tools that look for vulnerabilities go by a version whose code is \
            not there. Folders inside the module (`./api`) are part of its own sources, and a \
            note.
            """,
        remedies: [
            "publish the module, and remove the replace from go.mod before a release",
            "GOWORK=off go build, where a go.work file is the cause",
        ],
        example: """
            $ goelf check app
            warning local-replace: built from folders: example.com/api => ../api
              remedy          remove the replace from go.mod before a release: go mod edit -dropreplace example.com/api
            """,
        severity: .warning, isQuick: true
    ) { situation in
        var inside: [(String, Bool, String)] = []
        for dependency in situation.build?.dependencies ?? [] {
            let path = dependency.module.path.text
            if let folder = dependency.replacement?.path.text, FileSituation.isFolder(folder) {
                inside.append(("\(path) => \(folder)", folder.hasPrefix("./"), path))
            } else if dependency.replacement == nil, dependency.module.version == "(devel)",
                // Of a program that was built from files it is the main module.
                situation.build?.path != "command-line-arguments"
            {
                inside.append(("\(path) (devel)", false, ""))
            }
        }
        return [false, true].compactMap { isInside in
            let found = inside.filter { $0.1 == isInside }
            guard !found.isEmpty else { return nil }
            let replaced = found.map(\.2).filter { !$0.isEmpty }
            let remedy =
                replaced.isEmpty
                ? "GOWORK=off go build: a go.work file is the cause"
                : "remove the replace from go.mod before a release: go mod edit "
                    + replaced.prefix(4).map { "-dropreplace \($0)" }.joined(separator: " ")
            return situation.finding(
                "local-replace", "built from folders: \(found.map(\.0).named())",
                isInside ? .note : .warning,
                evidence: found.prefix(16).flatMap { situation.told($0.0) }, remedy: [remedy])
        }
    }
}

extension FileSituation {
    /// Whether a replacement is a folder: modules have no such paths.
    fileprivate static func isFolder(_ path: String) -> Bool {
        let bytes = path.utf8
        if path.hasPrefix("./") || path.hasPrefix("../") || path.hasPrefix("/") { return true }
        return path == "." || path == ".." || bytes.dropFirst().first == UInt8(ascii: ":")
            || path.hasPrefix(".\\") || path.hasPrefix("..\\")
    }
}
