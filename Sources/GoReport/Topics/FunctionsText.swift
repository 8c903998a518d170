internal import GoInspect
internal import ObjectFile

extension TextWriter {
    mutating func functions(
        _ report: ImageReport, _ filter: FunctionFilter, _ diagnostics: inout [Diagnostic]
    ) {
        let found = report.functions()
        if let error = found.error { diagnostics.append(Diagnostic(error)) }
        guard let functions = found.value else {
            return field("functions", found.error == nil ? "no Go function table" : "unreadable")
        }
        for note in functions.diagnostics { field("note", note.message) }
        field("functions", "\(functions.count), as Go \(functions.goVersionRange) lists them")
        var walk = FunctionWalk(functions, filter)
        if let inits = walk.inits {
            let order =
                inits.isRunOrder ? "in the order in which they run" : "in the order of the table"
            field("inits", "\(inits.functions.count), \(order), by \(inits.source)")
        }
        if filter.groupsPackages {
            packages(PackageSum.sums(&walk))
        } else {
            let width = report.image.layout.is64Bit ? 18 : 10
            titles(width)
            while out.isOpen, walk.next() { function(&walk, width) }
        }
        walk.finish(&diagnostics)
    }

    private mutating func packages(_ sums: [PackageSum]) {
        out.write("  ")
        column("functions", 9, .label)
        column("     bytes", 10, .label)
        write("package", .label)
        newline()
        for sum in sums {
            out.write("  ")
            column(number: sum.functions, 9)
            column(number: sum.bytes, 10)
            if let name = sum.name { write(from: name) } else { write("(none)", .label) }
            newline()
        }
    }

    private mutating func titles(_ width: Int) {
        out.write("  ")
        out.write(spaces: width - 5)
        column("entry", 0, .label)
        column("    size", 8, .label)
        write("name", .label)
        newline()
    }

    private mutating func function(_ walk: inout FunctionWalk, _ width: Int) {
        out.write("  ")
        column(hexadecimal: walk.functions.entry, width)
        column(number: walk.functions.size, 8)
        do throws(ParseError) {
            write(from: try walk.functions.name())
            if let place = try walk.functions.place() {
                out.write("  ")
                write(from: try walk.functions.fileName(at: place.file))
                write(":\(place.line)")
            }
        } catch {
            walk.note(error)
        }
        newline()
        if walk.showsInlined { for call in walk.inlined() { inlined(call, &walk, width) } }
    }

    private mutating func inlined(
        _ call: Functions.Inlined, _ walk: inout FunctionWalk, _ width: Int
    ) {
        out.write(spaces: width + 14)
        write("inlined ", .label)
        write(from: call.name)
        do throws(ParseError) {
            if let file = call.file, let line = call.line {
                out.write("  ")
                write(from: try walk.functions.fileName(at: file))
                write(":\(line)")
            }
        } catch {
            walk.note(error)
        }
        newline()
    }
}
