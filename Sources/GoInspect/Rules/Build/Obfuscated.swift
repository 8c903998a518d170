internal import ObjectFile

extension Rule {
    /// Names in the program are made up.
    static let obfuscated = Rule(
        name: "obfuscated", kind: .build,
        title: "Names in the program are made up",
        what: """
            The Go version is taken away, or the function table has a number that no Go writes: \
            an obfuscator such as garble put made-up names into the place of those of packages \
            and functions.
            """,
        why: """
            It is mostly meant. But then nobody can tell of what modules the program is made, \
            stack traces need the obfuscator's own seed to be read, and what functions prove \
            elsewhere is unknown here.
            """,
        remedies: [
            "keep the seed and the build (garble reverse) to read stack traces",
            "release it as go build makes it, unless it has to be so",
        ],
        example: """
            $ goelf check app --verbose
            note obfuscated: garble replaced the names in it
              remedy          keep the seed: garble reverse reads stack traces with it
            """,
        severity: .note, isQuick: true
    ) { situation in
        guard let obfuscator = situation.report.obfuscator else { return [] }
        return [
            situation.finding(
                "obfuscated", "\(obfuscator) replaced the names in it", .note,
                evidence: situation.told("version unknown"),
                remedy: ["keep the seed: garble reverse reads stack traces with it"])
        ]
    }
}
