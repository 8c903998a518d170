internal import ObjectFile

extension Image {
    /// The table of sections; what cannot be read of it is added to `diagnostics`.
    func sectionTable(
        in file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) -> ELF.SectionTable? {
        switch contents {
        case .elf(let object):
            let table = object.sections(in: file)
            if let error = table.error ?? table.value?.namesError {
                diagnostics.append(Diagnostic(error))
            }
            return table.value
        }
    }
}

extension JSONWriter {
    /// The key of `sections`.
    mutating func sections(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        beginArray("sections")
        switch image.contents {
        case .elf(let object):
            let table = image.sectionTable(in: file, &diagnostics)
            for section in table?.sections ?? [] {
                guard out.isOpen else { break }
                self.section(section, on: object.header.machine)
            }
        }
        endArray()
    }

    private mutating func section(_ section: ELF.Section, on machine: ELF.Machine) {
        beginObject()
        count("index", section.index)
        text("name", section.name)
        string("type", section.type.description(on: machine))
        strings("flags", section.flags.labels(on: machine))
        number("addr", section.address.rawValue)
        number("offset", section.offset.rawValue)
        number("size", section.size)
        number("link", section.link)
        number("info", section.info)
        number("addralign", section.alignment)
        number("entsize", section.entrySize)
        endObject()
    }
}

extension TextWriter {
    mutating func sections(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        switch image.contents {
        case .elf(let object):
            guard let table = image.sectionTable(in: file, &diagnostics) else {
                if image.hasSections { return }
                return field("sections", "none")
            }
            let columns: [HexadecimalColumn] = [
                HexadecimalColumn("address", table.sections.map(\.address.rawValue)),
                HexadecimalColumn("offset", table.sections.map(\.offset.rawValue)),
                HexadecimalColumn("size", table.sections.map(\.size)),
            ]
            out.write("  ")
            write("index", .label)
            titles(columns)
            out.write("  ")
            column("flags", 5, .label)
            column("type", 18, .label)
            write("name", .label)
            newline()
            for (row, section) in table.sections.enumerated() {
                guard out.isOpen else { break }
                out.write("  ")
                write(number: UInt64(section.index), 5)
                write(row: row, of: columns)
                out.write("  ")
                self.section(section, object, file)
            }
        }
    }

    private mutating func section(
        _ section: ELF.Section, _ object: ELF.Object, _ file: FileBytes
    ) {
        let flags = section.flags
        let letters: [(ELF.SectionFlags, String)] = [
            (.allocate, "a"), (.write, "w"), (.execute, "x"), (.threadLocal, "t"),
            (.compressed, "c"),
        ]
        var shown = ""
        for (flag, letter) in letters where flags.contains(flag) { shown += letter }
        column(shown, 5)
        let type = section.type.description(on: object.header.machine)
        if section.name.isEmpty { write(type) } else { column(type, 18) }
        write(from: section.name)
        compression(of: section, object, file)
        newline()
    }

    private mutating func compression(
        of section: ELF.Section, _ object: ELF.Object, _ file: FileBytes
    ) {
        do throws(ParseError) {
            guard let compression = try object.compression(of: section, in: file) else { return }
            let text = "  (\(compression.type), \(compression.size) bytes expanded)"
            write(text, .label)
        } catch {
            write("  (compressed, header damaged)", .bad)
        }
    }
}
