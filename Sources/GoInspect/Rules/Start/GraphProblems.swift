internal import DynamicLinking
internal import ObjectFile

/// What kernel and loader complain of, by the rule that tells of it: each problem has exactly one.
struct GraphProblems {
    /// A problem and its rule.
    struct Claim {
        let rule: String
        let problem: ResolvedDependencies.Problem
        /// Whether it follows from another one, and would be gone with it.
        let follows: Bool
    }

    /// All problems, in their order.
    private(set) var claims: [Claim] = []

    init(
        _ resolved: ResolvedDependencies, _ placed: PlacedFile, of report: ImageReport,
        _ facts: FileFacts, in place: CheckPlace
    ) {
        let problems = resolved.problems
        guard !problems.isEmpty else { return }
        let sorter = ProblemSorter(resolved, placed, report, facts, place)
        let isRefused = problems.contains { $0.isFatal && Self.ofKernel.contains($0.kind) }
        let lacks = problems.contains { $0.isFatal && Self.ofLibraries.contains($0.kind) }
        for problem in problems {
            // Where the kernel starts nothing, no loader looks for anything.
            let follows =
                Self.ofKernel.contains(problem.kind)
                ? false : isRefused || lacks && problem.kind == "symbol-missing"
            claims.append(
                Claim(rule: sorter.rule(of: problem), problem: problem, follows: follows))
        }
    }

    fileprivate static let ofKernel = [
        "not-executable", "format", "not-a-program", "machine", "alignment", "interpreter",
    ]
    private static let ofLibraries = [
        "library-missing", "library-damaged", "wrong-architecture", "version-missing",
    ]
}

/// Tells which rule a problem is of.
private struct ProblemSorter {
    private let resolved: ResolvedDependencies
    private let libc: String?
    private let placed: PlacedFile
    private let report: ImageReport
    private let facts: FileFacts
    private let place: CheckPlace

    init(
        _ resolved: ResolvedDependencies, _ placed: PlacedFile, _ report: ImageReport,
        _ facts: FileFacts, _ place: CheckPlace
    ) {
        self.facts = facts
        self.place = place
        self.resolved = resolved
        libc = report.dependencies?.libc
        self.placed = placed
        self.report = report
    }

    private var hasGlibc: Bool { placed.path(of: .glibc, for: report.image) != nil }
    private var hasMusl: Bool { placed.path(of: .musl, for: report.image) != nil }

    func rule(of problem: ResolvedDependencies.Problem) -> String {
        let isMissing = problem.kind == "library-missing" || isInterpreterMissing(problem)
        if isMissing, !place.knowsLibraries { return "library-unknown" }
        return isBeyondTables(problem) ? "library-unknown" : known(problem)
    }

    /// Whether a target that is nothing but the file's C library may have what is missing, for a
    /// processor or with conventions for which the tables know no loader.
    private func isBeyondTables(_ problem: ResolvedDependencies.Problem) -> Bool {
        guard let target = place.target, target.isLibraryAlone, target.libc?.name == libc else {
            return false
        }
        switch problem.kind {
        case "interpreter":
            return isInterpreterMissing(problem) && resolved.nodes[problem.node].name.isOfSystem
        case "library-missing":
            return target.surroundings(for: report.image.architecture) == nil
        // Those that the tables have are of the usual word size.
        case "wrong-architecture": return true
        default: return false
        }
    }

    private func isInterpreterMissing(_ problem: ResolvedDependencies.Problem) -> Bool {
        problem.kind == "interpreter" && problem.node > 0
            && problem.text == FileTreeError.notFound.text
    }

    private func known(_ problem: ResolvedDependencies.Problem) -> String {
        switch problem.kind {
        case "not-executable": "not-executable"
        case "machine": "wrong-machine"
        case "not-a-program": "not-a-program"
        case "alignment": "page-size"
        case "truncated": "truncated-file"
        case "interpreter": interpreter(problem)
        case "library-missing", "library-damaged": library(problem)
        case "wrong-architecture": "library-wrong-machine"
        case "version-missing": version(problem)
        case "versions-absent": "versions-absent"
        case "processor": "processor-too-old"
        case "symbol-missing" where isGlibcUnderMusl && isOfGlibc(problem): "glibc-on-musl"
        case "symbol-missing": "symbol-missing"
        default: "damaged-program"
        }
    }

