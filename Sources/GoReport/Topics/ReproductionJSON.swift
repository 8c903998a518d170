internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The document of `compare --reproducible`; `comparison` is null where a file cannot be read.
    mutating func reproduction(
        _ reproduction: Reproduction?, _ old: ReproductionReport.File,
        _ new: ReproductionReport.File
    ) {
        beginDocument(command: CompareReport.command)
        beginArray("files")
        file(old, reproduction?.diagnostics.old ?? [])
        file(new, reproduction?.diagnostics.new ?? [])
        endArray()
        if let reproduction {
            beginObject("comparison")
            text("old", old.rawPath)
            text("new", new.rawPath)
            bool("equal", reproduction.isEqual)
            strings("summary", reproduction.isEqual ? [] : reproduction.causes.map(\.meaning))
            let diagnostics = reproduction.diagnostics
            strings("notCompared", (diagnostics.old + diagnostics.new).map(\.message))
            beginArray("differences")
            for cause in reproduction.causes { difference(cause) }
            endArray()
            details(reproduction)
            endObject()
        } else {
            null("comparison")
        }
        endObject()
        out.write(UInt8(ascii: "\n"))
    }

    /// A file, and what could not be read of it.
    private mutating func file(_ file: ReproductionReport.File, _ found: [Diagnostic]) {
        switch file.bytes {
        case .failure(let error):
            beginObject()
            text("path", file.rawPath)
            null("size")
            null("sha256")
            beginArray("images")
            endArray()
            beginArray("diagnostics")
            endArray()
            null("format")
            diagnostic("error", Diagnostic(error))
            endObject()
        case .success(let bytes):
            var inspection = Inspection(bytes, path: file.rawPath, [])
            var diagnostics: [Diagnostic] = []
            beginObject()
            text("path", file.rawPath)
            number("size", bytes.size)
            // Every byte is compared: no sum is needed.
            null("sha256")
            beginArray("images")
            inspection.forEachImage { report in
                beginObject()
                head(of: report)
                endObject()
                diagnostics += report.diagnostics
                return out.isOpen
            }
            diagnostics = inspection.diagnostics + diagnostics
            diagnostics += found.filter { !diagnostics.contains($0) }
            endFile(inspection, diagnostics)
        }
    }

    private mutating func difference(_ cause: Reproduction.Cause) {
        beginObject()
        string("area", Difference.Area.content.rawValue)
        string("kind", cause.kind.rawValue)
        if let image = cause.image { string("slice", image) }
        string("what", cause.what)
        text("old", orNull: cause.old)
        text("new", orNull: cause.new)
        string("meaning", cause.meaning)
        string("severity", Diagnostic.Severity.warning.rawValue)
        if let place = cause.place {
            beginObject("place")
            self.place(place)
            endObject()
        } else {
            null("place")
        }
        strings("remedy", cause.remedies)
        endObject()
    }

    private mutating func place(_ place: Reproduction.Cause.Place) {
        string("section", place.section)
        if let old = place.old { number("oldOffset", old.rawValue) } else { null("oldOffset") }
        if let new = place.new { number("newOffset", new.rawValue) } else { null("newOffset") }
    }

    /// Where both differ, and what explains it.
    private mutating func details(_ reproduction: Reproduction) {
        beginObject("reproducibility")
        beginArray("parts")
        for part in reproduction.parts {
            guard out.isOpen else { break }
            beginObject()
            string("section", part.section)
            if let image = part.image { string("slice", image) }
            string("relation", part.relation.rawValue)
            strings("causes", part.causes.map(\.rawValue))
            range("old", part.old)
            range("new", part.new)
            endObject()
        }
        endArray()
        endObject()
    }

    private mutating func range(_ key: String, _ range: FileRange?) {
        guard let range else { return null(key) }
        beginObject(key)
        number("offset", range.offset.rawValue)
        number("size", range.size)
        endObject()
    }
}
