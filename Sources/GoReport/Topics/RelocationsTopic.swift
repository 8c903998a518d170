internal import ObjectFile

extension ELF.Object {
    /// The tables of relocations: the loader's where there are any, else those of an object's
    /// sections; each with what was counted in it.
    fileprivate func relocationSummaries(
        in file: FileBytes, _ image: Image, _ diagnostics: inout [Diagnostic]
    ) -> [(table: ELF.RelocationTable, summary: ELF.RelocationSummary)] {
        var result: [(table: ELF.RelocationTable, summary: ELF.RelocationSummary)] = []
        do throws(ParseError) {
            var tables = try dynamicRelocationTables()
            if tables.isEmpty, let sections = image.sectionTable(in: file, &diagnostics) {
                tables = relocationTables(sections)
            }
            // Tables of a sound file lie apart from each other.
            var budget = file.size
            for table in tables {
                guard table.range.size <= budget else {
                    throw ParseError(
                        .limit, "lies over others: all are longer than the file",
                        at: table.range.offset, in: "relocation table")
                }
                budget -= table.range.size
                result.append((table, try summary(of: table, in: file)))
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        return result
    }

    /// The names of symbols of the dynamic table, by their numbers.
    fileprivate func names(
        of symbols: [UInt32], in file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) -> [ByteString] {
        var names: [ByteString] = []
        do throws(ParseError) {
            guard !symbols.isEmpty, let table = try dynamicSymbolTable(in: file) else { return [] }
            var cursor = ELF.SymbolCursor(table, in: file, header.layout, limits)
            var wanted = symbols[...]
            while let next = wanted.first, let symbol = try cursor.symbol() {
                guard symbol.index == next else { continue }
                names.append(ByteString(try cursor.name(of: symbol)))
                wanted.removeFirst()
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        return names
    }
}

extension JSONWriter {
    /// The key of `relocations`.
    mutating func relocations(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        beginArray("relocations")
        switch image.contents {
        case .machO(let object) where object.header.type == .object:
            machORelocations(object, file, &diagnostics)
        case .machO(let object): machOFixups(object, file, &diagnostics)
        case .elf(let object):
            for (table, summary) in object.relocationSummaries(in: file, image, &diagnostics) {
                beginObject()
                string("form", table.form.rawValue)
                text("name", table.name)
                number("offset", table.range.offset.rawValue)
                number("size", table.range.size)
                beginArray("types")
                for entry in summary.counts {
                    beginObject()
                    string("type", entry.type.description(on: object.header.machine))
                    count("count", entry.count)
                    endObject()
                }
                endArray()
                if table.usesDynamicSymbols {
                    texts("symbols", object.names(of: summary.symbols, in: file, &diagnostics))
                }
                endObject()
            }
        }
        endArray()
    }
}

extension TextWriter {
    mutating func relocations(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        switch image.contents {
        case .machO(let object) where object.header.type == .object:
            machORelocations(object, file, &diagnostics)
        case .machO(let object): machOFixups(object, file, &diagnostics)
        case .elf(let object):
            let summaries = object.relocationSummaries(in: file, image, &diagnostics)
            if summaries.isEmpty { return field("relocations", "none") }
            for (table, summary) in summaries {
                out.write("  ")
                write(table.form.rawValue, .heading)
                if !table.name.isEmpty { out.write(" ") }
                write(from: table.name)
                newline()
                for entry in summary.counts {
                    out.write("    ")
                    column(number: UInt64(entry.count), 8)
                    write(entry.type.description(on: object.header.machine))
                    newline()
                }
                guard table.usesDynamicSymbols, isVerbose else { continue }
                for name in object.names(of: summary.symbols, in: file, &diagnostics) {
                    out.write("              ")
                    write(from: name)
                    newline()
                }
            }
        }
    }
}
