internal import ObjectFile

extension Rule {
    /// Jumps are not checked by the processor.
    static let branchProtection = Rule(
        name: "branch-protection", kind: .hardening,
        title: "Indirect jumps are not checked by the processor",
        what: """
            The file has no note that all of its code is made for the processor's checks of jumps \
            and returns: IBT and SHSTK on x86-64 (CET), BTI and PAC on arm64. A linker keeps the \
            note only if every object has it.
            """,
        why: """
            With such a note, kernel and loader may switch the checks on, and code that was led \
            astray cannot go on anywhere. Go's compiler does not write the instructions for IBT, \
            SHSTK or BTI, so no program with Go code has the note, and nothing can be done about \
            it: it is only told.
            """,
        remedies: [
            "of C programs: compile all of it with -fcf-protection (x86-64) or -mbranch-"
                + "protection=standard (arm64)"
        ],
        example: """
            $ goelf check app --verbose
            note branch-protection: neither IBT nor SHSTK: Go's compiler does not make code for them
            """,
        severity: .note
    ) { situation in
        let wanted: [String]
        switch situation.report.image.architecture.name {
        case "x86_64": wanted = ["IBT", "SHSTK"]
        case "aarch64", "aarch64_be": wanted = ["BTI", "PAC"]
        default: return []
        }
        guard situation.isForLinux, let found = situation.facts.hardening?.branchProtections else {
            return []
        }
        let missing = wanted.filter { !found.contains($0) }
        guard !missing.isEmpty else { return [] }
        let isGo = situation.build != nil
        let names =
            missing.count == 2 ? "neither \(missing[0]) nor \(missing[1])" : "no \(missing[0])"
        let flag = wanted[0] == "IBT" ? "-fcf-protection" : "-mbranch-protection=standard"
        return [
            situation.finding(
                "branch-protection",
                names + (isGo ? ": Go's compiler does not make code for them" : ""), .note,
                evidence: [
                    Evidence("notes", "GNU properties: \(found.isEmpty ? "none" : found.named())")
                ],
                remedy: isGo ? [] : ["compile all of it with \(flag)"])
        ]
    }
}
