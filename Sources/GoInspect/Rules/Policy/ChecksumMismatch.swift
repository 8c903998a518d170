internal import ObjectFile

extension Rule {
    /// A file that is not the one in a list of checksums.
    static let checksumMismatch = Rule(
        name: "checksum-mismatch", kind: .policy,
        title: "The file has another checksum than the list says",
        what: """
            The SHA-256 sum of the file is not the one that “checksums” of the policy, or --checksums, has \
            for it. A program or library that the list does not have is a warning, and so is a file that it \
            names and that is not there. Of files that goelf does not read, such as archives, another sum \
            is told, too.
            """,
        why: """
            The file was built or signed anew after the list was made, changed on its way, or replaced.
            """,
        remedies: ["make the list when all files are there: sha256sum dist/* > checksums.txt"],
        example: """
            $ goelf check dist --checksums dist/checksums.txt
            error checksum-mismatch: its SHA-256 sum is not the one in the list
              in              dist/app
            """,
        severity: .error
    ) { situation in
        guard let (list, said) = situation.demands?.checksums, let outcome = situation.checksum
        else {
            return []
        }
        let wants = "the sum in \(list.path)"
        switch outcome {
        case .same, .unread: return []
        case .unlisted:
            return [
                situation.finding(
                    "checksum-mismatch", "it is not in the list of checksums", .warning,
                    evidence: [Evidence("policy", "\(said.text): \(wants)")])
            ]
        case .differs(let listed, let found):
            return [
                situation.unmet(
                    "checksum-mismatch", "its SHA-256 sum is not the one in the list", said, wants,
                    evidence: [Evidence("list", listed), Evidence("file", found)])
            ]
        }
    }
}
