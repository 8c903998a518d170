internal import ObjectFile

/// The sections of debug information that compile units are read from.
struct DebugSections {
    let object: ELF.Object
    /// The sections of `.debug_info`: one, but objects have more where a linker may drop some.
    private(set) var information: [ELF.Section] = []
    private var others: [String: ELF.Section] = [:]
    private var relocations: [Int: Relocations] = [:]

    /// Where the relocations of a section lie, and the symbols that they name.
    struct Relocations {
        let records: FileRange
        let symbols: FileRange?
    }

    /// Objects of Swift and C++ have a few; each is read from its start.
    private static let mostInformation = 256

    /// Reads the section header table; nil where the file has none.
    ///
    /// - Throws: the section table's error where it cannot be read.
    init?(_ image: Image, in file: FileBytes) throws(ParseError) {
        switch image.contents {
        case .elf(let object):
            self.object = object
        case .machO: return nil
        }
        guard let table = try ELF.SectionCursor(object, in: file) else { return nil }
        try find(table)
        if object.header.type == .relocatable { try findRelocations(table) }
    }

    private mutating func find(_ table: ELF.SectionCursor) throws(ParseError) {
        let most = object.header.type == .relocatable ? Self.mostInformation : 1
        var sections = table
        while let section = try sections.section() {
            guard section.fileRange != nil, let name = try Self.name(section, &sections) else {
                continue
            }
            if name == "info" {
                if information.count < most { information.append(try sections.named(section)) }
            } else if others[name] == nil {
                others[name] = try sections.named(section)
            }
        }
    }

    /// Finds the relocations with addends, the first for each section.
    private mutating func findRelocations(_ table: ELF.SectionCursor) throws(ParseError) {
        let wanted = Set((information + others.values).map(\.index))
        var (sections, all) = (table, table)
        while let section = try sections.section() {
            let target = Int(section.info)
            guard section.type == .relocationsWithAddend, wanted.contains(target),
                relocations[target] == nil, let records = section.fileRange
            else { continue }
            relocations[target] = Relocations(
                records: records, symbols: try all.section(at: section.link)?.fileRange)
        }
    }

    /// The relocations of one of these sections, nil where it has none with addends.
    func relocations(of section: ELF.Section) -> Relocations? { relocations[section.index] }

    /// The first section of that name with bytes in the file.
    func section(_ name: String) -> ELF.Section? { others[name] }

    /// What follows `.debug_`, or `.zdebug_` as GNU compressed them first; nil for all that no unit
    /// refers to.
    private static func name(
        _ section: ELF.Section, _ sections: inout ELF.SectionCursor
    ) throws(ParseError) -> String? {
        let start = try sections.startOfName(of: section, most: 24)
        for prefix in [".debug_", ".zdebug_"] where start.starts(with: prefix) {
            let name = start.extracting(droppingFirst: prefix.utf8.count)
            return names.first { name.equals($0) }
        }
        return nil
    }

    private static let names = ["info", "abbrev", "str", "line_str", "str_offsets"]
}
