internal import ObjectFile

/// What tables of a file a snapshot holds.
extension Snapshot {
    /// How many sections and segments are kept: each.
    private static let most = 1 << 17

    /// Notes that a table cannot be read: it is not compared, and the file is damaged.
    mutating func lack(_ part: String, _ error: ParseError, _ diagnostics: inout [Diagnostic]) {
        missing.append("\(part): \(error.structure) \(error.message)")
        diagnostics += [Diagnostic(error)].filter { !diagnostics.contains($0) }
    }

    mutating func takeParts(of report: ImageReport, _ diagnostics: inout [Diagnostic]) {
        do throws(ParseError) {
            switch report.image.contents {
            case .elf(let object):
                segments = (object.segments.value ?? []).map {
                    Extent(name: Self.name(of: $0, object), size: $0.fileSize)
                }
                try takeSections(of: object, in: report.file)
            case .machO(let object):
                segments = object.segments.map { Extent(name: $0.name.text, size: $0.fileSize) }
                var found: [Extent] = []
                try object.forEachSection { section in
                    let name = section.segment.text + "," + section.name.text
                    found.append(Extent(name: name, size: section.size))
                    return found.count < Self.most
                }
                sections = found
            }
        } catch {
            lack("sections", error, &diagnostics)
        }
    }

    private static func name(of segment: ELF.Segment, _ object: ELF.Object) -> String {
        guard segment.type == .load else {
            return segment.type.description(on: object.header.machine)
        }
        let flags: [(ELF.SegmentFlags, String)] = [(.read, "R"), (.write, "W"), (.execute, "E")]
        let letters = flags.filter { segment.flags.contains($0.0) }.map(\.1).joined()
        return "PT_LOAD " + letters
    }

    private mutating func takeSections(of object: ELF.Object, in file: FileBytes) throws(ParseError)
    {
        guard var cursor = try ELF.SectionCursor(object, in: file) else { return }
        var budget = object.limits.nameBudget(fileSize: file.size)
        while let section = try cursor.section() {
            guard section.type != .null else { continue }
            let name = try cursor.name(of: section)
            guard UInt64(name.count) <= budget, sections.count < Self.most else {
                throw ParseError(
                    .limit, "has more names than a sound file can", at: .start,
                    in: "section table")
            }
            budget -= UInt64(name.count)
            sections.append(Extent(name: ByteString(name).text, size: section.size))
        }
    }

    mutating func takeFunctions(
        of report: ImageReport, _ facts: FileFacts, _ options: FileSnapshot.Options,
        _ diagnostics: inout [Diagnostic]
    ) {
        switch report.functions(of: facts.functionTable) {
        case .known(let functions):
            takeFunctions(functions, facts, options)
            diagnostics += facts.go.diagnostics.filter { !diagnostics.contains($0) }
        case .unreadable(let error): lack("functions", error, &diagnostics)
        case .absent:
            guard report.build?.value == nil, case .elf(let object) = report.image.contents else {
                return
            }
            do throws(ParseError) { try takeFunctions(of: object, in: report.file, options) } catch
            {
                lack("functions", error, &diagnostics)
            }
        }
    }

    /// Goes through the function table once, for facts and names together.
    private mutating func takeFunctions(
        _ functions: Functions, _ facts: FileFacts, _ options: FileSnapshot.Options
    ) {
        let naming = functions.naming
        var names = SizedNames()
        names.reserve(Int(functions.count))
        var sums = PackageSums(most: Limits().packages)
        var count: UInt32 = 0
        let keepsFunctions = options.keepsFunctions
        facts.survey { name, length, isNew, size in
            let package = name.extracting(first: length)
            let group = sums.add(package, isNew: isNew, size: size) { naming.path($0) }
            guard let group else { return }
            count &+= 1
            if keepsFunctions { names.add(name, size: size, group: group) }
        }
        if count < functions.count {
            missing.append("functions: \(functions.count - count) of \(functions.count)")
        }
        take(names, sums, Self.functionTable, options)
    }

    private mutating func take(
        _ names: SizedNames, _ sums: PackageSums, _ source: String, _ options: FileSnapshot.Options
    ) {
        functionSource = source
        packages = sums.packages
        if names.isCut { missing.append("functions: more names than are kept") }
        self.functions = options.keepsFunctions ? names : nil
    }

