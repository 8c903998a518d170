internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The key of `cgo`.
    mutating func cgo(_ report: ImageReport, _ diagnostics: inout [Diagnostic]) {
        let cgo = report.cgo()
        diagnostics += cgo.diagnostics
        beginObject("cgo")
        string("verdict", cgo.verdict)
        string("linkMode", cgo.linkMode)
        beginArray("packages")
        for package in cgo.packages {
            beginObject()
            text("package", orNull: package.path)
            texts("calls", package.calls)
            texts("exports", package.exports)
            evidence(package.evidence)
            endObject()
        }
        endArray()
        beginArray("libraries")
        for library in cgo.libraries {
            beginObject()
            text("name", orNull: library.name)
            beginArray("symbols")
            for symbol in library.symbols {
                beginObject()
                text("name", symbol.name)
                text("version", orNull: symbol.version)
                endObject()
            }
            endArray()
            endObject()
        }
        endArray()
        imports(cgo)
        compileUnits(cgo.compileUnits)
        evidence(cgo.evidence)
        endObject()
    }

    private mutating func imports(_ cgo: Cgo) {
        beginArray("importGroups")
        for group in cgo.importGroups {
            beginObject()
            string("group", group.name)
            texts("symbols", group.symbols)
            endObject()
        }
        endArray()
        strings("allocators", cgo.allocators)
    }

    private mutating func compileUnits(_ units: [Cgo.CompileUnit]) {
        beginArray("compileUnits")
        for unit in units {
            beginObject()
            text("name", unit.name)
            string("language", unit.language)
            text("producer", unit.producer)
            text("directory", unit.directory)
            endObject()
        }
        endArray()
    }

    mutating func evidence(_ list: [Evidence]) {
        beginArray("evidence")
        for evidence in list {
            beginObject()
            string("source", evidence.source)
            if let offset = evidence.offset {
                number("offset", offset.rawValue)
            } else {
                null("offset")
            }
            text("detail", evidence.detail)
            string("confidence", evidence.confidence)
            endObject()
        }
        endArray()
    }
}

extension TextWriter {
    mutating func cgo(_ report: ImageReport, _ path: String, _ diagnostics: inout [Diagnostic]) {
        let cgo = report.cgo()
        diagnostics += cgo.diagnostics
        heading(path, report.part, Self.answer(cgo))
        switch cgo.linkMode {
        case "internal": field("linked by", "Go's own linker")
        case "external": field("linked by", "the linker of a C compiler")
        default: field("linked by", "unknown")
        }
        for package in cgo.packages {
            label("package")
            if let path = package.path { write(from: path) } else { write("unknown") }
            newline()
            names("  calls", package.calls)
            names("  exports", package.exports)
        }
        let tie =
            switch report.image.contents {
            case .elf: "version"
            case .machO: "number of its own"
            }
        for library in cgo.libraries where isVerbose || library.name != nil {
            label("library")
            if let name = library.name { write(from: name) } else { write("any") }
            // Without versions, or numbers of libraries, a file does not say which library a symbol
            // is to come from.
            let count = library.symbols.count
            write(count == 0 ? "  no symbol by a \(tie)" : "  \(count) symbols", .label)
            newline()
            if isVerbose { names("  imports", library.symbols.map(\.name)) }
        }
        for group in cgo.importGroups {
            label("imports")
            write(group.name + ": ", .label)
            names(group.symbols, most: isVerbose ? .max : 6)
        }
        for allocator in cgo.allocators { field("allocator", allocator) }
        compileUnits(cgo.compileUnits)
        for evidence in cgo.evidence
        // What was just said in full.
        where isVerbose || evidence.source != "debug information" {
            label("evidence")
            write(evidence.source + ": ")
            write(from: evidence.detail)
            newline()
        }
    }

    private mutating func names(_ title: String, _ names: [ByteString]) {
        guard !names.isEmpty else { return }
        label(title)
        self.names(names)
    }

    /// Names in one line: all of them, or the first and how many there are more.
    private mutating func names(_ names: [ByteString], most: Int = .max) {
        for (index, name) in names.prefix(most).enumerated() {
            if index > 0 { out.write(", ") }
            write(from: name)
        }
        if names.count > most { write(" and \(names.count - most) more") }
        newline()
    }

    /// The compile units, by compiler and language in the order of their first ones.
    private mutating func compileUnits(_ units: [Cgo.CompileUnit]) {
        for group in CompilerGroup.groups(units) {
            label("compiled")
            let count = group.names.count
            write("\(count) \(count == 1 ? "unit" : "units")")
            if !group.language.isEmpty { write(" of " + group.language) }
            if !group.producer.isEmpty {
                write(" by ")
                write(from: isVerbose ? group.producer : group.shortProducer)
            }
            newline()
            label("  units")
            names(group.names, most: isVerbose ? .max : 4)
        }
    }

    private static func answer(_ cgo: Cgo) -> String {
        switch cgo.verdict {
        case "none": "no C code"
        case "runtime-only": "runs with C, but no Go package calls C"
        case "calls-c": "Go packages call C"
        default: "nothing tells whether there is C code"
        }
    }
}

/// The compile units of one compiler and language.
private struct CompilerGroup {
    let language: String
    let producer: ByteString
    var names: [ByteString] = []

    /// The compiler without its options: gcc names some forty.
    var shortProducer: ByteString {
        let bytes = producer.utf8
        let end = bytes.indices.first { bytes[$0...].starts(with: " -".utf8) } ?? bytes.count
        return ByteString(bytes.span.extracting(first: end))
    }

    static func groups(_ units: [Cgo.CompileUnit]) -> [Self] {
        struct Key: Hashable {
            let language: String
            let producer: ByteString
        }
        var groups: [Self] = []
        var indexes: [Key: Int] = [:]
        for unit in units {
            let key = Key(language: unit.language, producer: unit.producer)
            if let index = indexes[key] {
                groups[index].names.append(unit.name)
            } else {
                indexes[key] = groups.count
                groups.append(
                    Self(language: unit.language, producer: unit.producer, names: [unit.name]))
            }
        }
        return groups
    }
}
