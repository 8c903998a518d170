internal import ObjectFile

extension Rule {
    /// Libraries are looked for in folders of the machine that built it.
    static let rpathBuildFolder = Rule(
        name: "rpath-build-folder", kind: .build,
        title: "Libraries are looked for in folders of the machine that built it",
        what: """
            DT_RPATH, DT_RUNPATH or LC_RPATH names a folder that only the machine of the build \
            has: somebody's home, a work folder of a build service, a temporary one.
            """,
        why: """
            Where it runs the folder is not there, so the library that was meant is not found, or \
            another one of that name is taken. In `/tmp`, and where somebody else may make the \
            folder, whoever does puts code of his own into the program.
            """,
        remedies: [
            "link with -Wl,-rpath,\\$ORIGIN/../lib, or none",
            "patchelf --remove-rpath, chrpath -d or install_name_tool -delete_rpath takes it away",
        ],
        example: """
            $ goelf check app
            warning rpath-build-folder: DT_RUNPATH leads to a folder of the machine that built it: /home/jane/lib
              remedy          link with -Wl,-rpath,$ORIGIN/../lib, or none; patchelf --remove-rpath app
            """,
        severity: .warning, isQuick: true
    ) { situation in
        situation.searchPaths.compactMap { tag, paths in
            let found = paths.filter(FileSituation.isBuildFolder)
            guard !found.isEmpty else { return nil }
            return situation.finding(
                "rpath-build-folder",
                "\(tag) leads to a folder of the machine that built it: \(found.named())", .warning,
                evidence: found.map { Evidence(tag, $0) },
                remedy: [
                    "link with -Wl,-rpath,$ORIGIN/../lib, or none; patchelf --remove-rpath takes it away"
                ])
        }
    }
}

extension FileSituation {
    /// The folders in which libraries are looked for, by what names them.
    var searchPaths: [(tag: String, paths: [String])] {
        let image = report.image
        guard case .machO(let object) = image.contents else {
            // Where both are, loaders pass over the first.
            let isSecond = !image.runpath.isEmpty
            return [
                ("DT_RPATH", isSecond ? [] : image.rpath.map(\.text)),
                ("DT_RUNPATH", image.runpath.map(\.text)),
            ]
        }
        return [("LC_RPATH", object.contents.runPaths.map(\.text))]
    }

    /// Folders that are there while something is built.
    private static let folders = [
        "/home/", "/Users/", "/root/", "/tmp/", "/var/tmp/", "/private/tmp/",
        "/private/var/folders/",
        "/build/", "/builds/", "/builddir/", "/buildroot/", "/workspace/", "/workspaces/", "/work/",
        "/github/workspace/", "/__w/", "/go/src/", "/go/pkg/", "/usr/src/", "/src/",
        "/var/lib/jenkins/", "/opt/hostedtoolcache/", "/drone/src/", "/bitrise/", "/codebuild/",
    ]

    fileprivate static func isBuildFolder(_ path: String) -> Bool {
        let folder = path + "/"
        return folders.contains { folder.startsWithBytes(of: $0) } || folder.contains("/go-build")
    }
}
