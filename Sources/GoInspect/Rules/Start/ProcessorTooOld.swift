internal import ObjectFile

extension Rule {
    /// The processor lacks instructions that the program needs.
    static let processorTooOld = Rule(
        name: "processor-too-old",
        title: "The processor is of a lower level than the program needs",
        what: """
            The program was built for newer processors than the place has: by GOAMD64 above v1, or \
            with C code for a level of x86-64 above the first.
            """,
        why: """
            Levels name sets of instructions: x86-64-v2 has SSE4.2, v3 AVX2, v4 AVX-512. Go's start-up \
            code asks the processor and gives up; glibc's loader, since 2.33, does so for each file that \
            says what it needs. Where nobody asks, as in static C code and for most other processors, the \
            first unknown instruction ends the program (Illegal instruction).
            """,
        errors: [
            "This program can only be run on AMD64 processors with {level} microarchitecture support.",
            "{file}: CPU ISA level is lower than required",
            "This program can only be run on processors with MMX support.",
        ],
        remedies: [
            "build for all processors: GOAMD64=v1 go build",
            "build C code for all processors: no -march above x86-64 in CGO_CFLAGS",
            "check the processors: /lib64/ld-linux-x86-64.so.2 --help lists the levels that are there",
        ],
        example: """
            $ goelf check --cpu x86-64-v2 app
            error processor-too-old: the program needs a processor of x86-64-v3: it was built with GOAMD64=v3
              it says         This program can only be run on AMD64 processors with v3 microarchitecture support.
              remedy          build for that processor: GOAMD64=v2 go build
            """
    ) { situation in
        var findings = situation.problems(of: "processor-too-old").map { problem in
            situation.finding(
                [problem], "processor-too-old", problem.message,
                evidence: situation.processorEvidence,
                remedy: ["build C code for all processors: no -march above x86-64 in CGO_CFLAGS"])
        }
        if let own = situation.goLevel() { findings.append(own) }
        return findings
    }
}

extension Situation {
    /// What Go's own level comes to on the place's processor.
    fileprivate func goLevel() -> Finding? {
        guard let processor = place.processor, let there = Self.number(processor),
            let (level, evidence) = facts.processorLevel, let needed = Self.number(level),
            needed > there
        else { return nil }
        switch (report.image.architecture.name, processor.first) {
        case ("x86_64", "x"):
            let text =
                "This program can only be run on AMD64 processors with v\(needed) "
                + "microarchitecture support."
            return finding(
                "processor-too-old",
                "the program needs a processor of x86-64-v\(needed): it was built with GOAMD64=\(level)",
                predictedError: resolved?.starts == false ? nil : text,
                evidence: evidence + processorEvidence,
                remedy: ["build for that processor: GOAMD64=v\(there) go build"])
        case ("ppc64", "p"), ("ppc64le", "p"):
            return finding(
                "processor-too-old",
                "the program was built with GOPPC64=\(level), and nothing in it asks the processor: "
                    + "the first instruction that is unknown ends it", .warning,
                evidence: evidence + processorEvidence,
                remedy: ["build for that processor: GOPPC64=power\(there) go build"],
                doubtsStart: true)
        default: return nil
        }
    }

    fileprivate var processorEvidence: [Evidence] {
        place.processor.map { [Evidence("place", "\(place.name) has \($0)")] } ?? []
    }

    /// The number at the end: of `x86-64-v3`, `v3`, `power9`.
    private static func number(_ level: String) -> Int? {
        let digits = level.utf8.reversed().prefix { $0 >= 48 && $0 <= 57 }.prefix(3)
        return digits.isEmpty ? nil : digits.reversed().reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
