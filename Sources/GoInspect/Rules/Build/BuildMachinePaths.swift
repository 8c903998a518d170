internal import ObjectFile

extension Rule {
    /// It tells of the machine that built it.
    static let buildMachinePaths = Rule(
        name: "build-machine-paths", kind: .build,
        title: "Paths or names of the machine that built it are in the program",
        what: """
            Without `-trimpath` the names of source files are whole paths: stack traces print \
            them, and `strings` finds them. Where they lead into somebody's home, they name the \
            person; so do folders in the build settings. Accounts of build services (`runner`, \
            `circleci`) are nobody, and a note.
            """,
        why: """
            Names of people, customers and internal projects are given away with every copy, and \
            the same sources built in another folder give another file, so that nobody can prove \
            by building it again what a file was made of.
            """,
        remedies: [
            "build with -trimpath: GOFLAGS=-trimpath",
            "-ldflags and CGO_CFLAGS are written down unless -trimpath is set",
        ],
        example: """
            $ goelf check app
            warning build-machine-paths: the names of source files tell who built it: jane
              because         source files at 0x1b2c40  /home/jane: 14 files
              remedy          go build -trimpath
            """,
        severity: .warning
    ) { situation in
        let people = (situation.fact("build-machine-users")?.words ?? [])
            .filter { !FileSituation.services.contains($0) }
        let settings = situation.settingsInHomes
        let trimmed = situation.fact("trimpath")
        let places = situation.fact("build-machine-paths")
        let remedy = ["go build -trimpath"]
        if !people.isEmpty || !settings.isEmpty {
            let who = people.isEmpty ? settings.map(\.user) : people
            let what = people.isEmpty ? "the build settings" : "the names of source files"
            return [
                situation.finding(
                    "build-machine-paths", "\(what) tell who built it: \(who.unique.named())",
                    .warning,
                    evidence: (people.isEmpty ? [] : places?.evidence ?? [])
                        + settings.map(\.evidence),
                    remedy: remedy)
            ]
        }
        guard let trimmed, trimmed.value == .flag(false) else { return [] }
        let isAsked = situation.setting("-trimpath")?.text == "true"
        return [
            situation.finding(
                "build-machine-paths",
                "the names of source files are paths of the machine that built it"
                    + (isAsked ? ", though the build settings say -trimpath=true" : ""), .note,
                evidence: trimmed.evidence + (places?.evidence ?? []), remedy: isAsked ? [] : remedy
            )
        ]
    }
}

extension FileSituation {
    /// Accounts of build services, and those that images and packagers have.
    fileprivate static let services: Set<String> = [
        "runner", "runneradmin", "circleci", "travis", "jenkins", "gitlab-runner", "vsts",
        "vagrant", "ubuntu", "debian", "admin", "builder", "build", "buildbot", "buildozer",
        "builduser", "abuild", "makepkg", "nixbld", "linuxbrew", "nonroot", "nobody", "user", "ci",
        "go", "app", "node", "git", "docker", "dev", "vscode", "codespace", "gitpod", "semaphore",
        "appveyor", "teamcity", "bamboo", "bitbucket-pipelines", "azureuser", "ec2-user",
        "Shared", "distiller", "mambauser", "conda", "sbuild", "mockbuild", "abs", "tester",
    ]

    /// Build settings that name a folder in somebody's home.
    fileprivate var settingsInHomes: [(user: String, evidence: Evidence)] {
        guard let build else { return [] }
        return build.settings.compactMap { setting in
            guard let user = Self.user(in: setting.value.text), !Self.services.contains(user)
            else { return nil }
            return (
                user,
                Evidence(
                    source: "build settings", offset: build.offset,
                    detail: ByteString("\(setting.key.text)=\(setting.value.text)"),
                    confidence: "strong")
            )
        }
    }

    /// The name behind `/home/` or `/Users/`, nil where there is none.
    private static func user(in text: String) -> String? {
        let bytes = Array(text.utf8)
        for parent in ["/home/", "/Users/"] {
            let wanted = Array(parent.utf8)
            for index in bytes.indices where bytes[index...].starts(with: wanted) {
                let isStart = isStart(bytes[..<index])
                let rest = bytes[(index + wanted.count)...]
                let name = rest.prefix(while: isNamePart)
                let isFolder = rest.dropFirst(name.count).first == UInt8(ascii: "/")
                if isStart, isFolder, !name.isEmpty {
                    return String(decoding: name, as: UTF8.self)
                }
            }
        }
        return nil
    }

    /// Whether a path may start behind some bytes: else it is the end of another one, or of an address
    /// in the web.
    private static func isStart(_ before: ArraySlice<UInt8>) -> Bool {
        guard let last = before.last, isNamePart(last) else { return before.last != 0x2f }
        return ["-I", "-L", "-F", "-B"].contains { before.suffix(2).elementsEqual($0.utf8) }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}

extension [String] {
    /// Each once, in their order.
    fileprivate var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
