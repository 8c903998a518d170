internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The document of `compare`; `comparison` is null where one of both cannot be read.
    mutating func comparison(_ comparison: Comparison?, _ files: [FileSnapshot]) {
        beginDocument(command: CompareReport.command)
        beginArray("files")
        for file in files { self.file(file, isWhole: false) }
        endArray()
        if let comparison { self.comparison(comparison) } else { null("comparison") }
        endObject()
        out.write(UInt8(ascii: "\n"))
    }

    private mutating func comparison(_ comparison: Comparison) {
        beginObject("comparison")
        text("old", comparison.old.rawPath)
        text("new", comparison.new.rawPath)
        bool("equal", comparison.isEqual)
        strings("summary", comparison.summary)
        strings("notCompared", comparison.limits)
        beginArray("differences")
        for difference in comparison.differences {
            guard out.isOpen else { break }
            self.difference(difference)
        }
        endArray()
        endObject()
    }

    private mutating func difference(_ difference: Difference) {
        beginObject()
        string("area", difference.area.rawValue)
        string("kind", difference.kind)
        if let slice = difference.slice { string("slice", slice) }
        string("what", difference.what)
        string("old", orNull: difference.old)
        string("new", orNull: difference.new)
        string("meaning", difference.meaning)
        string("severity", difference.severity.rawValue)
        endObject()
    }

    /// The document of `snapshot`.
    mutating func snapshot(_ file: FileSnapshot) {
        beginDocument(command: CompareReport.snapshotCommand)
        beginArray("files")
        self.file(file, isWhole: true)
        endArray()
        endObject()
        out.write(UInt8(ascii: "\n"))
    }

    /// One of the files, with all that is kept of it where that is asked.
    private mutating func file(_ file: FileSnapshot, isWhole: Bool) {
        beginObject()
        text("path", file.rawPath)
        if let size = file.size { number("size", size) } else { null("size") }
        string("sha256", orNull: file.digest)
        beginArray("images")
        for image in file.images {
            beginObject()
            head(of: image)
            if isWhole { snapshot(image) }
            endObject()
        }
        endArray()
        beginArray("diagnostics")
        for diagnostic in file.diagnostics { self.diagnostic(nil, diagnostic) }
        endArray()
        string("format", orNull: file.container?.rawValue)
        if let error = file.error { diagnostic("error", Diagnostic(error)) }
        endObject()
    }

    /// What every command says of an image.
    private mutating func head(of image: Snapshot) {
        string("format", image.format)
        string("architecture", image.architecture)
        number("bits", image.bits)
        string("byteOrder", image.byteOrder)
        string("type", image.type)
        string("os", orNull: image.system)
        if let slice = image.slice { string("slice", slice) }
        number("offset", image.offset)
        number("size", image.size)
        string("linkage", orNull: image.linkage)
    }
}
