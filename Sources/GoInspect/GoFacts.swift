internal import GoBinary
public import ObjectFile

/// One thing that a Go program says of itself, with what it rests on.
public struct GoFact: Hashable, Sendable {
    /// What is known.
    public enum Value: Hashable, Sendable {
        /// Yes or no.
        case flag(Bool)
        /// One word or text, such as `go` or `v3`.
        case text(ByteString)
        /// Several.
        case list([ByteString])
        /// Nothing tells.
        case unknown
    }

    /// What it is about, in words with hyphens: `dns-resolver`.
    public let name: String
    /// What is known.
    public let value: Value
    /// A sentence for people, nil where the value says all.
    public let note: String?
    /// What the value rests on; empty where nothing tells.
    public let evidence: [Evidence]

    init(_ fact: GoBinary.GoFact) {
        name = fact.name
        value =
            switch fact.value {
            case .yes: .flag(true)
            case .no: .flag(false)
            case .text(let text): .text(text)
            case .list(let texts): .list(texts)
            case .unknown: .unknown
            }
        note = fact.note
        evidence = fact.evidence.map { Evidence($0) }
    }
}

/// A string variable of a Go program as the file has it, before the program runs.
public struct GoVariable: Hashable, Sendable {
    /// The name that was asked for: package and variable, as `main.version`.
    public let name: String
    /// The text that it holds when the program starts; nil where that cannot be told.
    public let value: ByteString?
    /// Where it lies in the file, nil where it is not in it.
    public let offset: FileOffset?
    /// A sentence for people, nil where the value says all.
    public let note: String?
    /// What value or note rest on.
    public let evidence: [Evidence]
}

extension ParseError.Code {
    /// A variable that was asked for and whose value cannot be told.
    public static let variable = ParseError.Code.goVariable
}

extension ImageReport {
    /// Some string variables by their names; a diagnostic tells of each without a value.
    public func goVariables(
        _ names: [String], limits: Limits = Limits()
    ) -> (variables: [GoVariable], diagnostics: [Diagnostic]) {
        let reader = GoVariableReader(image, in: file, build: buildResult(limits), limits: limits)
        let found = reader.read(names)
        var diagnostics = found.diagnostics
        let variables = found.variables.map { variable in
            if variable.value == nil {
                let reason = variable.note ?? "cannot be told"
                diagnostics.append(
                    Diagnostic(.variable, .warning, "variable \(variable.name): \(reason)"))
            }
            return GoVariable(
                name: variable.name, value: variable.value, offset: variable.offset,
                note: variable.note, evidence: variable.evidence.map { Evidence($0) })
        }
        return (variables, diagnostics)
    }

    /// What the program relies on and how it was made, and what of that could not be read.
    public func goFacts(limits: Limits = Limits()) -> (facts: [GoFact], diagnostics: [Diagnostic]) {
        goFacts(nil, limits: limits)
    }

    /// The same where somebody has gone through its functions already.
    func goFacts(
        _ survey: FunctionSurvey?, limits: Limits = Limits()
    ) -> (facts: [GoFact], diagnostics: [Diagnostic]) {
        let reader = GoFactsReader(
            image, in: file, build: buildResult(limits), limits: limits, survey: survey)
        let found = reader.read()
        return (found.facts.map { GoFact($0) }, found.diagnostics)
    }

    private func buildResult(_ limits: Limits) -> BuildInformationReader.Result? {
        build?.value?.result ?? BuildInformationReader(image, in: file, limits: limits).read().value
    }
}
