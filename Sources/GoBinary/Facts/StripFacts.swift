internal import ObjectFile

/// What strippers left.
enum StripFacts {
    static func facts(of sources: GoFactSources) -> [GoFact] {
        let kept = "stack traces keep their names without"
        let table = sources.functions.table
        let functions = functionTable(sources.functions)
        switch sources.image.contents {
        case .elf(let object):
            let sections = Fact { () throws(ParseError) in
                try Self.sections(object, in: sources.file)
            }
            guard let (symbols, debug, count) = sections.value else {
                let note =
                    sections.error?.description ?? "there is no table of sections to tell"
                return [
                    GoFact("symbol-table", .unknown, note: note),
                    GoFact("debug-information", .unknown, note: note), functions,
                ]
            }
            let note = table == nil ? nil : kept
            let table = object.header.sectionTableOffset
            func none(_ what: String) -> Evidence {
                Evidence("sections", at: table, ByteString("none of \(count) is \(what)"))
            }
            return [
                fact("symbol-table", symbols, note: note, none("SHT_SYMTAB")),
                fact("debug-information", debug, note: note, none(".debug_info")), functions,
            ]
        case .machO(let object):
            let note = table == nil ? nil : kept
            return facts(of: object, in: sources.file, note: note) + [functions]
        }
    }

    /// Strippers leave Mach-O's table of symbols, with the imports in it.
    private static func facts(
        of object: MachO.Object, in file: FileBytes, note: String?
    ) -> [GoFact] {
        [
            fact("symbol-table", note: note, absence: "no symbol but imports") {
                () throws(ParseError) in
                try firstDefinition(object, in: file)
            },
            fact("debug-information", note: note, absence: "none is __debug_info") {
                () throws(ParseError) in
                if let error = object.contents.error { throw error }
                for name in ["__debug_info", "__zdebug_info"] {
                    guard let section = try object.section(named: name) else { continue }
                    return Evidence("sections", at: section.offset, section.name)
                }
                return nil
            },
        ]
    }

    private static func fact(
        _ name: String, note: String?, absence: String,
        _ find: () throws(ParseError) -> Evidence?
    ) -> GoFact {
        do throws(ParseError) {
            if let evidence = try find() { return GoFact(name, .yes, evidence: [evidence]) }
            return GoFact(
                name, .no, note: note,
                evidence: [Evidence("load commands", at: nil, ByteString(absence))])
        } catch {
            return GoFact(name, .unknown, note: error.description)
        }
    }

    private static func firstDefinition(
        _ object: MachO.Object, in file: FileBytes
    ) throws(ParseError) -> Evidence? {
        if let error = object.contents.error { throw error }
        guard var symbols = try object.symbols(in: file) else { return nil }
        while let symbol = try symbols.symbol() {
            // The loader needs some, which strippers leave: that of the header, for one.
            let isKept = MachO.SymbolDescription(rawValue: symbol.description)
                .contains(.referencedDynamically)
            guard symbol.isStab || symbol.place == .section, !isKept else { continue }
            let count = object.contents.symbolTable?.count ?? 0
            return Evidence(
                "symbol table", at: object.contents.symbolTable?.range.offset,
                ByteString("\(count) symbols"))
        }
        return nil
    }

    private static func functionTable(_ functions: LinkedFunctions) -> GoFact {
        let name = "function-table"
        if let error = functions.tableError {
            return GoFact(name, .unknown, note: error.description)
        }
        let evidence =
            functions.table.map {
                Evidence(
                    "function table", at: $0.source.offset, ByteString("\($0.count) functions"))
            } ?? Evidence("sections and data", at: nil, "no function table of Go's", .strong)
        return GoFact(name, .init(functions.table != nil), evidence: [evidence])
    }

    /// The first table of symbols and the first debug information; nil where there is no table of
    /// sections.
    private static func sections(
        _ object: ELF.Object, in file: FileBytes
    ) throws(ParseError) -> (symbols: ELF.Section?, debug: ELF.Section?, count: Int)? {
        guard var sections = try ELF.SectionCursor(object, in: file) else { return nil }
        var (symbols, debug): (ELF.Section?, ELF.Section?)
        while let section = try sections.section() {
            if symbols == nil, section.type == .symbolTable {
                symbols = try sections.named(section)
            } else if debug == nil, section.type != .noBits {
                for name in [".debug_info", ".zdebug_info"]
                where try sections.isNamed(name, section) {
                    debug = try sections.named(section)
                }
            }
        }
        return (symbols, debug, sections.count)
    }

    private static func fact(
        _ name: String, _ section: ELF.Section?, note: String?, _ absence: Evidence
    ) -> GoFact {
        guard let section else { return GoFact(name, .no, note: note, evidence: [absence]) }
        return GoFact(
            name, .yes, evidence: [Evidence("sections", at: section.offset, section.name)])
    }
}
