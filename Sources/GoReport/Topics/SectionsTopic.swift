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
                return field("sections", "none")
            }
            let width = object.header.layout.is64Bit ? 18 : 10
            out.write("  ")
            column("index", 0, .label)
            for title in ["address", "offset", "size"] {
                out.write(spaces: width - title.utf8.count)
                column(title, 0, .label)
            }
            column("flags", 6, .label)
            column("type", 18, .label)
            write("name", .label)
            newline()
            for section in table.sections {
                guard out.isOpen else { break }
                self.section(section, object, file, width)
            }
        }
    }

    private mutating func section(
        _ section: ELF.Section, _ object: ELF.Object, _ file: FileBytes, _ width: Int
    ) {
        out.write("  ")
        column(number: UInt64(section.index), 5)
        column(hexadecimal: section.address.rawValue, width)
        column(hexadecimal: section.offset.rawValue, width)
        column(hexadecimal: section.size, width)
        let flags = section.flags
        let letters: [(ELF.SectionFlags, String)] = [
            (.allocate, "a"), (.write, "w"), (.execute, "x"), (.threadLocal, "t"),
            (.compressed, "c"),
        ]
        var shown = ""
        for (flag, letter) in letters where flags.contains(flag) { shown += letter }
        column(shown, 6)
        column(section.type.description(on: object.header.machine), 18)
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
