internal import ObjectFile

extension JSONWriter {
    /// An element of `segments` for Mach-O.
    mutating func machOSegment(_ segment: MachO.Segment) {
        beginObject()
        text("name", segment.name)
        number("vmaddr", segment.address.rawValue)
        number("vmsize", segment.memorySize)
        number("fileoff", segment.offset.rawValue)
        number("filesize", segment.fileSize)
        strings("maxprot", segment.maximumProtection.labels)
        strings("initprot", segment.protection.labels)
        strings("flags", segment.flags.labels)
        endObject()
    }

    /// An element of `sections` for Mach-O.
    mutating func machOSection(_ section: MachO.Section) {
        beginObject()
        count("index", section.index)
        text("name", section.name)
        text("segment", section.segment)
        number("addr", section.address.rawValue)
        number("size", section.size)
        number("offset", section.offset.rawValue)
        number("align", section.alignment)
        number("reloff", section.relocationsOffset.rawValue)
        number("nreloc", section.relocationCount)
        string("type", section.type.description)
        strings("flags", section.attributes.labels)
        endObject()
    }
}

extension TextWriter {
    mutating func machOSegments(_ segments: [MachO.Segment]) {
        if segments.isEmpty { return field("segments", "none") }
        let columns = [
            HexadecimalColumn("offset", segments) { $0.offset.rawValue },
            HexadecimalColumn("address", segments) { $0.address.rawValue },
            HexadecimalColumn("in file", segments) { $0.fileSize },
            HexadecimalColumn("in memory", segments) { $0.memorySize },
        ]
        out.write("  ")
        column("name", 16, .label)
        column("may", 3, .label)
        write("max", .label)
        titles(columns)
        out.write("  ")
        write("flags", .label)
        newline()
        let widths = columns.map(\.width)
        for segment in segments {
            guard out.isOpen else { break }
            out.write("  ")
            write(from: segment.name, width: 18)
            protection(segment.protection)
            out.write("  ")
            protection(segment.maximumProtection)
            write(hexadecimal: segment.offset.rawValue, widths[0])
            write(hexadecimal: segment.address.rawValue, widths[1])
            write(hexadecimal: segment.fileSize, widths[2])
            write(hexadecimal: segment.memorySize, widths[3])
            let flags = segment.flags.labels.joined(separator: " ")
            if !flags.isEmpty { write("  " + flags) }
            newline()
        }
    }

    private mutating func protection(_ protection: MachO.Protection) {
        out.write(protection.contains(.read) ? "r" : "-")
        out.write(protection.contains(.write) ? "w" : "-")
        out.write(protection.contains(.execute) ? "x" : "-")
    }

    mutating func machOSections(_ object: MachO.Object, _ diagnostics: inout [Diagnostic]) {
        var largest = (address: UInt64(0), offset: UInt64(0), size: UInt64(0))
        // What cannot be read comes again where the rows are written.
        _ = object.everySection { section in
            largest.address = max(largest.address, section.address.rawValue)
            largest.offset = max(largest.offset, section.offset.rawValue)
            largest.size = max(largest.size, section.size)
            return true
        }
        let columns = [
            HexadecimalColumn("address", largest: largest.address),
            HexadecimalColumn("offset", largest: largest.offset),
            HexadecimalColumn("size", largest: largest.size),
        ]
        var isFirst = true
        let errors = object.everySection { section in
            if isFirst { machOSectionTitles(columns) }
            isFirst = false
            machOSection(section, columns.map(\.width))
            return out.isOpen
        }
        diagnostics += errors
        if isFirst { field("sections", "none") }
    }

    private mutating func machOSectionTitles(_ columns: [HexadecimalColumn]) {
        out.write("  ")
        write("index", .label)
        titles(columns)
        out.write("  ")
        column("type", 28, .label)
        write("name", .label)
        newline()
    }

    private mutating func machOSection(_ section: MachO.Section, _ widths: [Int]) {
        out.write("  ")
        write(number: UInt64(section.index), 5)
        write(hexadecimal: section.address.rawValue, widths[0])
        write(hexadecimal: section.offset.rawValue, widths[1])
        write(hexadecimal: section.size, widths[2])
        out.write("  ")
        column(section.type.description, 28)
        write(from: section.segment)
        out.write(",")
        write(from: section.name)
        let attributes = section.attributes.labels.joined(separator: " ")
        if !attributes.isEmpty { write("  " + attributes, .label) }
        newline()
    }
}

extension MachO.Object {
    /// Visits the sections until `visit` says no; returns what could not be read.
    func everySection(_ visit: (MachO.Section) -> Bool) -> [Diagnostic] {
        do throws(ParseError) {
            try forEachSection { section in visit(section) }
            return []
        } catch {
            return [Diagnostic(error)]
        }
    }
}
