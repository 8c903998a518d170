internal import ObjectFile

extension Rule {
    /// The processor lacks instructions that the program needs.
    static let processorTooOld = Rule(
        name: "processor-too-old",
        title: "The processor is of a lower level than the program needs",
        what: """
            The program was built for newer processors than the place has: by GOAMD64 above v1, \
            GOARM64 above v8.0, GOPPC64 or GORISCV64 above the first, or with C code for a level of \
            x86-64 above the first.
            """,
        why: """
            Levels name sets of instructions: x86-64-v2 has SSE4.2, v3 AVX2, v4 AVX-512. Go's start-up \
            code asks the processor and gives up; glibc's loader, since 2.33, does so for each file that \
            says what it needs. Where nobody asks, as in static C code and for other processors \
            (GOARM64=v8.1 on a Raspberry Pi 4, GOPPC64, GORISCV64), the first unknown instruction \
            ends the program (Illegal instruction).
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
        guard let processor = place.processor, let (level, evidence) = facts.processorLevel,
            let there = Self.number(processor), let needed = Self.number(level), needed > there
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
            return unasked("GOPPC64=\(level)", evidence, instead: "GOPPC64=power\(there)")
        // Of all that later processors have Go uses atomic instructions alone.
        case ("aarch64", "a") where there < 81:
            guard case .elf = report.image.contents else { return nil }
            return unasked("GOARM64=\(level)", evidence, instead: "GOARM64=v8.0")
        case ("riscv64", "r"):
            return unasked("GORISCV64=\(level)", evidence, instead: "GORISCV64=rva\(there)u64")
        default: return nil
        }
    }

    /// What comes of a level that the program takes to be there.
    private func unasked(
        _ setting: String, _ evidence: [Evidence], instead other: String
    ) -> Finding {
        finding(
            "processor-too-old",
            "the program was built with \(setting), and does not ask the processor in time: the "
                + "first instruction that is unknown ends it", .warning,
            evidence: evidence + processorEvidence,
            remedy: ["build for that processor: \(other) go build"], doubtsStart: true)
    }

    fileprivate var processorEvidence: [Evidence] {
        place.processor.map { [Evidence("place", "\(place.name) has \($0)")] } ?? []
    }

    /// The number of a level: 3 of `x86-64-v3` and `v3`, 9 of `power9`, 23 of `rva23u64`, 82 of
    /// `armv8.2-a` and `v8.2,crypto`, 81 of `v8.0,lse`, which is what the next version has.
    private static func number(_ level: String) -> Int? {
        var words = level.split(separator: ",")
        guard var name = words.first else { return nil }
        words.removeFirst()
        for (start, end) in [("x86-64-", ""), ("arm", "-a"), ("", "u64")] {
            if name.hasPrefix(start) { name = name.dropFirst(start.utf8.count) }
            if name.hasSuffix(end) { name = name.dropLast(end.utf8.count) }
        }
        let digits = name.utf8.filter { $0 >= 48 && $0 <= 57 }.prefix(3)
        guard !digits.isEmpty else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        return words.contains("lse") ? max(number, 81) : number
    }
}
