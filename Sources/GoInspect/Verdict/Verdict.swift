internal import DynamicLinking
public import ObjectFile

/// Whether a file runs in a place, and what was found of it there.
public struct Verdict: Sendable {
    /// Whether kernel and loader start it; names are those of the command's contract.
    public enum Runs: String, CaseIterable, Hashable, Sendable {
        /// They do.
        case yes
        /// They don't.
        case no
        /// That cannot be told.
        case unknown
    }

    /// The name of the place, byte for byte.
    public let rawTarget: ByteString
    /// Whether it runs there.
    public let runs: Runs
    /// What the rules found, in their order.
    public let findings: [Finding]

    /// The name of the place as a text.
    public var target: String { rawTarget.text }

    /// What is printed, or what the kernel says, where it does not start.
    public var predictedError: String? {
        findings.lazy.compactMap { $0.stopsStart ? $0.predictedError : nil }.first
    }
}

extension Verdict {
    /// Asks all rules about an image in one place after the other, or only those that tell whether it
    /// starts: what fails later is found in the names of all functions.
    static func all(
        of report: ImageReport, _ facts: FileFacts, _ named: NamedFile, in places: [CheckPlace],
        startsAlone: Bool = false, _ diagnostics: inout [Diagnostic]
    ) -> [Verdict] {
        let file = FileSituation(report, facts)
        let searches = Self.searches.filter {
            ($0.kind == .start || !startsAlone) && $0.concerns(file)
        }
        return places.map { place in
            let isForeign = place.isForeign(report, facts)
            let placed =
                isForeign ? nil : place.place(for: report.image.architecture)?.place(named)
            var said: [Diagnostic] = []
            let resolved = placed?.resolve(
                report.image, in: report.file, facts.program, &said)
            for diagnostic in said
            where diagnostic.severity == .error && !diagnostics.contains(diagnostic) {
                diagnostics.append(diagnostic)
            }
            return Verdict(
                Situation(
                    report, place.with(report.image.architecture), placed, resolved, facts),
                searches)
        }
    }

    /// How a rule finds what it tells of in a place.
    private struct PlaceSearch: Sendable {
        let name: String
        let kind: Rule.Kind
        let isOfProblems: Bool
        let concerns: @Sendable (FileSituation) -> Bool
        let find: @Sendable (Situation) -> [Finding]
    }

    /// The rules about places without their manual pages, which take long to be handed around.
    private static let searches = Rule.all.compactMap { rule in
        if case .inPlace(let find) = rule.search {
            PlaceSearch(
                name: rule.name, kind: rule.kind, isOfProblems: rule.isOfProblems,
                concerns: rule.concerns, find: find)
        } else {
            nil
        }
    }

    private init(_ situation: Situation, _ searches: [PlaceSearch]) {
        rawTarget = situation.place.rawName
        var findings: [Finding] = []
        for search in searches {
            if search.isOfProblems, !situation.hasProblems(of: search.name) { continue }
            // What does not start comes to no harm later; the rules of starts are the first ones.
            if search.kind == .running, findings.contains(where: \.stopsStart) { continue }
            findings += search.find(situation)
        }
        self.findings = findings
        if findings.contains(where: \.stopsStart) {
            runs = .no
        } else {
            // What is missing there and stops nothing may be there all the same.
            let isCertain = situation.resolved?.starts == true
            runs = isCertain && !findings.contains(where: \.doubtsStart) ? .yes : .unknown
        }
    }
}
