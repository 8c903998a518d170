internal import ObjectFile

/// Which of the functions that facts ask for are in a program.
struct LinkedFunctions: Sendable {
    /// A function that was asked for.
    struct Match: Sendable {
        let name: ByteString
        let function: Function
    }

    /// The function table, nil where there is none that can be read.
    let table: FunctionTable?
    /// Why the function table cannot be read, nil where it can, or where there is none.
    let tableError: ParseError?
    /// Whether every name of the table was read: only then is what was not found not there.
    private(set) var isWhole = false
    /// The first thing that cannot be read of it, nil where all can.
    private(set) var error: ParseError?
    /// The packages that they are of, absent where no table was read.
    private(set) var packages: Fact<Set<ByteString>> = .absent
    private var first: [NamePattern: Match] = [:]
    /// The names that are asked for.
    private let names: NameTable
    private var packageNames = PackageNames(most: 0)
    /// Whether functions of the package are asked for of which the last one was.
    private var mayMatch = true

    init(_ table: Fact<FunctionTable>, _ names: NameTable, isWhole: Bool = false) {
        self.table = table.value
        tableError = table.error
        self.names = names
        self.isWhole = isWhole
        if table.value != nil { packages = .known([]) }
    }

    /// The first function of the table that each of some names, or names with `…` for any bytes, fits.
    func matches(_ names: [String]) -> [Match] { names.compactMap { first[NamePattern($0)] } }

    /// The same as evidence.
    func evidence(_ names: [String]) -> [Evidence] {
        matches(names).map { Evidence("function table", at: $0.function.record, $0.name) }
    }

    /// Whether any of the names is there; nil where it cannot be told.
    func has(_ names: [String]) -> Bool? {
        if names.contains(where: { first[NamePattern($0)] != nil }) { return true }
        return isWhole ? false : nil
    }

    /// Takes the functions of a table from the first on.
    mutating func start(_ limits: Limits) {
        packageNames = PackageNames(most: limits.packages)
        error = table?.missing
    }

    /// Takes the next function.
    @inline(__always)
    mutating func add(_ function: Function, _ name: Span<UInt8>, _ package: PackageRun.Part) {
        if package.isNew {
            packageNames.add(name, packageLength: package.length)
            mayMatch = names.mayMatch(name.extracting(first: package.length &+ 1))
        }
        if mayMatch || package.length == 0 { add(function, name) }
    }

    /// Keeps a function where it is the first one of a name that is asked for.
    mutating func add(_ function: Function, _ name: Span<UInt8>) {
        names.matches(name) { pattern in
            guard first[pattern] == nil else { return }
            first[pattern] = Match(name: ByteString(name), function: function)
        }
    }

    /// Takes note of what cannot be read.
    mutating func fail(_ error: ParseError) { self.error = self.error ?? error }

    /// Ends with the last function.
    mutating func finish() {
        isWhole = error == nil
        var reason = error
        if packageNames.isCut {
            reason = FilePart.functionTable.limit(
                "has functions of more than \(packageNames.most) packages",
                at: table?.source.offset ?? .start)
        }
        packages = reason.map { .unreadable($0) } ?? .known(packageNames.all)
    }
}

/// Which of the symbols that facts ask for are in a program's full symbol table.
struct LinkedSymbols: Sendable {
    /// Whether there is such a table with names of Go's in it: strippers remove those.
    private(set) var hasTable = false
    /// Why some or all symbols cannot be read, nil where all can.
    private(set) var error: ParseError?
    private var first: [NamePattern: ImageSymbol] = [:]

    /// All that were found, in no order.
    var all: [ImageSymbol] { Array(first.values) }

    /// The first symbol of that name that the file defines.
    func symbol(_ name: NamePattern) -> ImageSymbol? { first[name] }

    /// Looks through all symbols once.
    mutating func read(
        _ names: NameTable, of image: Image, in file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        do throws(ParseError) {
            var hasNames = image.symbolsHaveSizes
            let isThere = try image.forEachDefinedSymbol(in: file) { name, symbol in
                // Mach-O's table stays, with what other files have to find or the loader does.
                if !hasNames { hasNames = name.starts(with: "runtime.") }
                names.matches(name) { if first[$0] == nil { first[$0] = symbol } }
            }
            hasTable = isThere && hasNames
        } catch {
            self.error = error
            diagnostics.append(Diagnostic(error))
        }
    }
}
