internal import ObjectFile

/// An entry of the dynamic section with the text that it stands for.
private struct NamedEntry {
    let tag: String
    let value: UInt64
    let string: ByteString?
}

extension ELF.Object {
    /// Visits the entries with their texts, in file order.
    fileprivate func forEachDynamicEntry(
        in file: FileBytes, _ diagnostics: inout [Diagnostic], _ visit: (NamedEntry) -> Bool
    ) {
        guard let section = dynamic.value else { return }
        var names = section.strings.value.map {
            StringCursor(file, $0, limits, reading: FilePart("dynamic string table", .elfStrings))
        }
        var failed = section.namesError != nil
        for entry in section.entries {
            var string: ByteString?
            if entry.tag.namesString {
                do throws(ParseError) {
                    string = try names?.text(at: entry.value)
                } catch {
                    // The image's own diagnostics have the first one already.
                    if !failed { diagnostics.append(Diagnostic(error)) }
                    failed = true
                    // Past a limit, all further names would be read for nothing.
                    if error.code == .limit { names = nil }
                }
            }
            let named = NamedEntry(
                tag: entry.tag.description(on: header.machine), value: entry.value, string: string)
            guard visit(named) else { return }
        }
    }
}

extension JSONWriter {
    /// The key of `dynamic`.
    mutating func dynamicSection(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        beginArray("dynamic")
        switch image.contents {
        // Mach-O has load commands instead.
        case .machO: break
        case .elf(let object):
            object.forEachDynamicEntry(in: file, &diagnostics) { entry in
                beginObject()
                string("tag", entry.tag)
                number("value", entry.value)
                if let string = entry.string { text("string", string) }
                endObject()
                return out.isOpen
            }
        }
        endArray()
    }
}

extension TextWriter {
    mutating func dynamicSection(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        switch image.contents {
        case .machO: field("dynamic", "none: Mach-O has load commands (goelf headers)")
        case .elf(let object):
            if case .absent = object.dynamic { return field("dynamic", "none") }
            object.forEachDynamicEntry(in: file, &diagnostics) { entry in
                out.write("  ")
                column(entry.tag, 20)
                if let string = entry.string {
                    write(from: string)
                } else {
                    write(hexadecimal(entry.value))
                    let flags = Self.flags(entry)
                    if !flags.isEmpty { write("  " + flags, .label) }
                }
                newline()
                return out.isOpen
            }
        }
    }

    private static func flags(_ entry: NamedEntry) -> String {
        switch entry.tag {
        case "DT_FLAGS": ELF.DynamicFlags(rawValue: entry.value).labels.joined(separator: " ")
        case "DT_FLAGS_1": ELF.DynamicFlags1(rawValue: entry.value).labels.joined(separator: " ")
        default: ""
        }
    }
}
