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
            guard let (symbols, debug, count) = sections(object, in: sources.file) else {
                let note = "there is no table of sections to tell"
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

    /// The first table of symbols and the first debug information; nil where no table of sections
    /// can be read.
    private static func sections(
        _ object: ELF.Object, in file: FileBytes
    ) -> (symbols: ELF.Section?, debug: ELF.Section?, count: Int)? {
        do throws(ParseError) {
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
        } catch {
            return nil
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
