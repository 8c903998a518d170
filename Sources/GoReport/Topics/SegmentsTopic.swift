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
            let width = object.header.layout.is64Bit ? 18 : 10
            out.write("  ")
            for title in ["type              ", "flags"] { column(title, 0, .label) }
            for title in ["offset", "address", "in file", "in memory"] {
                out.write(spaces: width - title.utf8.count)
                column(title, 0, .label)
            }
            write("   align", .label)
            newline()
            for segment in object.segments.value ?? [] {
                guard out.isOpen else { break }
                self.segment(segment, on: object.header.machine, width)
            }
        }
    }

    private mutating func segment(
        _ segment: ELF.Segment, on machine: ELF.Machine, _ width: Int
    ) {
        out.write("  ")
        column(segment.type.description(on: machine), 18)
        let flags = segment.flags
        column(
            (flags.contains(.read) ? "r" : "-") + (flags.contains(.write) ? "w" : "-")
                + (flags.contains(.execute) ? "x" : "-"), 5)
        column(hexadecimal: segment.offset.rawValue, width)
        column(hexadecimal: segment.address.rawValue, width)
        column(hexadecimal: segment.fileSize, width)
        column(hexadecimal: segment.memorySize, width)
        column(hexadecimal: segment.alignment, 8)
        newline()
    }
}