    /// A loader's name may lead to musl's: that of gcompat, or a link.
    private var isGlibcUnderMusl: Bool { libc == "glibc" && resolved.loader == "musl" }

    /// Whether it may be glibc that a symbol is missed of: who loads a library may define others.
    private func isOfGlibc(_ problem: ResolvedDependencies.Problem) -> Bool {
        guard report.image.kind == .sharedObject, problem.node == 0, let name = problem.missing
        else { return true }
        return facts.importsOfGlibc.contains(name)
    }

    private func interpreter(_ problem: ResolvedDependencies.Problem) -> String {
        guard problem.node > 0, problem.node < resolved.nodes.count else {
            return "damaged-program"
        }
        if resolved.nodes[problem.node].status == "wrong-architecture" {
            return "library-wrong-machine"
        }
        switch problem.text {
        case FileTreeError.permissionDenied.text: return "not-executable"
        case FileTreeError.notFound.text: break
        case "Accessing a corrupted shared library", "Input/output error":
            return "library-damaged"
        default: return "interpreter-missing"
        }
        if libc == "glibc", hasMusl, !hasGlibc { return "glibc-on-musl" }
        if libc == "musl", hasGlibc, !hasMusl { return "musl-on-glibc" }
        return "interpreter-missing"
    }

    private func library(_ problem: ResolvedDependencies.Problem) -> String {
        let usual = problem.kind
        guard problem.isFatal, problem.node < resolved.nodes.count else { return usual }
        let name = resolved.nodes[problem.node].name
        if isGlibcUnderMusl {
            if name == "libresolv.so.2" { return "libresolv-on-musl" }
            if Self.ofGlibcAlone.contains(where: { name.starts(with: $0) }) {
                return "glibc-on-musl"
            }
        }
        let isOfMusl = name.starts(with: "libc.musl-") || name == "libc.so"
        return libc == "musl" && resolved.loader == "glibc" && isOfMusl ? "musl-on-glibc" : usual
    }

    /// What glibc brings along and no other library is called.
    private static let ofGlibcAlone = [
        "ld-linux", "ld64.so.", "libmvec.so.", "libanl.so.", "libnss_", "libBrokenLocale.so.",
        "libthread_db.so.", "libc_malloc_debug.so.",
    ]

    private func version(_ problem: ResolvedDependencies.Problem) -> String {
        guard let missing = problem.missing else { return "relr-undeclared" }
        return missing.starts(with: "GLIBC_") ? "glibc-too-old" : "library-too-old"
    }
}

extension Target {
    /// Whether it is nothing but a C library of some version.
    var isLibraryAlone: Bool { family == .glibc || family == .musl }
}

extension ByteString {
    /// Whether it is a path right in `/lib`, `/lib64` or the like, where loaders are put.
    fileprivate var isOfSystem: Bool {
        starts(with: "/lib") && utf8.count { $0 == UInt8(ascii: "/") } == 2
    }
}

extension Situation {
    /// The problems that a rule tells of, in their order, without what follows from others.
    func problems(of rule: String) -> [ResolvedDependencies.Problem] {
        problems.filter { !$0.follows && $0.rule == rule }.map(\.problem)
    }

    /// Whether there are any.
    func hasProblems(of rule: String) -> Bool {
        problems.contains { !$0.follows && $0.rule == rule }
    }

    /// A finding that tells of one or more such problems: an error where they stop the start, else
    /// a warning.
    func finding(
        _ problems: [ResolvedDependencies.Problem], _ rule: String, _ message: String,
        evidence: [Evidence] = [], remedy: [String] = []
    ) -> Finding {
        let isFatal = problems.contains(where: \.isFatal)
        // What would come after the end is not printed; where a library may be missing, the loader
        // may stop at that.
        let mayLack = resolved?.notes.contains { $0.code == .libraryUnknown } ?? false
        let isPrinted = problems.contains {
            $0.isFatal && $0.isPrinted && (!mayLack || GraphProblems.ofKernel.contains($0.kind))
        }
        return finding(
            rule, message, isFatal ? .error : .warning,
            predictedError: isPrinted ? resolved?.predictedError : nil, evidence: evidence,
            remedy: remedy)
    }

    /// What a file of the graph is called in messages: `it` for the one that is checked.
    func name(_ node: Int?) -> String {
        guard let node, node > 0, let resolved, node < resolved.nodes.count else { return "it" }
        return resolved.nodes[node].name.text
    }
}
