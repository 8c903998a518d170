internal import ObjectFile

extension Rule {
    /// C code in it does not check its stack.
    static let stackProtector = Rule(
        name: "stack-protector", kind: .hardening,
        title: "C code without a stack protector",
        what: """
            C code of the program or library does not import what ends it when a function has \
            written past its part of the stack (`__stack_chk_fail`): it was compiled without \
            -fstack-protector, or has no function that such a check would be put into. Only \
            dynamically linked C code can be told; of pure Go there is nothing to tell, and of \
            the C code in Go's own packages neither: Go compiles it so.
            """,
        why: """
            The check makes writing past the end of a buffer of C, the most common fault of it, \
            end the program instead of taking it over. Go code checks every access, and needs \
            none.
            """,
        remedies: [
            "CGO_CFLAGS=\"-O2 -g -fstack-protector-strong\" go build"
        ],
        example: """
            $ goelf check app --verbose
            note stack-protector: its C code has no stack protector
              remedy          CGO_CFLAGS="-O2 -g -fstack-protector-strong" go build
            """,
        severity: .note
    ) { situation in
        guard let imports = situation.importsOfC, !imports.isEmpty else { return [] }
        guard !imports.contains(where: FileSituation.isStackCheck) else { return [] }
        let count = Set(imports.map(\.text)).count
        return [
            situation.finding(
                "stack-protector", "its C code has no stack protector", .note,
                evidence: [Evidence("imports", "none of \(count) is __stack_chk_fail")],
                remedy: [
                    situation.remedies.isGo
                        ? "CGO_CFLAGS=\"-O2 -g -fstack-protector-strong\" go build"
                        : "compile with -fstack-protector-strong"
                ])
        ]
    }
}

extension FileSituation {
    /// What C code of somebody's own imports; nil where there is no such code, or a loader has
    /// nothing to do.
    var importsOfC: [ByteString]? {
        guard report.image.linkage == .dynamic || report.image.linkage == .sharedLibrary,
            !report.image.needed.isEmpty, remedies.hasOwnC
        else { return nil }
        return facts.imports
    }

    /// Whether a symbol belongs to the stack protector.
    fileprivate static func isStackCheck(_ name: ByteString) -> Bool {
        guard name.starts(with: "__") else { return false }
        return [
            "__stack_chk_fail", "__stack_chk_guard", "__stack_chk_fail_local",
            "__stack_smash_handler",
            "___stack_chk_fail", "___stack_chk_guard",
        ].contains { name.equals($0) }
    }
}
