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
    /// The packages that they are of, absent where no table was read.
    private(set) var packages: Fact<Set<ByteString>> = .absent
    private var first: [NamePattern: Match] = [:]

    init(_ table: Fact<FunctionTable>, isWhole: Bool = false) {
        self.table = table.value
        tableError = table.error
        self.isWhole = isWhole
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

    /// Keeps a function where it is the first one of a name that is asked for.
    @inline(__always)
    mutating func add(_ function: Function, _ name: Span<UInt8>, _ names: NameTable) {
        names.matches(name) { pattern in
            guard first[pattern] == nil else { return }
            first[pattern] = Match(name: ByteString(name), function: function)
        }
    }

    /// Looks through all names of the table once.
    mutating func read(
        _ names: NameTable, in file: FileBytes, _ limits: Limits, _ diagnostics: inout [Diagnostic],
        _ visit: (_ function: Function, _ name: Span<UInt8>, _ packageLength: Int) -> Void
    ) {
        guard let table else { return }
        var packages = PackageNames(most: limits.packages)
        self.packages = .known([])
        guard table.count > 0 else { return }
        var functions = FunctionCursor(table, in: file, limits: limits)
        var error = table.missing
        do throws(ParseError) {
            while let function = try functions.next() {
                do throws(ParseError) {
                    let name = try functions.name(of: function)
                    add(function, name, names)
                    let length = FunctionName(name, table.format).packageLength
                    packages.add(name, packageLength: length)
                    visit(function, name, length)
                } catch let damage {
                    error = error ?? damage
                    if damage.code == .limit { break }
                }
            }
        } catch let damage {
            error = error ?? damage
        }
        if let error { diagnostics.append(Diagnostic(error)) }
        isWhole = error == nil
        if packages.isCut {
            error = FilePart.functionTable.limit(
                "has functions of more than \(limits.packages) packages", at: table.source.offset)
        }
        self.packages = error.map { .unreadable($0) } ?? .known(packages.all)
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
