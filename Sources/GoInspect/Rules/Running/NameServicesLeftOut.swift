internal import DynamicLinking
internal import ObjectFile

extension RunPlace {
    /// The services that `/etc/nsswitch.conf` names for a database, such as `hosts`; nil where it
    /// is not there or has no line for it.
    ///
    /// Spec: nsswitch.conf(5).
    func nameServices(of database: String) -> [String]? {
        let name = Array((database + ":").utf8)
        for line in lines(of: "/etc/nsswitch.conf") ?? [] {
            let text = line.prefix { $0 != UInt8(ascii: "#") }
            let words = text.split { $0 == 32 || $0 == 9 }
            guard let first = words.first, first.starts(with: name) else { continue }
            // The first service may stand right behind the colon.
            let rest = [first.dropFirst(name.count)] + words.dropFirst()
            var services: [String] = []
            var isAction = false
            for word in rest where !word.isEmpty {
                if word.first == UInt8(ascii: "[") { isAction = true }
                if !isAction, services.count < 32 {
                    services.append(String(decoding: word, as: UTF8.self))
                }
                if word.last == UInt8(ascii: "]") { isAction = false }
            }
            return services
        }
        return nil
    }
}

extension Rule {
    /// The place asks name services for hosts or users that Go's own code leaves out.
    static let nameServicesLeftOut = Rule(
        name: "name-services-left-out",
        kind: .running,
        title: "Go's own code leaves out name services that the place has",
        what: """
            /etc/nsswitch.conf of the place names services for hosts or users that only the C library \
            can ask: mdns and myhostname for hosts, sss, ldap and winbind for users. The program was \
            built without C, or with -tags netgo or osusergo, and asks none of them.
            """,
        why: """
            Go's own resolver reads /etc/resolv.conf, /etc/hosts and the order of files and dns in \
            nsswitch.conf, and os/user without C reads /etc/passwd and /etc/group. Names that another \
            service knows, such as printer.local or those of a company's directory, are unknown to it. \
            With C, Go asks the C library as soon as it sees such a service.
            """,
        errors: [
            "user: unknown user {user}", "user: unknown userid {number}",
            "group: unknown group {group}", "lookup {host} on {server}: no such host",
        ],
        remedies: [
            "build it with C, where such names are wanted: CGO_ENABLED=1 go build",
            "leave it so, where they are not",
        ],
        example: """
            $ goelf check --verbose app
            note name-services-left-out: it looks up users in files alone, and not by sss
              remedy          CGO_ENABLED=1 go build: the C library asks them
            """,
        severity: .note,
        concerning: { $0.facts.functionTable.value != nil }
    ) { situation in
        guard situation.mayRun, let files = situation.files else { return [] }
        return situation.usersLeftOut(files) + situation.hostsLeftOut(files)
    }
}

extension Situation {
    /// The names of C's own code for what Go reads, too.
    private static let files: Set<String> = ["files", "compat", "db", "cache"]

    fileprivate func usersLeftOut(_ files: RunPlace) -> [Finding] {
        let found = ["passwd", "group"].flatMap { files.nameServices(of: $0) ?? [] }
        let others = Self.unique(found).filter { !Self.files.contains($0) }
        let needs = facts.needs
        guard !others.isEmpty, needs.usersInC.isEmpty else { return [] }
        let lookups = needs.userLookups + needs.groupLookups + needs.currentUser
        guard !lookups.isEmpty else { return [] }
        return [leftOut("users in files alone", others, lookups)]
    }

    fileprivate func hostsLeftOut(_ files: RunPlace) -> [Finding] {
        let found = files.nameServices(of: "hosts") ?? []
        let others = Self.unique(found).filter { !Self.files.contains($0) && $0 != "dns" }
        let needs = facts.needs
        guard !others.isEmpty, needs.hostsInC.isEmpty, !needs.hostLookups.isEmpty else {
            return []
        }
        return [leftOut("hosts in files and by DNS alone", others, needs.hostLookups)]
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private func leftOut(
        _ what: String, _ services: [String], _ evidence: [Evidence]
    ) -> Finding {
        let list = services.joined(separator: ", ")
        return finding(
            "name-services-left-out", "it looks up \(what), and not by \(list)", .note,
            evidence: evidence + [Evidence("/etc/nsswitch.conf", list)],
            remedy: remedies.isGo ? ["CGO_ENABLED=1 go build: the C library asks them"] : [])
    }
}
