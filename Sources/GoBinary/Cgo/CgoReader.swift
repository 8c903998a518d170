public import ObjectFile

/// Collects what a program shows of C code.
public struct CgoReader {
    let image: Image
    let file: FileBytes
    let limits: Limits

    /// Makes a reader of one image.
    public init(_ image: Image, in file: FileBytes, limits: Limits = Limits()) {
        self.image = image
        self.file = file
        self.limits = limits
    }

    /// Reads the function table, the imports, the symbols and the compile units.
    ///
    /// - Complexity: O(*n*) in the number of functions, symbols and units.
    public func read() -> CgoEvidence {
        var diagnostics: [Diagnostic] = []
        var functions = CgoFunctions()
        var libraries: [CgoEvidence.Library] = []
        let table = FunctionTableReader(image, in: file).read()
        if let error = table.error ?? table.value?.missing {
            diagnostics.append(Diagnostic(error))
        }
        do throws(ParseError) {
            if let table = table.value { try read(table, into: &functions, &diagnostics) }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
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

    /// What the function table alone tells: whether C is called, and by which packages.
    ///
    /// - Complexity: O(*n*) in the number of functions.
    public func readCallers() -> (verdict: CgoEvidence.Verdict, packages: [CgoEvidence.Package]) {
        var diagnostics: [Diagnostic] = []
        var functions = CgoFunctions()
        let table = FunctionTableReader(image, in: file).read()
        do throws(ParseError) {
            if let table = table.value { try read(table, into: &functions, &diagnostics) }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        return (verdict(functions, table).0, functions.packages)
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

    private func read(
        _ table: FunctionTable, into found: inout CgoFunctions, _ diagnostics: inout [Diagnostic]
    ) throws(ParseError) {
        let entry = image.entry
        var functions = FunctionCursor(table, in: file, limits: limits)
        var firstError: ParseError?
        while let function = try functions.next() {
            do throws(ParseError) {
                let name = try functions.name(of: function)
                found.add(name, function, table.format, isEntry: function.entry == entry)
                guard found.kept <= limits.cgoFunctions else {
                    throw FilePart.functionTable.limit(
                        "has more than \(limits.cgoFunctions) functions for C",
                        at: function.record ?? table.source.offset)
                }
                if let entry, entry >= function.entry,
                    entry.rawValue - function.entry.rawValue < function.size
                {
                    found.holdsEntry = true
                }
            } catch {
                if firstError == nil { diagnostics.append(Diagnostic(error)) }
                firstError = error
                if error.code == .limit { return }
            }
        }
        try placeExports(of: table, in: &found)
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

/// What the names of functions show.
struct CgoFunctions {
    struct Export {
        let name: ByteString
        let unit: UInt32?
        let evidence: Evidence
    }

    private(set) var packages: [CgoEvidence.Package] = []
    private(set) var runtime: [Evidence] = []
    private(set) var exports: [Export] = []
    private(set) var callsC = false
    private(set) var count = 0
    /// How many of them say anything.
    private(set) var kept = 0
    /// The function that the system jumps to.
    private(set) var entry: (name: ByteString, record: FileOffset?)?
    var holdsEntry = false
    private var indexes: [ByteString: Int] = [:]
    private var calls: [ByteString: Set<ByteString>] = [:]

    mutating func add(
        _ name: Span<UInt8>, _ function: Function, _ format: FunctionTable.Format, isEntry: Bool
    ) {
        count += 1
        if isEntry { entry = (ByteString(name), function.record) }
        guard let kind = CgoName(name, format) else { return }
        kept += 1
        let evidence = Evidence("function table", at: function.record, ByteString(name))
        switch kind {
        case .bridge: callsC = true
        case .runtime: runtime.append(evidence)
        case .export(let range):
            exports.append(
                Export(
                    name: ByteString(name.extracting(range)), unit: function.unit,
                    evidence: evidence))
        case .call(let range):
            let package = FunctionName.package(of: name, format) ?? ""
            let index = index(of: package)
            packages[index].evidence.append(evidence)
            guard let call = CgoName.function(ByteString(name.extracting(range))) else { return }
            callsC = true
            if calls[package, default: []].insert(call).inserted {
                packages[index].calls.append(call)
            }
        }
    }

    mutating func placeExports(_ package: (UInt32?) -> ByteString?) {
        for export in exports {
            let index = index(of: package(export.unit))
            packages[index].exports.append(export.name)
            packages[index].evidence.append(export.evidence)
        }
    }

    private mutating func index(of package: ByteString?) -> Int {
        let key = package ?? ""
        if let index = indexes[key] { return index }
        indexes[key] = packages.count
        packages.append(
            CgoEvidence.Package(path: package, calls: [], exports: [], evidence: []))
        return packages.count - 1
    }
}
