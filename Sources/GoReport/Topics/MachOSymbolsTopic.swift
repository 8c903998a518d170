internal import ObjectFile

/// Walks the symbols of a Mach-O image that a filter lets through, in file order.
private struct MachOSymbolWalk {
    let object: MachO.Object
    let file: FileBytes
    let filter: SymbolFilter
    /// The names of sections, `__TEXT,__text`, by number from 1.
    private var sections: [ByteString] = [""]
    private let libraries: [ByteString]
    private let namePattern: [UInt8]?

    /// How many names that cannot be read are asked for: each costs more than one that can.
    private static let mostFailures = 1000

    init(
        _ object: MachO.Object, in file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        self.object = object
        self.file = file
        self.filter = filter
        libraries = object.contents.libraries.map(\.name)
        namePattern = filter.name.map { Array($0.utf8) }
        // A byte numbers them.
        var names: [ByteString] = []
        diagnostics += object.everySection { section in
            names.append(section.fullName)
            return names.count < 255
        }
        sections += names
    }

    /// Visits each symbol with its name, and that of which it is another name.
    func run(
        _ diagnostics: inout [Diagnostic],
        _ visit: (MachO.Symbol, Span<UInt8>, ByteString?) -> Bool
    ) {
        var failures = 0
        // Names may have 64 KB, and each symbol repeats those of section and library.
        var budget = object.limits.nameBudget(fileSize: file.size, times: 3)
        do throws(ParseError) {
            guard var symbols = try object.symbols(in: file) else { return }
            while let symbol = try symbols.symbol() {
                guard lets(symbol) else { continue }
                do throws(ParseError) {
                    try spend(repeatedBytes(symbol), of: &budget)
                    guard failures < Self.mostFailures else {
                        guard namePattern != nil || visit(symbol, Span(), nil) else { return }
                        continue
                    }
                    var other: ByteString?
                    if !symbol.isStab, symbol.place == .indirect {
                        other = ByteString(try symbols.name(at: symbol.value))
                    }
                    let name = try symbols.name(of: symbol)
                    try spend(name.count, of: &budget)
                    if let namePattern, !name.matches(namePattern) { continue }
                    guard visit(symbol, name, other) else { return }
                } catch {
                    failures += 1
                    if failures == 1 || error.code == .limit {
                        diagnostics.append(Diagnostic(error))
                    }
                    // A limit ends the listing.
                    if error.code == .limit { return }
                    guard namePattern != nil || visit(symbol, Span(), nil) else { return }
                }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }

    private func repeatedBytes(_ symbol: MachO.Symbol) -> Int {
        section(of: symbol).length + (library(of: symbol)?.length ?? 0)
    }

    private func spend(_ count: Int, of budget: inout UInt64) throws(ParseError) {
        guard UInt64(count) <= budget else {
            throw ParseError(
                .limit, "repeats names more than a sound file can",
                at: object.contents.symbolTable?.range.offset ?? .start, in: "symbol table")
        }
        budget -= UInt64(count)
    }

    private func lets(_ symbol: MachO.Symbol) -> Bool {
        // What the loader sees is what other files see.
        if filter.dynamicOnly, symbol.isStab || !symbol.isExternal || symbol.isPrivateExternal {
            return false
        }
        if let isDefined = filter.isDefined, isDefined == symbol.isUndefined { return false }
        guard let type = filter.type else { return true }
        let wanted = type.uppercased()
        return symbol.typeName == wanted || symbol.typeName == "N_" + wanted
    }

    func section(of symbol: MachO.Symbol) -> ByteString {
        if symbol.isUndefined { return "UND" }
        if symbol.isCommon { return "COMMON" }
        if !symbol.isStab, symbol.place == .absolute { return "ABS" }
        let index = Int(symbol.section)
        return sections.indices.contains(index) ? sections[index] : ByteString("\(index)")
    }

    /// The library of an import; nil for all other symbols, and where imports come from anywhere.
    func library(of symbol: MachO.Symbol) -> ByteString? {
        guard symbol.isUndefined, object.header.flags.contains(.twoLevel) else { return nil }
        switch symbol.libraryOrdinal {
        case 0: return "SELF_LIBRARY_ORDINAL"
        case 0xfe: return "DYNAMIC_LOOKUP_ORDINAL"
        case 0xff: return "EXECUTABLE_ORDINAL"
        case let ordinal:
            let index = Int(ordinal) - 1
            return libraries.indices.contains(index) ? libraries[index] : ByteString("\(ordinal)")
        }
    }
}

extension MachO.Symbol {
    /// `N_SECT`, `N_UNDF` and so on, or the name of what a debugger is told.
    fileprivate var typeName: String {
        if isStab { return MachO.StabType(rawValue: type).description }
        return place.map(Self.name) ?? hexadecimal(type & 0x0e)
    }

    private static func name(_ place: Place) -> String {
        switch place {
        case .undefined: "N_UNDF"
        case .absolute: "N_ABS"
        case .indirect: "N_INDR"
        case .prebound: "N_PBUD"
        case .section: "N_SECT"
        }
    }

    /// All names of types.
    static let typeNames =
        ["N_UNDF", "N_ABS", "N_INDR", "N_PBUD", "N_SECT"] + MachO.StabType.names.map(\.name)

    fileprivate var bindingName: String {
        if isStab { return "local" }
        let flags = MachO.SymbolDescription(rawValue: description)
        if isPrivateExternal { return "private-external" }
        guard isExternal else { return "local" }
        return flags.contains(isUndefined ? .weakReference : .weakDefinition) ? "weak" : "global"
    }

    /// What linkers keep of it, without the parts of the field that are numbers.
    fileprivate var descriptionLabels: [String] {
        if isStab || isCommon { return [] }
        // An import has its library in the upper byte, and how it is referred to in the lowest bits.
        let mask: UInt16 = isUndefined ? 0x00f0 : 0x07f8
        var flags = MachO.SymbolDescription(rawValue: description & mask)
        // For an import the bit says that some library defines it weakly.
        if isUndefined, flags.remove(.weakDefinition) != nil {
            return flags.labels + ["N_REF_TO_WEAK"]
        }
        return flags.labels
    }
}

/// What many symbols have in common, made once: a table of millions repeats few of them.
private struct RepeatedParts {
    private var last: (key: UInt64, bytes: [UInt8]) = (.max, [])
    private var known: [UInt64: [UInt8]] = [:]

    private static let most = 1 << 12

    mutating func bytes(for symbol: MachO.Symbol, _ make: () -> [UInt8]) -> [UInt8] {
        // All that parts are made from; of the value only whether there is one.
        let place = UInt64(symbol.type) << 24 | UInt64(symbol.section) << 16
        let key = place | UInt64(symbol.description) | (symbol.value == 0 ? 1 << 32 : 0)
        if key == last.key { return last.bytes }
        let bytes = known[key] ?? make()
        if known.count < Self.most { known[key] = bytes }
        last = (key, bytes)
        return bytes
    }
}

extension JSONWriter {
    /// The elements of `symbols` for Mach-O.
    mutating func machOSymbols(
        _ object: MachO.Object, _ file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        let walk = MachOSymbolWalk(object, in: file, filter, &diagnostics)
        var parts = RepeatedParts()
        walk.run(&diagnostics) { symbol, name, other in
            beginObject()
            text("name", name)
            number("value", symbol.value)
            members(parts.bytes(for: symbol) { Self.members(of: symbol, walk) }.span)
            if let other { text("indirect", other) }
            endObject()
            return out.isOpen
        }
    }

    /// The keys behind the value.
    private static func members(of symbol: MachO.Symbol, _ walk: MachOSymbolWalk) -> [UInt8] {
        let collected = Collected()
        var json = JSONWriter(ByteWriter { collected.take($0) })
        json.beginObject()
        json.string("type", symbol.typeName)
        json.string("binding", symbol.bindingName)
        json.text("section", walk.section(of: symbol))
        json.text("library", orNull: walk.library(of: symbol))
        json.strings("description", symbol.descriptionLabels)
        json.string("table", "symtab")
        json.out.flush()
        // In place of the brace.
        return [UInt8(ascii: ",")] + collected.bytes.dropFirst()
    }
}

extension TextWriter {
    mutating func machOSymbols(
        _ object: MachO.Object, _ file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        let ends = object.segments.map { $0.address.rawValue | $0.memorySize }
        let width = HexadecimalColumn.width(of: ends.max() ?? 0xffff_ffff)
        let walk = MachOSymbolWalk(object, in: file, filter, &diagnostics)
        var parts = RepeatedParts()
        var isFirst = true
        walk.run(&diagnostics) { symbol, name, other in
            if isFirst { machOSymbolTitles(width) }
            isFirst = false
            out.write("  ")
            column(hexadecimal: symbol.value, width)
            out.write(parts.bytes(for: symbol) { columns(of: symbol, walk) }.span)
            write(from: name)
            if let other {
                write("  is ", .label)
                write(from: other)
            }
            if let library = walk.library(of: symbol) {
                write("  from ", .label)
                write(from: library)
            }
            newline()
            return out.isOpen
        }
        if isFirst { field("symbols", "none") }
    }

    /// The columns in front of the name.
    private func columns(of symbol: MachO.Symbol, _ walk: MachOSymbolWalk) -> [UInt8] {
        let collected = Collected()
        var text = TextWriter(
            out: ByteWriter { collected.take($0) }, usesColor: usesColor, isVerbose: isVerbose)
        text.column(symbol.typeName, 7)
        text.column(symbol.bindingName, 16)
        text.write(from: walk.section(of: symbol), width: 22)
        text.out.flush()
        return collected.bytes
    }

    private mutating func machOSymbolTitles(_ width: Int) {
        out.write("  ")
        out.write(spaces: width - 5)
        column("value", 5, .label)
        column("type", 7, .label)
        column("binding", 16, .label)
        column("section", 20, .label)
        write("name", .label)
        newline()
    }
}
