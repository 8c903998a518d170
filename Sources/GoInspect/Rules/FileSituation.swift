internal import DynamicLinking
internal import GoBinary
internal import ObjectFile

/// What a rule looks at that is about files alone: an image, wherever it is.
struct FileSituation {
    /// What was found out of the image, its dependencies and build among it.
    let report: ImageReport
    /// What else may be asked of the image.
    let facts: FileFacts
    /// What a policy wants of the file; nil where there is none.
    var demands: Demands?
    /// How large the whole file is; nil where that is not asked.
    var fileSize: UInt64?
    /// What became of its checksum; nil where that is not asked.
    var checksum: Checksums.Outcome?

    init(_ report: ImageReport, _ facts: FileFacts) {
        self.report = report
        self.facts = facts
    }

    /// Makes a finding of a rule; it stops no start.
    func finding(
        _ rule: String, _ message: String, _ severity: Diagnostic.Severity,
        evidence: [Evidence] = [], remedy: [String] = []
    ) -> Finding {
        Finding(
            rule: rule, severity: severity, message: message, rawTarget: nil, predictedError: nil,
            evidence: evidence, remedy: remedy, stopsStart: false, doubtsStart: false)
    }

    /// Whether no loader has anything to do with it.
    var isStatic: Bool { report.image.linkage == .static || report.image.linkage == .staticPIE }

    /// Whether it is a file of Apple's systems.
    var isMachO: Bool { if case .machO = report.image.contents { true } else { false } }

    /// What would help the image.
    var remedies: Remedies { Remedies(report, facts) }
}

/// What rules ask of an image besides its report: found when it is first asked for, and kept for all
/// places.
final class FileFacts {
    private let report: ImageReport

    init(_ report: ImageReport) { self.report = report }

    /// Go's function table.
    lazy var functionTable = FunctionTableReader(report.image, in: report.file).read()
    /// What the names of its functions tell.
    private lazy var survey = FunctionSurvey(functionTable, of: report.image, in: report.file)
    /// What there is of C code.
    lazy var cgo = report.cgo(survey)
    /// Which packages call C: what most rules want of it.
    lazy var callers = CgoCallers(report, survey)
    /// The names that it imports; none where they cannot be read.
    lazy var imports = report.importedNames
    /// The names that it imports under versions of glibc; none where they cannot be read.
    lazy var importsOfGlibc = report.importsOfGlibc
    /// The system that it is made for; nil where nothing tells.
    lazy var operatingSystem = report.operatingSystem
    /// What raises the version of glibc that it needs.
    lazy var glibcCulprits = Situation.culprits(of: report, self)
    /// What the program itself shows.
    lazy var go = report.goFacts(survey)
    /// The level of the processor that Go's start-up code or the settings ask for, such as `v3` or
    /// `power9`, with what tells it; nil for the lowest, and where nothing tells.
    lazy var processorLevel = findProcessorLevel(report)
    /// The names of its source files.
    lazy var sourcePaths = readSourcePaths(report.file)
    /// What tells that a distribution built it.
    lazy var distribution = findDistribution(report)
    /// What its structure has against faults.
    lazy var hardening = report.hardening
    /// What Go wrote of the build.
    var build: Build? { report.build?.value }
    /// What it may ask of a place when it runs.
    lazy var needs = RunningNeeds(report, functionTable.value)
    /// How a static program of glibc looks up users and hosts; nil where it is none.
    lazy var staticLookups = StaticLookups(report, start)
    /// What decides a start besides libraries.
    lazy var start = StartFacts(report)
    /// What loaders ask of it.
    lazy var program = ProgramFacts(report.image, in: report.file)
    /// Whether Go made it, though what tells more of it may be packed or damaged.
    lazy var isGo: Bool = {
        if case .absent? = report.build, report.packer == nil, report.obfuscator == nil {
            return functionTable.value != nil
        }
        return report.build != nil
    }()
    /// The mode of FIPS 140 that was compiled in; nil where none was.
    lazy var fipsMode = report.build?.value?.setting("DefaultGODEBUG")
        .flatMap { Situation.fipsMode(in: $0.text) }

    /// Goes through its functions for whatever is asked later, and shows each on the way.
    func survey(visiting visit: FunctionSurvey.Visit) {
        survey = FunctionSurvey(
            functionTable, of: report.image, in: report.file, visiting: visit)
    }
}

extension Evidence {
    /// Something certain that a rule says.
    init(_ source: String, _ detail: String, at offset: FileOffset? = nil) {
        self.init(
            source: source, offset: offset, detail: ByteString(detail), confidence: "certain")
    }
}
