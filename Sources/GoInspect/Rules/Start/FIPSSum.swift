internal import GoBinary
internal import ObjectFile

extension Rule {
    /// The cryptographic code is not that which the linker took the sum of.
    static let fipsSum = Rule(
        name: "fips-sum",
        title: "The sum of the cryptographic code does not hold",
        what: """
            A program in FIPS 140 mode takes a sum of its cryptographic code and data when it starts, and \
            compares it with the one that Go's linker wrote. The file's own bytes give another sum, or \
            there is none.
            """,
        why: """
            What changes the file after the link breaks the sum: binary patches, packers, some linkers \
            of C code, which lay things out anew. The mode is on where GODEBUG says fips140=on or only: \
            in the environment, or compiled in by GOFIPS140 or //go:debug. Elsewhere nothing looks.
            """,
        errors: [
            "panic: fips140: verification mismatch",
            "panic: fips140: no verification checksum found",
        ],
        remedies: [
            "build again, and leave the file as go build made it; strip by -ldflags=-s",
            "with C code, link by Go's own linker or GNU ld: lld leaves a sum of nothing in PIE",
        ],
        example: """
            $ goelf check app
            error fips-sum: the cryptographic code is not that which the linker took the sum of
              it says         panic: fips140: verification mismatch
              remedy          build again, and leave the file as go build made it
            """,
        concerning: { $0.facts.start.goVersion.map { $0.minor >= 24 } ?? false }
    ) { situation in
        let mode = situation.fipsMode
        // Without the mode there is no check, and the sum is of no interest where all is well.
        guard situation.mayCheckFIPS, let (verdict, offset) = situation.facts.start.fipsSum else {
            return []
        }
        let words: String
        let message: String
        switch verdict {
        case .matches, .notComputable: return []
        case .missing:
            words = "panic: fips140: no verification checksum found"
            message = "there is no sum of the cryptographic code"
        case .differs, .coversNothing:
            words = "panic: fips140: verification mismatch"
            message = "the cryptographic code is not that which the linker took the sum of"
        }
        let isOn = mode != nil
        return [
            situation.finding(
                "fips-sum", message + (isOn ? "" : ": GODEBUG=fips140=on would end the program"),
                isOn ? .error : .note,
                predictedError: isOn && situation.resolved?.starts != false ? words : nil,
                evidence: [
                    Evidence(
                        source: "FIPS information", offset: offset, detail: "its sum",
                        confidence: "certain")
                ] + (mode.map { [$0] } ?? []),
                remedy: ["build again, and leave the file as go build made it"])
        ]
    }
}

extension Situation {
    /// What switches the mode on; nil where nothing does.
    ///
    /// The environment comes before what is compiled in.
    fileprivate var fipsMode: Evidence? {
        if let value = place.value(of: "GODEBUG").flatMap({ Self.fipsMode(in: $0) }) {
            guard Self.isOn(value) else { return nil }
            return Evidence(
                source: "environment", offset: nil, detail: ByteString("GODEBUG fips140=\(value)"),
                confidence: "certain")
        }
        guard let build = report.build?.value, let value = facts.fipsMode, Self.isOn(value) else {
            return nil
        }
        return Evidence(
            source: "build settings", offset: build.offset,
            detail: ByteString("DefaultGODEBUG fips140=\(value)"), confidence: "strong")
    }

    /// Whether the code that checks may be there, which Go has since 1.24.
    ///
    /// To look for it takes the function table, which is read only where the mode is on.
    fileprivate var mayCheckFIPS: Bool {
        guard let go = facts.start.goVersion, go.minor >= 24 else { return false }
        guard fipsMode != nil else {
            return report.build?.value?.setting("GOFIPS140") != nil
        }
        let fact = facts.go.facts.first { $0.name == "fips140-check" }
        return fact?.value == .flag(true)
    }

    private static func isOn(_ value: String) -> Bool { ["on", "only", "debug"].contains(value) }

    /// The value of the last `fips140=` of a list.
    static func fipsMode(in list: String) -> String? {
        // By bytes: characters take a hundred times as long to find.
        let name = "fips140=".utf8
        return list.utf8.split(separator: UInt8(ascii: ",")).last { $0.starts(with: name) }
            .flatMap { String($0.dropFirst(name.count)) }
    }
}
