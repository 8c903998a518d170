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
        // Debug information is not read yet.
        beginArray("compileUnits")
        endArray()
        evidence(cgo.evidence)
        endObject()
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
        heading(path, report.member, Self.answer(cgo))
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
        for library in cgo.libraries where isVerbose || library.name != nil {
            label("library")
            if let name = library.name { write(from: name) } else { write("any") }
            write("  \(library.symbols.count) symbols", .label)
            newline()
            if isVerbose { names("  imports", library.symbols.map(\.name)) }
        }
        for evidence in cgo.evidence {
            label("evidence")
            write(evidence.source + ": ")
            write(from: evidence.detail)
            newline()
        }
    }

    private mutating func names(_ title: String, _ names: [ByteString]) {
        guard !names.isEmpty else { return }
        label(title)
        for (index, name) in names.enumerated() {
            if index > 0 { out.write(", ") }
            write(from: name)
        }
        newline()
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
