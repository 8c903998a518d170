internal import ObjectFile

extension JSONWriter {
    /// The keys of `headers` for Mach-O.
    mutating func machOHeader(_ object: MachO.Object, _ diagnostics: inout [Diagnostic]) {
        let header = object.header
        beginObject("header")
        number("magic", header.magic)
        string("cputype", header.processor.description)
        number("cpusubtype", header.processorSubtype)
        string("filetype", header.type.description)
        number("ncmds", header.commandCount)
        number("sizeofcmds", header.commandsSize)
        strings("flags", header.flags.labels)
        endObject()
        beginArray("loadCommands")
        object.forEachCommand(&diagnostics) { command, fields in
            beginObject()
            string("cmd", command.type.description)
            count("cmdsize", command.size)
            number("offset", command.offset.rawValue)
            for field in fields { self.field(field) }
            endObject()
            return out.isOpen
        }
        endArray()
    }

    private mutating func field(_ field: MachO.CommandField) {
        // `LC_NOTE` and a few more have an offset of their own.
        let name = field.name == "offset" ? "dataOffset" : field.name
        switch field.value {
        case .number(let value), .address(let value): number(name, value)
        case .text(let value): text(name, value)
        case .word(let value): string(name, value)
        case .words(let values): strings(name, values)
        case .texts(let values): texts(name, values)
        }
    }
}

extension TextWriter {
    mutating func machOHeader(_ object: MachO.Object, _ diagnostics: inout [Diagnostic]) {
        let header = object.header
        let bits = header.layout.is64Bit ? "64" : "32"
        let order = header.layout.byteOrder == .little ? "little" : "big"
        field("class", "\(bits) bit, \(order) endian")
        field("processor", "\(header.processor), \(header.sliceName)")
        field("type", header.type.description)
        field("flags", header.flags.labels.joined(separator: " "))
        field("commands", "\(header.commandCount) of \(header.commandsSize) bytes together")
        object.forEachCommand(&diagnostics) { command, fields in
            out.write("  ")
            write(number: UInt64(command.index), 3)
            out.write("  ")
            column(command.type.description, 26, .heading)
            for (index, field) in fields.enumerated() {
                if index > 0 { out.write("  ") }
                write(field.name + " ", .label)
                value(of: field)
            }
            newline()
            return out.isOpen
        }
    }

    private mutating func value(of field: MachO.CommandField) {
        switch field.value {
        case .number(let value): out.write(value < 10 ? String(value) : hexadecimal(value))
        case .address(let value): out.write(hexadecimal(value))
        case .text(let value): write(from: value)
        case .word(let value): out.write(value)
        case .words(let values): out.write(values.isEmpty ? "-" : values.joined(separator: " "))
        case .texts(let values):
            for (index, value) in values.enumerated() {
                if index > 0 { out.write(" ") }
                write(from: value)
            }
        }
    }
}

extension MachO.Object {
    /// Visits the load commands with their fields; a command that is too short for its own has none.
    fileprivate func forEachCommand(
        _ diagnostics: inout [Diagnostic],
        _ visit: (MachO.LoadCommand, [MachO.CommandField]) -> Bool
    ) {
        do throws(ParseError) {
            try commands.forEach { (command) throws(ParseError) in
                do throws(ParseError) {
                    return visit(command, try command.fields())
                } catch {
                    if diagnostics.count < 100 { diagnostics.append(Diagnostic(error)) }
                    return visit(command, [])
                }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }
}
