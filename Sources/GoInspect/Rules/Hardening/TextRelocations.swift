internal import ObjectFile

extension Rule {
    /// The loader has to write to code.
    static let textRelocations = Rule(
        name: "text-relocations", kind: .hardening,
        title: "The loader has to change code (DT_TEXTREL)",
        what: """
            The dynamic section has DT_TEXTREL: code was compiled for a fixed address and linked \
            into a file that lies anywhere, so that the loader has to make it writable, change \
            it, and map it back.
            """,
        why: """
            While it does, code can be written to; the pages are not shared between processes. \
            SELinux forbids it (`execmod`), Android refuses such files since 6.0, and musl may \
            not load them. Objects of C or assembler that were compiled without -fPIC are the \
            cause.
            """,
        remedies: [
            "compile C and assembler with -fPIC; -Wl,-z,text makes the linker refuse what is not",
            "build with -buildmode=pie, not by -ldflags=-buildmode=pie",
        ],
        example: """
            $ goelf check app
            warning text-relocations: the loader has to write to its code (DT_TEXTREL)
              remedy          compile its C code with -fPIC; -Wl,-z,text names the objects that are not
            """,
        severity: .warning, isQuick: true
    ) { situation in
        guard situation.facts.hardening?.hasTextRelocations == true else { return [] }
        return [
            situation.finding(
                "text-relocations", "the loader has to write to its code (DT_TEXTREL)", .warning,
                evidence: [Evidence("dynamic section", "DT_TEXTREL")],
                remedy: [
                    "compile its C code with -fPIC; -Wl,-z,text names the objects that are not"
                ])
        ]
    }
}
