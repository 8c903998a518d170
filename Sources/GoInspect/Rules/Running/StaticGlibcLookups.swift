internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// A static program of glibc opens glibc's libraries after all.
    static let staticGlibcLookups = Rule(
        name: "static-glibc-lookups",
        kind: .running,
        title: "A static program of glibc opens glibc's libraries when it looks up users or hosts",
        what: """
            The program is static, and has glibc's code that looks up users, groups or hosts (getpwnam, \
            getaddrinfo). For that glibc opens libraries (libnss_files.so.2) when the program runs, and \
            they, in turn, the shared libc of the place.
            """,
        why: """
            Up to 2.33 glibc has even the code that reads /etc/passwd and /etc/hosts in a library; since \
            2.34 it is inside, and only other services of nsswitch.conf are opened. Where the place has \
            no glibc, nobody is found. Where it has another version than that inside the program, two \
            of them meet in one process, and it crashes (SIGSEGV). The linker warns of it: "requires at runtime \
            the shared libraries from the glibc version used for linking".
            """,
        errors: [
            "user: unknown userid {number}", "user: unknown user {user}",
            "group: unknown group {group}", "lookup {host}: device or resource busy",
            "user: lookup userid {number}: invalid argument",
            "{program}: dl-call-libc-early-init.c:{line}: _dl_call_libc_early_init: Assertion `sym != NULL' "
                + "failed.",
        ],
        remedies: [
            "let Go look them up: go build -tags netgo,osusergo -ldflags '-linkmode external -extldflags -static'",
            "link it with musl, which has all of that inside: CC='zig cc -target x86_64-linux-musl'",
            "link it with glibc 2.34 or later, where the place asks for files and DNS alone",
        ],
        example: """
            $ goelf check --target scratch app
            warning static-glibc-lookups: it looks up users by libraries of glibc 2.33 or older, and there are none
              it says         user: unknown userid {number}
              remedy          go build -tags osusergo,netgo -ldflags '-linkmode external -extldflags -static'
            """,
        severity: .warning,
        concerning: { $0.isStatic }
    ) { situation in
        guard situation.mayRun, let lookups = situation.facts.staticLookups else { return [] }
        if !lookups.hasFiles { return situation.oldLookups(lookups) }
        return situation.newLookups(lookups)
    }
}

extension Situation {
    /// What the program looks up by glibc: `users` or `hosts`; nil for a program with C code of its
    /// own, of which it cannot be told.
    private var lookedUp: String? {
        let needs = facts.needs
        guard remedies.isGo, remedies.needsC.isEmpty else { return nil }
        if !needs.usersInC.isEmpty { return "users" }
        return needs.hostsInC.isEmpty ? nil : "hosts"
    }

    /// Whether it is Go's resolver that is asked for hosts, and nobody looks up users.
    ///
    /// Spec: Go's net/conf.go: the C library is asked where the environment or the system's files
    /// want it so.
    private var asksGo: Bool {
        guard lookedUp == "hosts" else { return false }
        let debug = place.value(of: "GODEBUG") ?? ""
        return !debug.split(separator: ",").contains { $0.hasPrefix("netdns=cgo") }
    }

    private var words: String {
        switch lookedUp {
        case "users"?: "users"
        case "hosts"?: "hosts"
        default: "users or hosts"
        }
    }

    /// What is said where the libraries are not there; glibc takes another error for it where it has
    /// read that there are services.
    private var missingText: String? {
        let needs = facts.needs
        if lookedUp == "hosts" { return "lookup {host}: device or resource busy" }
        guard !needs.usersInC.isEmpty else { return nil }
        let isNamed = files?.has("/etc/nsswitch.conf") == true
        let (unknown, failed) =
            !needs.userLookups.isEmpty
            ? ("user: unknown user {user}", "username {user}")
            : !needs.currentUser.isEmpty
                ? ("user: unknown userid {number}", "userid {number}")
                : ("group: unknown group {group}", "groupname {group}")
        if isNamed { return "user: lookup \(failed): invalid argument" }
        return goRelease > 22 ? unknown : "user: lookup \(failed): no such file or directory"
    }

    /// Whether no user is ever found for the glibc that is inside, whatever else is there.
    var findsNoUsers: Bool {
        guard let lookups = facts.staticLookups, !lookups.hasFiles else { return false }
        return oldLookups(lookups).contains { $0.severity == .warning }
    }

    /// What comes of a program with glibc up to 2.33 inside.
    fileprivate func oldLookups(_ lookups: StaticLookups) -> [Finding] {
        let message = "it looks up \(words) by libraries of glibc 2.33 or older, and "
        let usual: Diagnostic.Severity = asksGo ? .note : .warning
        switch glibcThere {
        case .unknown: return []
        case .none:
            return [
                lookup(message + "there are none", usual, missingText, lookups.evidence)
            ]
        case .some(let version):
            let isNewer = GlibcVersion("2.34").map { version >= $0 } ?? false
            let there = Evidence(place.name, "glibc \(version)")
            guard isNewer else {
                return [
                    lookup(
                        message + "works with those of its own version alone", .note, nil,
                        lookups.evidence + [there])
                ]
            }
            return [
                lookup(
                    message + "there are newer ones, with which it crashes", usual,
                    remedies.isGo ? "SIGSEGV: segmentation violation" : nil,
                    lookups.evidence + [there])
            ]
        }
    }

    /// What comes of a program with glibc 2.34 or later inside, which opens what nsswitch.conf names
    /// besides files and DNS.
    fileprivate func newLookups(_ lookups: StaticLookups) -> [Finding] {
        guard files != nil, let resolved else { return [] }
        let inside = ["libnss_files.so.2", "libnss_dns.so.2"]
        let opened = resolved.opened.filter {
            $0.reason == "nss" && $0.path != nil && !inside.contains($0.name.text)
        }
        guard !opened.isEmpty else { return [] }
        let names = opened.map(\.name.text).joined(separator: ", ")
        return [
            lookup(
                "it looks up \(words) by \(names), too, and works with no glibc but that of its "
                    + "own version", .note, nil,
                lookups.evidence
                    + opened.compactMap { $0.path.map { Evidence("/etc/nsswitch.conf", $0.text) } })
        ]
    }

    private func lookup(
        _ message: String, _ severity: Diagnostic.Severity, _ text: String?,
        _ evidence: [Evidence]
    ) -> Finding {
        finding(
            "static-glibc-lookups", message, severity, predictedError: text,
            evidence: evidence + facts.needs.usersInC + facts.needs.hostsInC,
            remedy: remedies.isGo && lookedUp != nil
                ? [
                    "go build -tags osusergo,netgo -ldflags '-linkmode external -extldflags -static'"
                ] : remedies.forMusl)
    }
}

extension Situation {
    /// The shared glibc of a place.
    private enum SharedGlibc {
        case none
        case some(GlibcVersion)
        case unknown
    }

    private var glibcThere: SharedGlibc {
        if let target = place.target {
            switch target.libc {
            case .glibc(let version)?: return GlibcVersion(version).map { .some($0) } ?? .unknown
            case .musl?: return .none
            case .absent?: return target.isWhole ? .none : .unknown
            default: return .unknown
            }
        }
        guard let placed else { return .unknown }
        guard let found = placed.glibc(for: report.image.architecture) else { return .none }
        return found.version.map { .some($0) } ?? .unknown
    }
}
