internal import ObjectFile

/// The sections of debug information that compile units are read from.
struct DebugSections {
    let object: ELF.Object
    let table: ELF.SectionTable
    /// The sections of `.debug_info`: one, but objects have more where a linker may drop some.
    private(set) var information: [ELF.Section] = []
    private var others: [String: ELF.Section] = [:]

    /// Objects of Swift and C++ have a few; each is read from its start.
    private static let mostInformation = 256

    /// Reads the section header table; nil where the file has none.
    ///
    /// - Throws: the section table's error where it cannot be read.
    init?(_ image: Image, in file: FileBytes) throws(ParseError) {
        switch image.contents {
        case .elf(let object):
            let sections = object.sections(in: file)
            if let error = sections.error { throw error }
            guard let table = sections.value else { return nil }
            self.object = object
            self.table = table
        }
        let most = object.header.type == .relocatable ? Self.mostInformation : 1
        for section in table.sections {
            guard let name = Self.name(section), section.fileRange != nil else { continue }
            if name == "info" {
                if information.count < most { information.append(section) }
            } else if others[name] == nil {
                others[name] = section
            }
        }
    }

    /// The first section of that name with bytes in the file.
    func section(_ name: String) -> ELF.Section? { others[name] }

    /// What follows `.debug_`, or `.zdebug_` as GNU compressed them first.
    private static func name(_ section: ELF.Section) -> String? {
        for prefix in [".debug_", ".zdebug_"] where section.name.starts(with: prefix) {
            return String(section.name.text.dropFirst(prefix.utf8.count))
        }
        return nil
    }
}
