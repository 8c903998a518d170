internal import DynamicLinking
internal import ObjectFile

extension Rule {
    /// The program looks up hosts, and nothing tells it where.
    static let nameServersMissing = Rule(
        name: "name-servers-missing",
        kind: .running,
        title: "There is no /etc/resolv.conf for a program that looks up hosts",
        what: """
            The program can look up hosts by their names, and the root has no /etc/resolv.conf: then \
            this machine itself is asked, which mostly has no name server.
            """,
        why: """
            Go's resolver and the C libraries ask port 53 of the machine itself where nothing else is \
            said. Container runtimes, and tools that start programs in a root, put the file in, so that \
            it is no more than a note for roots; of images nothing is said at all. A chroot is as it \
            lies there.
            """,
        errors: [
            "lookup {host} on [::1]:53: read udp {address}->[::1]:53: read: connection refused",
            "lookup {host}: Temporary failure in name resolution",
        ],
        remedies: [
            "copy /etc/resolv.conf into the root, or mount it there",
            "start it by what does so: docker run, podman run, systemd-nspawn",
        ],
        example: """
            $ goelf check --verbose --root dir app
            note name-servers-missing: it looks up hosts, and there is no /etc/resolv.conf
              remedy          cp /etc/resolv.conf into the root
            """,
        severity: .note,
        concerning: { $0.facts.functionTable.value != nil }
    ) { situation in
        guard situation.mayRun, let files = situation.files, !files.isImage,
            !files.has("/etc/resolv.conf")
        else { return [] }
        let needs = situation.facts.needs
        let lookups = needs.hostLookups + needs.hostsInC
        guard !lookups.isEmpty else { return [] }
        return [
            situation.finding(
                "name-servers-missing", "it looks up hosts, and there is no /etc/resolv.conf",
                files.isSystem ? .warning : .note, evidence: lookups,
                remedy: ["cp /etc/resolv.conf into the root"])
        ]
    }
}
