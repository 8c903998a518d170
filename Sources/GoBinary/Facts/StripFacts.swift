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
        }
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
