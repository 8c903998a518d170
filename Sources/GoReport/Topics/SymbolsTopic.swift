internal import ObjectFile

/// What is said of one symbol besides its name.
private struct SymbolRow {
    let symbol: ELF.Symbol
    let table: ELF.SymbolTable.Kind
    let section: String
    let version: ELF.SymbolVersions.Version?
    let isHidden: Bool
    let machine: ELF.Machine

    /// How long the names are that other rows may have too.
    var repeatedBytes: Int {
        guard let version else { return section.utf8.count }
        return section.utf8.count + version.name.length + (version.library?.length ?? 0)
    }
}

/// Walks the symbols of an image that a filter lets through, table by table, in file order.
private struct SymbolWalk {
    let object: ELF.Object
    let file: FileBytes
    let filter: SymbolFilter
    private let sections: ELF.SectionTable?
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
        let table = object.sections(in: file)
        sections = table.value
        if let error = table.error { diagnostics.append(Diagnostic(error)) }
        do throws(ParseError) {
            versions = ELF.SymbolVersions(
                needed: try object.neededVersions(in: file),
                defined: try object.definedVersions(in: file))
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }

    func run(
        _ diagnostics: inout [Diagnostic], _ visit: (SymbolRow, Span<UInt8>) -> Bool
    ) {
        // Sections and versions may have names of 64 KB, and each symbol repeats two of them.
        var repeats = object.limits.nameBudget(fileSize: file.size, times: 4)
        do throws(ParseError) {
            for table in try object.symbolTables(sections, in: file) {
                if filter.dynamicOnly, table.kind == .full { continue }
                guard try run(table, &repeats, &diagnostics, visit) else { return }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }

    /// Returns whether more is wanted.
    private func run(
        _ table: ELF.SymbolTable, _ repeats: inout UInt64, _ diagnostics: inout [Diagnostic],
        _ visit: (SymbolRow, Span<UInt8>) -> Bool
    ) throws(ParseError) -> Bool {
        var cursor = ELF.SymbolCursor(table, in: file, object.header.layout, object.limits)
        var failed = false
        while let symbol = try cursor.symbol() {
            guard lets(symbol) else { continue }
            let row = try row(symbol, table, &cursor)
            let length = UInt64(row.repeatedBytes)
            guard length <= repeats else {
                throw ParseError(
                    .limit, "repeats names of sections and versions more than a sound file can",
                    at: table.range.offset, in: "symbol table")
            }
            repeats -= length
            do throws(ParseError) {
                let name = try cursor.name(of: symbol)
                if let namePattern, !name.matches(namePattern) { continue }
                guard visit(row, name) else { return false }
            } catch {
                // A name that cannot be read is empty; a limit ends the listing.
                if !failed { diagnostics.append(Diagnostic(error)) }
                failed = true
                if error.code == .limit { return true }
                guard namePattern != nil || visit(row, Span()) else { return false }
            }
        }
        return true
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
            isHidden: index & ELF.SymbolVersions.hiddenBit != 0, machine: object.header.machine)
    }

    private func section(_ index: ELF.SectionIndex) -> String {
        switch index {
        case .undefined: return "UND"
        case .absolute: return "ABS"
        case .common: return "COMMON"
        default: break
        }
        if let section = sections?.section(at: index.rawValue), !section.name.isEmpty {
            return section.name.text
        }
        return index.isReserved
            ? index.description(on: object.header.machine) : String(index.rawValue)
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
            walk.run(&diagnostics) { row, name in
                symbol(row, name)
                return out.isOpen
            }
        }
        endArray()
    }

    private mutating func symbol(_ row: SymbolRow, _ name: Span<UInt8>) {
        beginObject()
        text("name", name)
        number("value", row.symbol.value)
        number("size", row.symbol.size)
        string("type", row.symbol.type.description(on: row.machine))
        string("binding", row.symbol.binding.description)
        string("visibility", row.symbol.visibility.description)
        string("section", row.section)
        text("version", orNull: row.version?.name)
        bool("versionHidden", row.isHidden)
        string("table", row.table.rawValue)
        endObject()
    }
}

extension TextWriter {
    mutating func symbols(
        _ image: Image, _ file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        switch image.contents {
        case .elf(let object):
            let width = HexadecimalColumn.width(of: object.lastAddress)
            let walk = SymbolWalk(object, in: file, filter, &diagnostics)
            var table: ELF.SymbolTable.Kind?
            walk.run(&diagnostics) { row, name in
                if row.table != table { title(row.table, width) }
                table = row.table
                symbol(row, name, width)
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

    private mutating func symbol(_ row: SymbolRow, _ name: Span<UInt8>, _ width: Int) {
        out.write("  ")
        column(hexadecimal: row.symbol.value, width)
        column(number: row.symbol.size, 8)
        column(Self.short(row.symbol.type.description(on: row.machine)), 9)
        column(Self.short(row.symbol.binding.description), 7)
        column(Self.short(row.symbol.visibility.description), 10)
        write(from: ByteString(row.section), width: 18)
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

    /// `FUNC` for `STT_FUNC`.
    private static func short(_ name: String) -> String {
        guard name.utf8.starts(with: "ST".utf8), name.utf8.count > 4 else { return name }
        return String(name.dropFirst(4))
    }
}
