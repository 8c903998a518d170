internal import ObjectFile

extension Rule {
    /// The program is for another processor or system.
    static let wrongMachine = Rule(
        name: "wrong-machine",
        title: "The program is for another processor or system",
        what: """
            The file is for a processor, a word size or a system that the place does not have.
            """,
        why: """
            GOARCH and GOOS are those of the build machine unless they are said; docker build \
            on a Mac with an arm64 processor makes arm64 images unless --platform says otherwise.
            """,
        errors: [
            "Exec format error",
            "{shell}: {program}: cannot execute binary file: Exec format error",
        ],
        remedies: [
            "build for the place: GOOS=linux GOARCH=amd64 go build",
            "take the image for the program's processor: docker build --platform linux/arm64",
        ],
        example: """
            $ goelf check --image amd64.tar app
            error wrong-machine: it is for aarch64
              it says         Exec format error
              remedy          GOARCH=amd64 go build
            """
    ) { situation in
        let architecture = situation.report.image.architecture
        if situation.place.isForeign(situation.report, situation.facts) {
            let system = situation.facts.operatingSystem?.rawValue
            return [
                situation.finding(
                    "wrong-machine", system.map { "it is for \($0)" } ?? situation.format,
                    predictedError: situation.isOtherFormat ? "Exec format error" : nil,
                    evidence: [Evidence("place", "runs programs of \(situation.system)")],
                    remedy: situation.remedies.isGo ? ["GOOS=\(situation.system) go build"] : [])
            ]
        }
        guard situation.placed != nil else {
            return [
                situation.finding(
                    "wrong-machine", "it is for \(architecture)",
                    predictedError: "Exec format error",
                    evidence: [Evidence("place", "is not made for \(architecture)")])
            ]
        }
        return situation.problems(of: "wrong-machine").map { problem in
            let machine = situation.placed?.machine
            return situation.finding(
                [problem], "wrong-machine", "it is for \(architecture)",
                evidence: [Evidence("header", problem.message)],
                remedy: situation.remedies.isGo
                    ? machine.flatMap(\.goarch).map { ["GOARCH=\($0) go build"] } ?? [] : [])
        }
    }
}

extension Situation {
    /// The system of the place, as Go calls it.
    fileprivate var system: String {
        place.system.map { $0 == .macOS ? "darwin" : $0.rawValue } ?? "linux"
    }

    /// Whether the kernel of the place does not even know the format.
    fileprivate var isOtherFormat: Bool { place.isOtherFormat(report) }

    /// What the file is, where it does not say for which system.
    fileprivate var format: String {
        switch report.image.contents {
        case .elf: "it is an ELF file"
        case .machO: "it is a Mach-O file"
        }
    }
}

extension CheckPlace {
    /// Whether a file is for another system than that of the place, where both are known.
    func isForeign(_ report: ImageReport, _ facts: FileFacts) -> Bool {
        guard let system else { return false }
        if isOtherFormat(report) { return true }
        guard let own = facts.operatingSystem, own != system else { return false }
        // Android's kernel is Linux.
        let ofLinux: [OperatingSystem] = [.linux, .android]
        return !(ofLinux.contains(own) && ofLinux.contains(system))
    }

    fileprivate func isOtherFormat(_ report: ImageReport) -> Bool {
        guard let system else { return false }
        switch report.image.contents {
        case .elf: return system == .macOS
        case .machO: return system != .macOS
        }
    }
}

extension OperatingSystem {
    /// Apple's for desktops.
    static let macOS = Self(rawValue: "macos")
}

extension Architecture {
    /// Go's name of it; nil where Go knows none.
    var goarch: String? {
        switch name {
        case "x86_64": "amd64"
        case "i386": "386"
        case "aarch64": "arm64"
        case "mips64el": "mips64le"
        case "mipsel": "mipsle"
        case "arm", "s390x", "ppc64", "ppc64le", "riscv64", "loong64", "mips", "mips64": name
        default: nil
        }
    }
}
