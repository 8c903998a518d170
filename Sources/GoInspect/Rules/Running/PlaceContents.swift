internal import DynamicLinking
internal import GoBinary
internal import ObjectFile

/// That a place lacks something which programs look for when they run.
struct Lack {
    /// How bad that is: no more than a note where an ordinary installation has it, and images have
    /// not.
    let severity: Diagnostic.Severity
    /// Where it was looked for.
    let evidence: [Evidence]
    /// The package manager that can add it; nil where nothing can, or that is not known.
    let installer: String?
}

extension Situation {
    /// The place with its files; nil for targets, of which a table tells what they have.
    var files: RunPlace? {
        place.target == nil ? place.place(for: report.image.architecture) : nil
    }

    /// Whether what the place has for running programs counts: for those of Linux, where they may
    /// start.
    var mayRun: Bool {
        guard placed != nil, case .elf = report.image.contents, report.image.linkage != nil else {
            return false
        }
        guard place.system.map({ $0 == .linux }) ?? true else { return false }
        let system = facts.operatingSystem
        return (system == nil || system == .linux) && resolved?.starts != false
    }

    /// That the place lacks something: `known` is what the table says of it, and `missing` where it
    /// was looked for among its files, nil where it is there.
    func lack(
        _ known: KeyPath<Target.Contents, Bool?>, _ missing: (RunPlace) -> [String]?
    ) -> Lack? {
        if let files {
            guard let paths = missing(files) else { return nil }
            return Lack(
                severity: .warning, evidence: paths.map { Evidence(place.name, "no \($0)") },
                installer: nil)
        }
        guard let target = place.target, target.contents[keyPath: known] == false else {
            return nil
        }
        // Their installers put both there; it is the images that are smaller.
        let isUsual = target.family == .debian || target.family == .ubuntu
        return Lack(
            severity: isUsual ? .note : .warning,
            evidence: [Evidence("target", "\(target.name) has none")],
            installer: Self.installers[target.family])
    }

    private static let installers: [Target.Family: String] = [
        .alpine: "apk add", .wolfi: "apk add", .debian: "apt-get install",
        .ubuntu: "apt-get install",
    ]

    /// The version of Go 1 that built it; the newest one where nothing tells.
    var goRelease: Int { facts.start.goVersion?.minor ?? .max }
}
