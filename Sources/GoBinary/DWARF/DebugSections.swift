internal import ObjectFile

/// A section of debug information, whatever the format of the file.
struct DebugSection: Sendable {
    private enum Source: Sendable {
        case elf(ELF.Section, ELF.Object)
        case machO(MachO.Section)
    }

    private let source: Source

    init(_ section: ELF.Section, of object: ELF.Object) { source = .elf(section, object) }

    init(_ section: MachO.Section) { source = .machO(section) }

    /// Its position in the file's table of sections.
    var index: Int {
        switch source {
        case .elf(let section, _): section.index
        case .machO(let section): section.index
        }
    }

    /// Where its bytes start in the file.
    var offset: FileOffset {
        switch source {
        case .elf(let section, _): section.offset
        case .machO(let section): section.offset
        }
    }

    /// Its bytes, nil where it has none in the file.
    ///
    /// - Throws: `elfCompression` where the section is too short to say how it is compressed.
    func contents(in file: FileBytes) throws(ParseError) -> SectionContents? {
        switch source {
        case .elf(let section, let object): try SectionContents(section, of: object, in: file)
        case .machO(let section): try SectionContents(section, in: file)
        }
    }
}

/// The sections of debug information that compile units are read from.
struct DebugSections {
    /// How the numbers of the file are written.
    let layout: Layout
    /// The sections of `.debug_info`: one, but objects have more where a linker may drop some.
    private(set) var information: [DebugSection] = []
    private var others: [String: DebugSection] = [:]
    private var relocations: [Int: Relocations] = [:]

    /// Where the relocations of a section lie, and the symbols that they name.
    struct Relocations {
        let machine: ELF.Machine
        let records: FileRange
        let symbols: FileRange?
    }

    /// Objects of Swift and C++ have a few; each is read from its start.
    private static let mostInformation = 256

    /// Reads the section header table, or the load commands; nil where the file has none.
    ///
    /// - Throws: the section table's error where it cannot be read.
    init?(_ image: Image, in file: FileBytes) throws(ParseError) {
        layout = image.layout
        switch image.contents {
        case .elf(let object):
            guard let table = try ELF.SectionCursor(object, in: file) else { return nil }
            try find(table, of: object)
            if object.header.type == .relocatable { try findRelocations(table, of: object) }
        case .machO(let object):
            guard image.hasSections else { return nil }
            try find(in: object)
        }
    }

    private mutating func find(
        _ table: ELF.SectionCursor, of object: ELF.Object
    ) throws(ParseError) {
        let most = object.header.type == .relocatable ? Self.mostInformation : 1
        var sections = table
        while let section = try sections.section() {
            guard section.fileRange != nil, let name = try Self.name(section, &sections) else {
                continue
            }
            add(DebugSection(try sections.named(section), of: object), name, most)
        }
    }

    /// Mach-O's compilers write offsets in these sections as they are, in objects, too: there is
    /// nothing to relocate.
    private mutating func find(in object: MachO.Object) throws(ParseError) {
        try object.forEachSection { section in
            if section.fileRange != nil, let name = Self.name(section.name) {
                add(DebugSection(section), name, 1)
            }
            return true
        }
    }

    private mutating func add(_ section: DebugSection, _ name: String, _ most: Int) {
        if name == "info" {
            if information.count < most { information.append(section) }
        } else if others[name] == nil {
            others[name] = section
        }
    }

    /// Finds the relocations with addends, the first for each section.
    private mutating func findRelocations(
        _ table: ELF.SectionCursor, of object: ELF.Object
    ) throws(ParseError) {
        let wanted = Set((information + others.values).map(\.index))
        var (sections, all) = (table, table)
        while let section = try sections.section() {
            let target = Int(section.info)
            guard section.type == .relocationsWithAddend, wanted.contains(target),
                relocations[target] == nil, let records = section.fileRange
            else { continue }
            relocations[target] = Relocations(
                machine: object.header.machine, records: records,
                symbols: try all.section(at: section.link)?.fileRange)
        }
    }

    /// The relocations of one of these sections, nil where it has none with addends.
    func relocations(of section: DebugSection) -> Relocations? { relocations[section.index] }

    /// The first section of that name with bytes in the file.
    func section(_ name: String) -> DebugSection? { others[name] }

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

    /// The same for Mach-O, which has room for 16 bytes: `__debug_str_offs`, `__zdebug_line_st`.
    private static func name(_ section: ByteString) -> String? {
        for prefix in ["__debug_", "__zdebug_"] where section.starts(with: prefix) {
            let name = section.utf8.dropFirst(prefix.utf8.count)
            return names.first {
                section.length < 16 ? name.elementsEqual($0.utf8) : $0.utf8.starts(with: name)
            }
        }
        return nil
    }

    private static let names = ["info", "abbrev", "str", "line_str", "str_offsets"]
}
