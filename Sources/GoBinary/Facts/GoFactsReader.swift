public import ObjectFile

/// The facts of one program.
public struct GoFacts: Sendable {
    /// What is known, in the order of the tables.
    public let facts: [GoFact]
    /// What could not be read.
    public let diagnostics: [Diagnostic]
}

/// Reads what facts need of a program, each thing once, and makes them of it.
public struct GoFactsReader {
    /// Every group of facts: a new one has its place here.
    static let groups: [GoFactGroup] = [.reliance, .toolchain]

    /// The names of functions that they ask for.
    static let functionNames = NameTable(groups.flatMap(\.functions).map { NamePattern($0) })

    let image: Image
    let file: FileBytes
    let build: BuildInformationReader.Result?
    let limits: Limits
    private let survey: FunctionSurvey?

    /// Makes a reader of one image, whose build information was read before; nil for none.
    ///
    /// Its functions are gone through, too, unless somebody has done that already.
    public init(
        _ image: Image, in file: FileBytes, build: BuildInformationReader.Result?,
        limits: Limits = Limits(), survey: FunctionSurvey? = nil
    ) {
        self.image = image
        self.file = file
        self.build = build
        self.limits = limits
        self.survey = survey
    }

    private func surveyed() -> FunctionSurvey {
        let table = FunctionTableReader(image, in: file).read()
        return FunctionSurvey(table, of: image, in: file, limits: limits)
    }

    /// Reads the function table and the symbols, and makes the facts.
    ///
    /// - Complexity: O(*n*) in the number of functions and of symbols.
    public func read() -> GoFacts {
        var diagnostics: [Diagnostic] = []
        let survey = survey ?? surveyed()
        if let error = survey.table.error {
            // That it is garbled is an answer, and one of the facts.
            let isAnswer = error.code == .goObfuscated
            diagnostics.append(Diagnostic(error, isAnswer ? .note : .error))
        }
        if let error = survey.linked.error { diagnostics.append(Diagnostic(error)) }
        var symbols = LinkedSymbols()
        let symbolNames = Self.groups.flatMap(\.symbols).map { NamePattern($0) }
        if !symbolNames.isEmpty {
            symbols.read(NameTable(symbolNames), of: image, in: file, &diagnostics)
        }
        let sources = GoFactSources(
            image: image, file: file, limits: limits, build: build, cgo: survey.cgo,
            functions: survey.linked, symbols: symbols)
        return GoFacts(
            facts: Self.groups.flatMap { $0.facts(sources) }, diagnostics: diagnostics)
    }
}

/// What facts are made of.
struct GoFactSources: Sendable {
    let image: Image
    let file: FileBytes
    let limits: Limits
    /// The build information with its place, nil where there is none.
    let build: BuildInformationReader.Result?
    /// What functions show of C code.
    let cgo: CgoFunctions
    /// The functions that any group asks for.
    let functions: LinkedFunctions
    /// The symbols that any group asks for.
    let symbols: LinkedSymbols

    /// A setting of the build as evidence; nil where it is not there.
    func setting(
        _ key: String, _ confidence: Evidence.Confidence = .weak
    ) -> (value: ByteString, evidence: Evidence)? {
        guard let build,
            let setting = build.information.settings.first(where: { $0.key.text == key })
        else { return nil }
        let text = ByteString("\(key)=\(setting.value.text)")
        return (
            setting.value, Evidence("build settings", at: build.source.offset, text, confidence)
        )
    }
}

/// Some facts with what they ask for: names as they are, or with `…` for any bytes.
struct GoFactGroup: Sendable {
    let functions: [String]
    let symbols: [String]
    let facts: @Sendable (GoFactSources) -> [GoFact]
}
