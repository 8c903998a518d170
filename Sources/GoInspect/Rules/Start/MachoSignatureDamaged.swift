internal import ObjectFile

extension Rule {
    /// A signed program was changed.
    static let machoSignatureDamaged = Rule(
        name: "macho-signature-damaged",
        title: "The program was changed after it was signed",
        what: """
            Pages of the file are not those that its code signature was made for. On Apple silicon the \
            kernel kills a program when it comes to such a page.
            """,
        why: """
            The signature has a hash of every page. Tools that change the file afterwards (strip, \
            install_name_tool, a packer, a transfer that converts line ends) leave old hashes behind. \
            Processors of Intel run such a program, unless it was signed for the hardened runtime.
            """,
        errors: ["Killed: 9", "SIGKILL (Code Signature Invalid)"],
        remedies: ["sign the program anew: codesign --force --sign - {program}"],
        example: """
            $ goelf check --target macos:14 app
            error macho-signature-damaged: 1 of 420 pages are not those that were signed
              it says         Killed: 9
              remedy          sign it anew: codesign --force --sign - app
            """,
        concerning: { $0.isMachO }
    ) { situation in
        guard situation.apple != nil,
            case .damaged(let bad, let all, let first) = situation.facts.start.signature
        else { return [] }
        let isFatal = situation.isAppleSilicon
        return [
            situation.finding(
                "macho-signature-damaged", "\(bad) of \(all) pages are not those that were signed",
                isFatal ? .error : .warning,
                predictedError: isFatal && situation.resolved?.starts != false ? "Killed: 9" : nil,
                evidence: [
                    Evidence(
                        source: "code signature", offset: first, detail: "first page that differs",
                        confidence: "certain")
                ],
                remedy: ["sign it anew: codesign --force --sign - \(situation.fileName)"])
        ]
    }
}
