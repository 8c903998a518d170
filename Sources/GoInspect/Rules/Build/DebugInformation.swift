internal import ObjectFile

extension Rule {
    /// Debug information was left in it.
    static let debugInformation = Rule(
        name: "debug-information", kind: .build,
        title: "Debug information was left in the program",
        what: """
            The file has DWARF: what debuggers need to know of types, variables and lines. Go \
            writes it unless it is told not to.
            """,
        why: """
            It takes a third of the file, and is of use to a debugger alone: stack traces, \
            profiles and panics have names and lines without it, from the function table, which \
            stays. To keep it beside the release, have it split off.
            """,
        remedies: [
            "go build -ldflags=-w; with -s the symbols go, too",
            "objcopy --only-keep-debug app app.debug, then strip --strip-debug app",
        ],
        example: """
            $ goelf check app --verbose
            note debug-information: debug information is in it, which only debuggers read
              remedy          go build -ldflags=-w: stack traces and profiles keep their names
            """,
        severity: .note
    ) { situation in
        guard let fact = situation.fact("debug-information"), fact.isTrue, situation.build != nil
        else {
            return []
        }
        return [
            situation.finding(
                "debug-information", "debug information is in it, which only debuggers read", .note,
                evidence: fact.evidence,
                remedy: ["go build -ldflags=-w: stack traces and profiles keep their names"])
        ]
    }
}
