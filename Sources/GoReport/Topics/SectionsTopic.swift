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
        case .machO: return nil
        }
    }
}

/// Walks the sections of an image with their names, in file order.
private struct SectionWalk {
    private let first: ELF.SectionCursor

    /// How many names that cannot be read are asked for.
    private static let mostFailures = 100

    /// Nil where the file has no table of sections.
    init?(_ object: ELF.Object, in file: FileBytes, _ diagnostics: inout [Diagnostic]) {
        do throws(ParseError) {
            guard let cursor = try ELF.SectionCursor(object, in: file) else { return nil }
            first = cursor
        } catch {
            diagnostics.append(Diagnostic(error))
            return nil
        }
    }

    func run(
        _ diagnostics: inout [Diagnostic], _ visit: (ELF.Section, Span<UInt8>) -> Bool
    ) {
        var sections = first
        var failures = 0
        if let error = sections.namesError { diagnostics.append(Diagnostic(error)) }
        do throws(ParseError) {
            while let section = try sections.section() {
                do throws(ParseError) {
                    guard failures < Self.mostFailures else {
                        guard visit(section, Span()) else { return }
                        continue
                    }
                    guard visit(section, try sections.name(of: section)) else { return }
                } catch {
                    if failures == 0 { diagnostics.append(Diagnostic(error)) }
                    failures += error.code == .limit ? Self.mostFailures : 1
                    guard visit(section, Span()) else { return }
                }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }

    /// The largest number of each column.
    func largest() -> (address: UInt64, offset: UInt64, size: UInt64) {
        var sections = first
        var largest = (address: UInt64(0), offset: UInt64(0), size: UInt64(0))
        do throws(ParseError) {
            while let section = try sections.section() {
                largest.address = max(largest.address, section.address.rawValue)
                largest.offset = max(largest.offset, section.offset.rawValue)
                largest.size = max(largest.size, section.size)
            }
        } catch {
            // It comes again where the rows are read, and is said there.
            return largest
        }
        return largest
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
            let walk = SectionWalk(object, in: file, &diagnostics)
            walk?.run(&diagnostics) { section, name in
                self.section(section, name, on: object.header.machine)
                return out.isOpen
            }
        case .machO(let object):
            diagnostics += object.everySection { section in
                machOSection(section)
                return out.isOpen
            }
        }
        endArray()
    }

    private mutating func section(
        _ section: ELF.Section, _ name: Span<UInt8>, on machine: ELF.Machine
    ) {
        beginObject()
        count("index", section.index)
        text("name", name)
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
        case .machO(let object): machOSections(object, &diagnostics)
        case .elf(let object):
            guard let walk = SectionWalk(object, in: file, &diagnostics) else {
                if image.hasSections { return }
                return field("sections", "none")
            }
            let largest = walk.largest()
            let columns = [
                HexadecimalColumn("address", largest: largest.address),
                HexadecimalColumn("offset", largest: largest.offset),
                HexadecimalColumn("size", largest: largest.size),
            ]
            out.write("  ")
            write("index", .label)
            titles(columns)
            out.write("  ")
            column("flags", 5, .label)
            column("type", 18, .label)
            write("name", .label)
            newline()
            let widths = columns.map(\.width)
            walk.run(&diagnostics) { section, name in
                out.write("  ")
                write(number: UInt64(section.index), 5)
                write(hexadecimal: section.address.rawValue, widths[0])
                write(hexadecimal: section.offset.rawValue, widths[1])
                write(hexadecimal: section.size, widths[2])
                out.write("  ")
                self.section(section, name, object, file)
                return out.isOpen
            }
        }
    }

    private mutating func section(
        _ section: ELF.Section, _ name: Span<UInt8>, _ object: ELF.Object, _ file: FileBytes
    ) {
        let flags = section.flags
        let letters: [(ELF.SectionFlags, UInt8)] = [
            (.allocate, UInt8(ascii: "a")), (.write, UInt8(ascii: "w")),
            (.execute, UInt8(ascii: "x")), (.threadLocal, UInt8(ascii: "t")),
            (.compressed, UInt8(ascii: "c")),
        ]
        var shown = 0
        for (flag, letter) in letters where flags.contains(flag) {
            out.write(letter)
            shown += 1
        }
        out.write(spaces: 7 - shown)
        let type = section.type.description(on: object.header.machine)
        if name.isEmpty { write(type) } else { column(type, 18) }
        write(from: name)
        // Its name tells of the older form of compression.
        if flags.contains(.compressed) || name.starts(with: ".zdebug_") {
            compression(of: section.named(name), object, file)
        }
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
