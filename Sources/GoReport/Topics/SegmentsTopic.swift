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
        case .machO(let object):
            for segment in object.segments {
                guard out.isOpen else { break }
                machOSegment(segment)
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
        case .machO(let object): machOSegments(object.segments)
        case .elf(let object):
            let segments = object.segments.value ?? []
            if segments.isEmpty { return field("segments", "none") }
            let columns = [
                HexadecimalColumn("offset", segments) { $0.offset.rawValue },
                HexadecimalColumn("address", segments) { $0.address.rawValue },
                HexadecimalColumn("in file", segments) { $0.fileSize },
                HexadecimalColumn("in memory", segments) { $0.memorySize },
                HexadecimalColumn("align", segments) { $0.alignment },
            ]
            out.write("  ")
            column("type", 18, .label)
            write("flags", .label)
            titles(columns)
            newline()
            let widths = columns.map(\.width)
            for segment in segments {
                guard out.isOpen else { break }
                self.segment(segment, on: object.header.machine)
                write(hexadecimal: segment.offset.rawValue, widths[0])
                write(hexadecimal: segment.address.rawValue, widths[1])
                write(hexadecimal: segment.fileSize, widths[2])
                write(hexadecimal: segment.memorySize, widths[3])
                write(hexadecimal: segment.alignment, widths[4])
                newline()
            }
        }
    }

    private mutating func segment(_ segment: ELF.Segment, on machine: ELF.Machine) {
        out.write("  ")
        column(segment.type.description(on: machine), 18)
        let flags = segment.flags
        out.write(flags.contains(.read) ? "r" : "-")
        out.write(flags.contains(.write) ? "w" : "-")
        out.write(flags.contains(.execute) ? "x  " : "-  ")
    }
}
