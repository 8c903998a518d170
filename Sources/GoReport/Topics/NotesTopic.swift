internal import ObjectFile

extension JSONWriter {
    /// The key of `notes`.
    mutating func notes(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        beginArray("notes")
        switch image.contents {
        case .machO: break
        case .elf(let object):
            let notes = object.notes(object.sections(in: file).value, in: file)
            if let error = notes.error { diagnostics.append(Diagnostic(error)) }
            for note in notes.notes {
                guard out.isOpen else { break }
                beginObject()
                text("owner", note.owner)
                string("type", note.typeName)
                number("offset", note.offset.rawValue)
                hexadecimal("desc", note.description)
                value(note, object)
                endObject()
            }
        }
        endArray()
    }

    private mutating func value(_ note: ELF.Note, _ object: ELF.Object) {
        switch note.meaning(object.header) {
        case .text(let text): self.text("value", text)
        case .list(let values): strings("value", values)
        case nil: null("value")
        }
    }
}

extension TextWriter {
    mutating func notes(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        switch image.contents {
        case .machO: field("notes", "none: Mach-O has load commands (goelf headers)")
        case .elf(let object):
            let notes = object.notes(object.sections(in: file).value, in: file)
            if let error = notes.error { diagnostics.append(Diagnostic(error)) }
            if notes.notes.isEmpty { return field("notes", "none") }
            for note in notes.notes {
                guard out.isOpen else { break }
                out.write("  ")
                write(from: note.owner, width: 10)
                column(note.typeName, 24)
                switch note.meaning(object.header) {
                case .text(let text): write(from: text)
                case .list(let values): write(values.joined(separator: " "))
                case nil: digits(note.description)
                }
                newline()
            }
        }
    }

    private mutating func digits(_ bytes: [UInt8]) {
        let most = isVerbose ? bytes.count : 32
        for byte in bytes.prefix(most) { out.write(hexadecimal: UInt64(byte), digits: 2) }
        if bytes.count > most { write("… (\(bytes.count) bytes)", .label) }
    }
}

extension ELF.Note {
    fileprivate var typeName: String {
        owner.ascii.flatMap { ELF.NoteType.name(type, owner: $0) } ?? hexadecimal(type)
    }
}
