internal import ObjectFile

/// What is said of one symbol besides its name.
private struct SymbolRow {
    let symbol: ELF.Symbol
    let table: ELF.SymbolTable.Kind
    let section: ByteString
    let version: ELF.SymbolVersions.Version?
    let isHidden: Bool

    /// How long the names are that other rows may have too.
    var repeatedBytes: Int {
        guard let version else { return section.length }
        return section.length + version.name.length + (version.library?.length ?? 0)
    }
}

/// Walks the symbols of an image that a filter lets through, table by table, in file order.
private struct SymbolWalk {
    let object: ELF.Object
    let file: FileBytes
    let filter: SymbolFilter
    /// The names of sections by number: of the table of 262,144 sections no more is kept.
    private var sections: [ByteString] = []
    private var versions = ELF.SymbolVersions(needed: [], defined: [])
    private let namePattern: [UInt8]?

    init(
        _ object: ELF.Object, in file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        self.object = object
        self.file = file
        self.filter = filter
        namePattern = filter.name.map { Array($0.utf8) }
        do throws(ParseError) {
            if let cursor = try ELF.SectionCursor(object, in: file) { try readNames(cursor) }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        do throws(ParseError) {
            versions = ELF.SymbolVersions(
                needed: try object.neededVersions(in: file),
                defined: try object.definedVersions(in: file))
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }

    private mutating func readNames(_ cursor: ELF.SectionCursor) throws(ParseError) {
        var cursor = cursor
        // Names may lie over each other; rows have numbers in place of those that are too many.
        var budget = object.limits.nameBudget(fileSize: file.size)
        sections.reserveCapacity(cursor.count)
        while let section = try cursor.section() {
            let name = try cursor.startOfName(of: section, most: object.limits.nameBytes)
            guard UInt64(name.count) <= budget else {
                throw ParseError(
                    .limit, "repeat more bytes than those of a sound file can",
                    at: object.header.sectionTableOffset, in: "section names")
            }
            budget -= UInt64(name.count)
            sections.append(ByteString(name))
        }
    }

    func run(
        _ diagnostics: inout [Diagnostic], _ visit: (SymbolRow, Span<UInt8>) -> Bool
    ) {
        // Names may have 64 KB, and each symbol has one and repeats those of section and version.
        var budget = object.limits.nameBudget(fileSize: file.size, times: 3)
        do throws(ParseError) {
            for table in try object.symbolTables(in: file) {
                if filter.dynamicOnly, table.kind == .full { continue }
                guard try run(table, &budget, &diagnostics, visit) else { return }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }

    /// Returns whether more is wanted.
    private func run(
        _ table: ELF.SymbolTable, _ budget: inout UInt64, _ diagnostics: inout [Diagnostic],
        _ visit: (SymbolRow, Span<UInt8>) -> Bool
    ) throws(ParseError) -> Bool {
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        var failures = 0
        while let symbol = try cursor.symbol() {
            guard lets(symbol) else { continue }
            let row = try row(symbol, table, &cursor)
            do throws(ParseError) {
                try spend(row.repeatedBytes, of: &budget, table)
                guard failures < Self.mostFailures else {
                    guard namePattern != nil || visit(row, Span()) else { return false }
                    continue
                }
                let name = try cursor.name(of: symbol)
                try spend(name.count, of: &budget, table)
                if let namePattern, !name.matches(namePattern) { continue }
                guard visit(row, name) else { return false }
            } catch {
                failures += 1
                // A limit ends the listing.
                if failures == 1 || error.code == .limit { diagnostics.append(Diagnostic(error)) }
                if error.code == .limit { return true }
                if failures == Self.mostFailures { diagnostics.append(tooManyFailures(table)) }
                // A name that cannot be read is empty.
                guard namePattern != nil || visit(row, Span()) else { return false }
            }
        }
        return true
    }

    /// How many names that cannot be read are asked for: each costs more than one that can.
    private static let mostFailures = 1000

    private func tooManyFailures(_ table: ELF.SymbolTable) -> Diagnostic {
        let what = "has more than \(Self.mostFailures) names that cannot be read: no more are tried"
        return Diagnostic(
            ParseError(.limit, what, at: table.range.offset, in: "symbol table"))
    }

    private func spend(
        _ count: Int, of budget: inout UInt64, _ table: ELF.SymbolTable
    ) throws(ParseError) {
        guard UInt64(count) <= budget else {
            throw ParseError(
                .limit, "repeats names more than a sound file can", at: table.range.offset,
                in: "symbol table")
        }
        budget -= UInt64(count)
    }

    private func lets(_ symbol: ELF.Symbol) -> Bool {
        if let isDefined = filter.isDefined, isDefined == symbol.isUndefined { return false }
        guard let type = filter.type else { return true }
        let name = symbol.type.description(on: object.header.machine)
        let wanted = type.uppercased()
        return name == wanted || name == "STT_" + wanted
    }

    private func row(
        _ symbol: ELF.Symbol, _ table: ELF.SymbolTable, _ cursor: inout ELF.SymbolCursor
    ) throws(ParseError) -> SymbolRow {
        let index = try cursor.version(of: symbol) ?? 0
        return SymbolRow(
            symbol: symbol, table: table.kind, section: section(symbol.section),
            version: versions.version(index),
            isHidden: index & ELF.SymbolVersions.hiddenBit != 0)
    }

    private func section(_ index: ELF.SectionIndex) -> ByteString {
        switch index {
        case .undefined: return "UND"
        case .absolute: return "ABS"
        case .common: return "COMMON"
        default: break
        }
        if index.rawValue < sections.count, !sections[Int(index.rawValue)].isEmpty {
            return sections[Int(index.rawValue)]
        }
        return ByteString(
            index.isReserved
                ? index.description(on: object.header.machine) : String(index.rawValue))
    }
}

/// What rows say of type, binding and visibility, made once for each of the combinations that
/// there can be: a table of millions repeats few of them.
private struct SymbolLabels {
    private var labels = [[UInt8]](repeating: [], count: 1 << 10)
    private let make: (ELF.Symbol) -> String

    init(_ make: @escaping (ELF.Symbol) -> String) { self.make = make }

    subscript(symbol: ELF.Symbol) -> [UInt8] {
        mutating get {
            let index = Int(symbol.info) << 2 | Int(symbol.visibility.rawValue & 3)
            if labels[index].isEmpty { labels[index] = Array(make(symbol).utf8) }
            return labels[index]
        }
    }
}

extension ELF.Object {
    /// The highest address that the file takes in memory, for the width of a column; where nothing
    /// says, one of 8 digits.
    fileprivate var lastAddress: UInt64 {
        let ends = (segments.value ?? []).map { segment in
            let end = segment.address.rawValue.addingReportingOverflow(segment.memorySize)
            return end.overflow ? UInt64.max : end.partialValue
        }
        return ends.max() ?? 0xffff_ffff
    }
}

extension JSONWriter {
    /// The key of `symbols`.
    mutating func symbols(
        _ image: Image, _ file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        beginArray("symbols")
        switch image.contents {
        case .elf(let object):
            let walk = SymbolWalk(object, in: file, filter, &diagnostics)
            let machine = object.header.machine
            var labels = SymbolLabels { symbol in
                #","type":"\#(symbol.type.description(on: machine))","binding":""#
                    + #"\#(symbol.binding)","visibility":"\#(symbol.visibility)","section":""#
            }
            let (full, dynamic) = (Self.end(.full), Self.end(.dynamic))
            walk.run(&diagnostics) { row, name in
                symbol(row, name, labels[row.symbol], row.table == .full ? full : dynamic)
                return out.isOpen
            }
        case .machO(let object): machOSymbols(object, file, filter, &diagnostics)
        }
        endArray()
        if case .machO(let object) = image.contents {
            machOExports(object, file, filter, &diagnostics)
        }
    }

    private mutating func symbol(
        _ row: SymbolRow, _ name: Span<UInt8>, _ labels: [UInt8], _ end: [UInt8]
    ) {
        beginObject()
        text("name", name)
        number("value", row.symbol.value)
        number("size", row.symbol.size)
        members(labels.span)
        string(inside: row.section)
        if row.version == nil, !row.isHidden {
            // Most rows: all that follows in one piece.
            members(end.span)
            return
        }
        members("\"".utf8.span)
        text("version", orNull: row.version?.name)
        bool("versionHidden", row.isHidden)
        string("table", row.table.rawValue)
        endObject()
    }

    private static func end(_ table: ELF.SymbolTable.Kind) -> [UInt8] {
        Array(#"","version":null,"versionHidden":false,"table":"\#(table.rawValue)"}"#.utf8)
    }
}

extension TextWriter {
    mutating func symbols(
        _ image: Image, _ file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        switch image.contents {
        case .machO(let object):
            machOSymbols(object, file, filter, &diagnostics)
            if isVerbose || (object.contents.symbolTable?.count ?? 0) == 0 {
                machOExports(object, file, filter, &diagnostics)
            }
        case .elf(let object):
            let width = HexadecimalColumn.width(of: object.lastAddress)
            let walk = SymbolWalk(object, in: file, filter, &diagnostics)
            let machine = object.header.machine
            var labels = SymbolLabels { symbol in
                "  " + Self.column(symbol.type.description(on: machine), 9)
                    + Self.column(symbol.binding.description, 7)
                    + Self.column(symbol.visibility.description, 10)
            }
            var table: ELF.SymbolTable.Kind?
            walk.run(&diagnostics) { row, name in
                if row.table != table { title(row.table, width) }
                table = row.table
                symbol(row, name, labels[row.symbol], width)
                return out.isOpen
            }
            if table == nil { field("symbols", "none") }
        }
    }

    private mutating func title(_ table: ELF.SymbolTable.Kind, _ width: Int) {
        out.write("  ")
        write(table == .full ? "all symbols (.symtab)" : "dynamic symbols (.dynsym)", .heading)
        newline()
        out.write("  ")
        out.write(spaces: width - 5)
        column("value", 5, .label)
        column("    size", 8, .label)
        column("type", 9, .label)
        column("binding", 7, .label)
        column("visibility", 10, .label)
        column("section", 16, .label)
        write("name", .label)
        newline()
    }

    private mutating func symbol(
        _ row: SymbolRow, _ name: Span<UInt8>, _ labels: [UInt8], _ width: Int
    ) {
        out.write("  ")
        column(hexadecimal: row.symbol.value, width)
        write(number: row.symbol.size, 8)
        out.write(labels.span)
        write(from: row.section, width: 18)
        write(from: name)
        if let version = row.version {
            // Two marks stand for the version that a linker takes when none is named.
            let isDefault = !row.isHidden && !row.symbol.isUndefined && version.library == nil
            write(isDefault ? "@@" : "@", .label)
            write(from: version.name)
            if let library = version.library {
                write("  from ", .label)
                write(from: library)
            }
        }
        newline()
    }

    /// `FUNC` for `STT_FUNC`, in a column with two spaces behind it.
    private static func column(_ name: String, _ width: Int) -> String {
        let hasPrefix = name.startsWithBytes(of: "ST") && name.utf8.count > 4
        let short = hasPrefix ? String(name.dropFirst(4)) : name
        return short + String(repeating: " ", count: max(0, width - short.utf8.count + 2))
    }
}
