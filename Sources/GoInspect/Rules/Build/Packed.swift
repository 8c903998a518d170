internal import GoBinary
internal import ObjectFile

extension Rule {
    /// The program is packed.
    static let packed = Rule(
        name: "packed", kind: .build,
        title: "The program is packed",
        what: """
            UPX packed it: the file is what unpacks the program into memory, and nothing of that \
            can be read. `goelf` tells of the stub alone; unpack it with `upx -d` to have it \
            looked at.
            """,
        why: """
            Scanners for vulnerabilities and licences see no modules, each process has a copy of \
            its own of all pages, the start takes longer, and virus scanners take packed files \
            for malware. Memory that is written to and executed is not allowed everywhere.
            """,
        remedies: [
            "release it unpacked; compress the archive or image instead",
            "go build -ldflags=\"-s -w\" makes a file smaller without that",
        ],
        example: """
            $ goelf check app
            warning packed: UPX packed it: nothing of the program itself can be read
              remedy          release it unpacked: archives and image layers are compressed anyway
            """,
        severity: .warning, isQuick: true
    ) { situation in
        guard let packer = situation.report.packer else { return [] }
        let mark = situation.report.diagnostics.first { $0.code == .packed }
        return [
            situation.finding(
                "packed", "\(packer) packed it: nothing of the program itself can be read",
                .warning,
                evidence: [Evidence("packer's header", "\(packer)!", at: mark?.offset)],
                remedy: ["release it unpacked: archives and image layers are compressed anyway"])
        ]
    }
}
