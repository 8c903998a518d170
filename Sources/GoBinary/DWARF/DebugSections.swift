internal import ObjectFile

/// The sections of debug information that compile units are read from.
struct DebugSections {
    let object: ELF.Object
    let table: ELF.SectionTable

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
    }

    /// The sections of `.debug_info`: one, but objects have more where a linker may drop some.
    var information: [ELF.Section] {
        let all = table.sections.filter { Self.isNamed("info", $0) }
        return object.header.type == .relocatable ? all : Array(all.prefix(1))
    }

    /// The section of that name with bytes in the file: `.debug_…`, or `.zdebug_…` as GNU compressed
    /// them first.
    func section(_ name: String) -> ELF.Section? {
        table.sections.first { Self.isNamed(name, $0) }
    }

    private static func isNamed(_ name: String, _ section: ELF.Section) -> Bool {
        guard section.fileRange != nil else { return false }
        let text = section.name.text
        return text == ".debug_" + name || text == ".zdebug_" + name
    }
}
