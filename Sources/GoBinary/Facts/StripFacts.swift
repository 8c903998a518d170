internal import ObjectFile

/// What strippers left.
enum StripFacts {
    static func facts(of sources: GoFactSources) -> [GoFact] {
        let kept = "stack traces keep their names without"
        let table = sources.functions.table
        let functions = GoFact(
            "function-table", .init(table != nil),
            evidence: [
                table.map {
                    Evidence(
                        "function table", at: $0.source.offset, ByteString("\($0.count) functions"))
                } ?? Evidence("sections and data", at: nil, "no function table of Go's", .strong)
            ])
        switch sources.image.contents {
        case .elf(let object):
            guard let sections = object.sections(in: sources.file).value?.sections else {
                let note = "there is no table of sections to tell"
                return [
                    GoFact("symbol-table", .unknown, note: note),
                    GoFact("debug-information", .unknown, note: note), functions,
                ]
            }
            let symbols = sections.first { $0.type == .symbolTable }
            let debug = sections.first {
                [".debug_info", ".zdebug_info"].contains($0.name.text) && $0.type != .noBits
            }
            let note = table == nil ? nil : kept
            let table = object.header.sectionTableOffset
            func none(_ what: String) -> Evidence {
                Evidence("sections", at: table, ByteString("none of \(sections.count) is \(what)"))
            }
            return [
                fact("symbol-table", symbols, note: note, none("SHT_SYMTAB")),
                fact("debug-information", debug, note: note, none(".debug_info")), functions,
            ]
        }
    }

    private static func fact(
        _ name: String, _ section: ELF.Section?, note: String?, _ absence: Evidence
    ) -> GoFact {
        guard let section else { return GoFact(name, .no, note: note, evidence: [absence]) }
        return GoFact(
            name, .yes, evidence: [Evidence("sections", at: section.offset, section.name)])
    }
}
