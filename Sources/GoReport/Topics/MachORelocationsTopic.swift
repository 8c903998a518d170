internal import ObjectFile

/// The relocations of a section of an object, counted.
private struct SectionRelocations {
    let section: MachO.Section
    let range: FileRange
    /// The name of a type and how many there are.
    let counts: [(name: String, count: Int)]
}

extension MachO.Object {
    /// Visits the sections that have relocations; what cannot be read is added to `diagnostics`.
    fileprivate func forEachRelocatedSection(
        in file: FileBytes, _ diagnostics: inout [Diagnostic],
        _ visit: (SectionRelocations) -> Bool
    ) {
        // Tables of a sound file do not overlap.
        var budget = file.size
        var problems: [Diagnostic] = []
        let errors = everySection { section in
            guard let range = section.relocationsRange else { return true }
            do throws(ParseError) {
                guard range.size <= budget else {
                    throw ParseError(
                        .limit, "has more relocations than fit into the file", at: range.offset,
                        in: "relocation table")
                }
                budget -= range.size
                let counts = try section.relocationCounts(in: file, of: header)
                let named = counts.enumerated().filter { $0.element > 0 }.map { type, count in
                    let name = MachO.relocationName(UInt8(type), on: header.processor)
                    return (name ?? hexadecimal(type), count)
                }
                return visit(SectionRelocations(section: section, range: range, counts: named))
            } catch {
                if problems.count < 100 { problems.append(Diagnostic(error)) }
                return error.code != .limit
            }
        }
        diagnostics += problems + errors
    }
}

extension JSONWriter {
    /// The elements of `relocations` for Mach-O objects: one for each section that has any.
    mutating func machORelocations(
        _ object: MachO.Object, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        object.forEachRelocatedSection(in: file, &diagnostics) { found in
            beginObject()
            string("form", "mach-o")
            text("name", found.section.fullName)
            number("offset", found.range.offset.rawValue)
            number("size", found.range.size)
            beginArray("types")
            for (name, count) in found.counts {
                beginObject()
                string("type", name)
                self.count("count", count)
                endObject()
            }
            endArray()
            endObject()
            return out.isOpen
        }
    }
}

extension TextWriter {
    mutating func machORelocations(
        _ object: MachO.Object, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        var isFirst = true
        object.forEachRelocatedSection(in: file, &diagnostics) { found in
            isFirst = false
            out.write("  ")
            write(from: found.section.fullName)
            newline()
            for (name, count) in found.counts {
                out.write("    ")
                column(number: UInt64(count), 8)
                write(name)
                newline()
            }
            return out.isOpen
        }
        if isFirst { field("relocations", "none") }
    }
}

extension MachO.Section {
    /// The name with that of its segment in front: `__TEXT,__text`.
    var fullName: ByteString {
        let bytes = segment.utf8 + [UInt8(ascii: ",")] + name.utf8
        return ByteString(bytes.span)
    }
}
