internal import GoBinary
public import ObjectFile

/// Where an image lies in the file that was named.
///
/// One word wide: to copy a name that may be missing asks the runtime for types by their names, which
/// takes as long as all of a small file.
final class Place: Sendable {
    /// Its bytes.
    let range: FileRange
    /// The name of the slice of a universal file.
    let slice: String?
    /// The name of the member of an archive.
    let member: ByteString?
    /// Whether Go's own tool looks there.
    let isSeenByGo: Bool
    /// Whether it is all of the file.
    let isWhole: Bool

    init(
        _ range: FileRange, slice: String? = nil, member: ByteString? = nil,
        isSeenByGo: Bool = true
    ) {
        self.range = range
        isWhole = slice == nil && member == nil
        self.slice = slice
        self.member = member
        self.isSeenByGo = isSeenByGo
    }

    /// A member of the archive that lies here.
    func member(_ member: Archive.Member) -> Place {
        let rest = range.dropping(member.range.offset.rawValue)
        return Place(
            rest.first(min(member.range.size, rest.size)) ?? rest, slice: slice,
            member: member.name, isSeenByGo: isSeenByGo)
    }
}

/// What was found out of one program, library or object.
public struct ImageReport: Sendable {
    /// The image itself.
    public let image: Image
    /// Its bytes.
    public let file: FileBytes
    private let place: Place
    /// What it needs to start, nil where that was not asked.
    public let dependencies: Dependencies?
    /// What Go wrote of the build; nil where that was not asked.
    public let build: Fact<Build>?
    /// What packed the file (`UPX`), which is why nothing of Go is to be found; nil where nothing did
    /// or ``build`` was not asked.
    public let packer: String?
    /// What replaced the names in the program (`garble`) and its version; nil where nothing did or
    /// ``build`` was not asked.
    public let obfuscator: String?
    /// What would be loaded for it in the place that was named; nil where none was.
    public let resolved: ResolvedDependencies?
    /// Whether it runs in each of the places that it was checked for; nil where it was for none.
    ///
    /// What lies in an archive is not started, and has no verdicts.
    public private(set) var verdicts: [Verdict]?
    /// What rules found of the image itself, wherever it is; empty where they were not asked.
    public private(set) var findings: [Finding] = []
    /// What was found and is not told, as a policy or a baseline says; empty without these.
    public private(set) var ignored: [IgnoredFinding] = []
    /// What could not be read, or was odd.
    public private(set) var diagnostics: [Diagnostic]

    init(
        _ image: Image, in file: FileBytes, _ place: Place,
        _ questions: Questions, _ placed: PlacedFile?, _ limits: Limits
    ) {
        self.image = image
        self.file = file
        self.place = place
        var diagnostics: [Diagnostic] = []
        diagnostics += image.diagnostics
        var go = GoTraces(image, in: file, limits)
        if questions.contains(.build) {
            let build = Self.build(
                image, in: file, &go,
                place.isSeenByGo ? questions : questions.subtracting(.buildAsGo))
            if let error = build.error { diagnostics.append(Diagnostic(error)) }
            let trace: Packer.Trace? =
                if case .absent = build { Packer.trace(in: image, file) } else { nil }
            if let trace { diagnostics.append(Self.diagnostic(trace)) }
            packer = trace?.packer.rawValue
            let table = build.value?.goVersion == "unknown" ? UnknownTable(image, file) : nil
            if let table { diagnostics.append(Diagnostic(table.error, .note)) }
            obfuscator = table?.obfuscator
            self.build = build
        } else {
            build = nil
            packer = nil
            obfuscator = nil
        }
        dependencies =
            questions.contains(.dependencies)
            ? Dependencies(image, in: file, &go, &diagnostics) : nil
        resolved = placed?.resolve(image, in: file, nil, &diagnostics)
        self.diagnostics = diagnostics
        if questions.contains(.findings), member == nil {
            let situation = FileSituation(self, FileFacts(self))
            findings = Self.findings(situation, Rule.all.filter(\.isQuick))
        }
    }

    /// Asks the rules.
    mutating func check(_ checked: CheckedFile) {
        // What lies in an archive is not started.
        guard member == nil else {
            verdicts = []
            return
        }
        let facts = FileFacts(self)
        verdicts = Verdict.all(of: self, facts, checked.named, in: checked.places, &diagnostics)
        var situation = FileSituation(self, facts)
        situation.demands = checked.demands
        situation.fileSize = checked.named.bytes.size
        situation.checksum = checked.checksum
        findings = Self.findings(situation, Rule.all)
        hold(to: checked)
    }

    /// Leaves out what a policy or a baseline says is not to be told; whether it runs is another
    /// matter.
    private mutating func hold(to checked: CheckedFile) {
        guard let expectations = checked.expectations, let demands = checked.demands else { return }
        let baseline = expectations.baseline
        let name = baseline.map {
            expectations.baselineName(of: checked.named.path.text, in: $0.path)
        }
        let slice = slice
        var filter = FindingFilter(demands, today: expectations.today) { finding in
            guard let baseline, let name else { return false }
            return baseline.contains(Baseline.Entry(finding, file: name, slice: slice))
        }
        verdicts = verdicts?.map { verdict in
            Verdict(
                rawTarget: verdict.rawTarget, runs: verdict.runs,
                findings: filter.told(verdict.findings))
        }
        findings = filter.told(findings)
        ignored = filter.ignored
    }

    /// What rules about files find.
    private static func findings(_ situation: FileSituation, _ rules: [Rule]) -> [Finding] {
        rules.flatMap { $0.find(situation) }
    }

    private static func build(
        _ image: Image, in file: FileBytes, _ go: inout GoTraces, _ questions: Questions
    ) -> Fact<Build> {
        switch go.build(questions.contains(.buildAnywhere) ? .dataSegments : .section) {
        case .absent: return .absent
        case .unreadable(let error): return .unreadable(error)
        case .known(let result):
            let isSeen =
                questions.contains(.buildAsGo) && result.source.section != nil
                && GoReader.accepts(image, in: file)
            return .known(Build(result, buildID: go.buildID, isSeenByGo: isSeen))
        }
    }

    private static func diagnostic(_ trace: Packer.Trace) -> Diagnostic {
        Diagnostic(
            .packed, .note, "the file is packed by \(trace.packer.rawValue): \(Packer.note)",
            at: trace.offset, in: "packer's header")
    }

    /// Where it lies in the file that was named.
    public var range: FileRange { place.range }

    /// Whether it is all of the file, and no slice or member of it.
    public var isWhole: Bool { place.isWhole }

    /// Its name in an archive, nil elsewhere.
    public var member: ByteString? { place.isWhole ? nil : place.member }

    /// The name of its slice in a universal file, such as `arm64e`; nil elsewhere.
    public var slice: String? { place.slice }

    /// The system it is made for; Go's build settings count where the structure does not say.
    ///
    /// Pure Go programs for Linux have no mark, and those for illumos have that of Solaris: Go's
    /// own name is looked up then, which costs some reading each time.
    public var operatingSystem: OperatingSystem? {
        let known = image.operatingSystem
        guard known == nil || known == .solaris, image.linkage != nil else { return known }
        if let build = build?.value {
            return build.setting("GOOS").map { OperatingSystem(goos: $0.text) } ?? known
        }
        var go = GoTraces(image, in: file, Limits())
        let named = go.build(.section).value?.information.setting("GOOS")
        return named.map { OperatingSystem(goos: $0) } ?? known
    }
}
