internal import ObjectFile

extension JSONWriter {
    /// The key of `segments`.
    mutating func segments(_ image: Image) {
        beginArray("segments")
        switch image.contents {
        case .elf(let object):
            for segment in object.segments.value ?? [] {
                guard out.isOpen else { break }
                self.segment(segment, on: object.header.machine)
            }
        }
        endArray()
    }

    private mutating func segment(_ segment: ELF.Segment, on machine: ELF.Machine) {
        beginObject()
        string("type", segment.type.description(on: machine))
        strings("flags", segment.flags.labels(on: machine))
        number("offset", segment.offset.rawValue)
        number("vaddr", segment.address.rawValue)
        number("paddr", segment.physicalAddress.rawValue)
        number("filesz", segment.fileSize)
        number("memsz", segment.memorySize)
        number("align", segment.alignment)
        endObject()
    }
}

extension TextWriter {
    mutating func segments(_ image: Image) {
        switch image.contents {
        case .elf(let object):
            let segments = object.segments.value ?? []
            if segments.isEmpty { return field("segments", "none") }
            let columns: [HexadecimalColumn] = [
                HexadecimalColumn("offset", segments.map(\.offset.rawValue)),
                HexadecimalColumn("address", segments.map(\.address.rawValue)),
                HexadecimalColumn("in file", segments.map(\.fileSize)),
                HexadecimalColumn("in memory", segments.map(\.memorySize)),
                HexadecimalColumn("align", segments.map(\.alignment)),
            ]
            out.write("  ")
            column("type", 18, .label)
            write("flags", .label)
            titles(columns)
            newline()
            for (row, segment) in segments.enumerated() {
                guard out.isOpen else { break }
                self.segment(segment, on: object.header.machine)
                write(row: row, of: columns)
                newline()
            }
        }
    }

    private mutating func segment(_ segment: ELF.Segment, on machine: ELF.Machine) {
        out.write("  ")
        column(segment.type.description(on: machine), 18)
        let flags = segment.flags
        column(
            (flags.contains(.read) ? "r" : "-") + (flags.contains(.write) ? "w" : "-")
                + (flags.contains(.execute) ? "x" : "-"), 3)
    }
}
