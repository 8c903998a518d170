internal import ObjectFile

/// What the names of functions show of C.
struct CgoFunctions: Sendable {
    struct Export: Sendable {
        let name: ByteString
        let unit: UInt32?
        let evidence: Evidence
    }

    private(set) var packages: [CgoEvidence.Package] = []
    private(set) var runtime: [Evidence] = []
    private(set) var exports: [Export] = []
    private(set) var callsC = false
    private(set) var count = 0
    /// The function that the system jumps to.
    private(set) var entry: (name: ByteString, record: FileOffset?)?
    /// Whether the system jumps into one of them.
    private(set) var holdsEntry = false
    /// What cannot be read: the first name, and what ended it all.
    private(set) var errors: [ParseError] = []
    /// Whether some functions were left out.
    private(set) var isCut = false
    private let entryPoint: VirtualAddress?
    /// How many of those that say anything are kept.
    private let most: Int
    private var kept = 0
    private var indexes: [ByteString: Int] = [:]
    private var calls: [ByteString: Set<ByteString>] = [:]

    init(entryPoint: VirtualAddress? = nil, most: Int = Limits().cgoFunctions) {
        self.entryPoint = entryPoint
        self.most = most
    }

    /// Takes a function, of whose name so many bytes are the package.
    @inline(__always)
    mutating func add(_ name: Span<UInt8>, _ function: Function, packageLength: Int) {
        guard !isCut else { return }
        count &+= 1
        if CgoName.isPossible(name, packageLength) { keep(name, function, packageLength) }
        guard let entryPoint, entryPoint >= function.entry else { return }
        let distance = entryPoint.rawValue &- function.entry.rawValue
        guard distance == 0 || distance < function.size else { return }
        if distance == 0 { entry = (ByteString(name), function.record) }
        if distance < function.size, !isCut { holdsEntry = true }
    }

    private mutating func keep(_ name: Span<UInt8>, _ function: Function, _ packageLength: Int) {
        guard let kind = CgoName(name, packageLength: packageLength) else { return }
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
            let package = FunctionName.path(name.extracting(first: packageLength))
            add(ByteString(name.extracting(range)), of: package, evidence)
        }
        guard kept > most else { return }
        fail(
            FilePart.functionTable.limit(
                "has more than \(most) functions for C", at: function.record ?? .start))
    }

    private mutating func add(_ name: ByteString, of package: ByteString, _ evidence: Evidence) {
        let index = index(of: package)
        packages[index].evidence.append(evidence)
        guard let call = CgoName.function(name) else { return }
        callsC = true
        if calls[package, default: []].insert(call).inserted {
            packages[index].calls.append(call)
        }
    }

    /// Takes note of a name that cannot be read; behind a limit nothing counts.
    mutating func fail(_ error: ParseError) {
        guard !isCut else { return }
        if errors.isEmpty { errors.append(error) }
        isCut = error.code == .limit
    }

    /// Takes note of what ends the table.
    mutating func stop(_ error: ParseError) {
        guard !isCut else { return }
        errors.append(error)
        isCut = true
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