    /// Those that the full symbol table names, of a program that is not Go's.
    private mutating func takeFunctions(
        of object: ELF.Object, in file: FileBytes, _ options: FileSnapshot.Options
    ) throws(ParseError) {
        guard try ELF.SectionCursor(object, in: file) != nil,
            let table = try object.symbolTables(in: file).first(where: { $0.kind == .full })
        else { return }
        var names = SizedNames()
        var sums = PackageSums(most: 1)
        var symbols = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        while let symbol = try symbols.symbol() {
            guard symbol.type == .function, !symbol.isUndefined, symbol.nameOffset != 0 else {
                continue
            }
            let name = try symbols.name(of: symbol)
            _ = sums.add(Span(), isNew: false, size: symbol.size) { ByteString($0) }
            if options.keepsFunctions { names.add(name, size: symbol.size, group: 0) }
        }
        take(names, sums, "symbol table", options)
    }

    mutating func takeSymbols(
        of report: ImageReport, _ options: FileSnapshot.Options,
        _ diagnostics: inout [Diagnostic]
    ) {
        do throws(ParseError) {
            switch report.image.contents {
            case .elf(let object):
                // What a program has for others it mostly has for nobody.
                let keepsExports = linkage == "shared-library" || options.keepsSymbols
                try takeShared(of: object, in: report.file, keepsExports: keepsExports)
            case .machO(let object): try takeShared(of: object, in: report.file)
            }
            guard options.keepsSymbols else { return }
            var names = SizedNames()
            let isThere = try report.image.forEachDefinedSymbol(in: report.file) { name, symbol in
                names.add(name, size: symbol.size, group: 0)
            }
            if names.isCut { missing.append("symbols: more names than are kept") }
            // Strippers of Mach-O leave a table of what is imported.
            if isThere, names.count > 0 { symbols = names }
        } catch {
            lack("symbols", error, &diagnostics)
        }
    }

    private mutating func takeShared(
        of object: ELF.Object, in file: FileBytes, keepsExports: Bool
    ) throws(ParseError) {
        guard let table = try object.dynamicSymbolTable(in: file) else { return }
        let versions = ELF.SymbolVersions(
            needed: try object.neededVersions(in: file),
            defined: try object.definedVersions(in: file))
        var symbols = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        while let symbol = try symbols.symbol() {
            guard symbol.binding != .local, symbol.nameOffset != 0 else { continue }
            guard symbol.isUndefined || keepsExports else {
                exportCount += 1
                continue
            }
            let index = try symbols.version(of: symbol) ?? 0
            let version = versions.version(index)?.name.text ?? ""
            let name = try symbols.name(of: symbol)
            if symbol.isUndefined { imports.add(name, version) } else { exports.add(name, version) }
        }
        exportCount += UInt64(exports.count)
        if imports.names.isCut || exports.names.isCut {
            missing.append("symbols: more names than are kept")
        }
    }

    private mutating func takeShared(
        of object: MachO.Object, in file: FileBytes
    ) throws(ParseError) {
        guard var symbols = try object.symbols(in: file) else { return }
        let libraries = object.contents.libraries.map(\.name.text)
        let isTwoLevel = object.header.flags.contains(.twoLevel)
        while let symbol = try symbols.symbol() {
            guard !symbol.isStab, symbol.isExternal, !symbol.isPrivateExternal,
                symbol.nameOffset != 0
            else { continue }
            let name = try symbols.name(of: symbol)
            let ordinal = Int(symbol.libraryOrdinal) - 1
            let library =
                symbol.isUndefined && isTwoLevel && libraries.indices.contains(ordinal)
                ? libraries[ordinal] : ""
            if symbol.isUndefined { imports.add(name, library) } else { exports.add(name, library) }
        }
        exportCount = UInt64(exports.count)
    }
}

/// Functions added up by package.
private struct PackageSums {
    private var sums: [Snapshot.Package] = []
    private var places: [ByteString: UInt32] = [:]
    /// The number of the package that functions are of until there is a new one.
    private var current: UInt32?
    /// The number of what has no package.
    private var nameless: UInt32?
    private let most: Int

    init(most: Int) { self.most = most }

    /// In the order in which they were met: functions name them by their places.
    var packages: [Snapshot.Package] { sums }

    /// Adds a function of a package, which is empty for none, or is that of the last function that
    /// had one; returns its number, nil where there are too many.
    mutating func add(
        _ escaped: Span<UInt8>, isNew: Bool, size: UInt64, _ path: (Span<UInt8>) -> ByteString
    ) -> UInt32? {
        if isNew { current = place(of: path(escaped)) }
        if escaped.count == 0, nameless == nil { nameless = place(of: "") }
        guard let place = escaped.count == 0 ? nameless : current else { return nil }
        sums[Int(place)].functions += 1
        sums[Int(place)].bytes &+= size
        return place
    }

    private mutating func place(of name: ByteString) -> UInt32? {
        if let known = places[name] { return known }
        guard sums.count < most else { return nil }
        let place = UInt32(truncatingIfNeeded: sums.count)
        places[name] = place
        sums.append(Snapshot.Package(name: name.text, functions: 0, bytes: 0))
        return place
    }
}
