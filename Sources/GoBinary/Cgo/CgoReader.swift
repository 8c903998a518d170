public import ObjectFile

/// Collects what a program shows of C code.
public struct CgoReader {
    let image: Image
    let file: FileBytes
    let limits: Limits
    private let survey: FunctionSurvey?

    /// Makes a reader of one image, whose functions somebody may have gone through already.
    public init(
        _ image: Image, in file: FileBytes, limits: Limits = Limits(),
        survey: FunctionSurvey? = nil
    ) {
        self.image = image
        self.file = file
        self.limits = limits
        self.survey = survey
    }

    /// Reads the function table, the imports, the symbols and the compile units.
    ///
    /// - Complexity: O(*n*) in the number of functions, symbols and units.
    public func read() -> CgoEvidence {
        var diagnostics: [Diagnostic] = []
        let (table, functions) = readFunctions(&diagnostics)
        var libraries: [CgoEvidence.Library] = []
        do throws(ParseError) {
            libraries = try importedLibraries(&diagnostics)
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        let (linkMode, linkEvidence) = linkMode(functions)
        let (verdict, evidence) = verdict(functions, table)
        let symbols = symbols(&diagnostics)
        let (allocators, allocatorEvidence) = self.allocators(symbols, functions)
        let units = CompileUnitReader(image, in: file, limits: limits).read()
        return CgoEvidence(
            verdict: verdict, linkMode: linkMode, packages: functions.packages,
            libraries: libraries, importGroups: CgoEvidence.importGroups(libraries),
            allocators: allocators, compileUnits: units.foreign,
            evidence: evidence + linkEvidence + self.evidence(libraries)
                + (symbols?.evidence ?? []) + allocatorEvidence + self.evidence(units.foreign),
            diagnostics: diagnostics + units.diagnostics)
    }

    /// What the function table alone tells: whether C is called, by which packages, and whose linker
    /// made the file.
    ///
    /// - Complexity: O(*n*) in the number of functions.
    public func readCallers() -> (
        verdict: CgoEvidence.Verdict, linkMode: CgoEvidence.LinkMode,
        packages: [CgoEvidence.Package]
    ) {
        var diagnostics: [Diagnostic] = []
        let (table, functions) = readFunctions(&diagnostics)
        return (verdict(functions, table).0, linkMode(functions).0, functions.packages)
    }

    /// What the names of functions show, the packages of exports among it.
    private func readFunctions(
        _ diagnostics: inout [Diagnostic]
    ) -> (Fact<FunctionTable>, CgoFunctions) {
        let survey = survey ?? FunctionSurvey(ofC: image, in: file, limits)
        var functions = survey.cgo
        let missing = survey.table.error ?? survey.table.value?.missing
        diagnostics += ([missing].compactMap { $0 } + functions.errors).map { Diagnostic($0) }
        do throws(ParseError) {
            if let table = survey.table.value, !functions.isCut {
                try placeExports(of: table, in: &functions)
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        return (survey.table, functions)
    }

    private func verdict(
        _ functions: CgoFunctions, _ table: Fact<FunctionTable>
    ) -> (CgoEvidence.Verdict, [Evidence]) {
        guard let table = table.value, functions.count > 0 else {
            let reason = table.error.map { ByteString($0.message) } ?? "no function can be read"
            return (.unknown, [Evidence("function table", at: table.error?.offset, reason)])
        }
        if functions.callsC { return (.callsC, functions.runtime) }
        if !functions.runtime.isEmpty || !functions.packages.isEmpty {
            return (.runtimeOnly, functions.runtime)
        }
        let count = ByteString("none of \(functions.count) functions is of C or of runtime/cgo")
        let isWhole = functions.count == Int(table.count)
        return (
            isWhole ? .none : .unknown,
            [Evidence("function table", at: table.source.offset, count)]
        )
    }

    /// The names of exports have no package; that of the other functions of their unit is theirs.
    private func placeExports(
        of table: FunctionTable, in found: inout CgoFunctions
    ) throws(ParseError) {
        guard !found.exports.isEmpty else { return }
        var functions = FunctionCursor(table, in: file, limits: limits)
        var units: [UInt32: [ByteString: Int]] = [:]
        for export in found.exports { if let unit = export.unit { units[unit] = [:] } }
        while let function = try functions.next() {
            guard let unit = function.unit, unit != .max, units[unit] != nil,
                function.record != nil
            else { continue }
            let name = try functions.name(of: function)
            // Copies of generic functions are in the unit that asked for them.
            var isGeneric = false
            for index in name.indices where name[index] == UInt8(ascii: "[") { isGeneric = true }
            guard !isGeneric, let package = FunctionName.package(of: name, table.format) else {
                continue
            }
            units[unit]?[package, default: 0] += 1
        }
        found.placeExports { unit in
            unit.flatMap { units[$0] }?.max { a, b in
                (a.value, b.key.text) < (b.value, a.key.text)
            }?.key
        }
    }
}
