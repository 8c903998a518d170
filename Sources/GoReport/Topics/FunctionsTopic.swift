internal import GoInspect
internal import ObjectFile

/// What the rows of a table have in common, made once.
private struct FunctionRow {
    let package = JSONKey("package")
    let entry = JSONKey("entry")
    let size = JSONKey("size")
    let file = JSONKey("file")
    let line = JSONKey("line")
    let startLine = JSONKey("startLine")

    /// Which file the last row named, nil where its name has to be escaped.
    ///
    /// Functions of a file follow one another, so what stands there is kept.
    private(set) var lastFile: UInt32?
    private(set) var lastFileMember: [UInt8] = []

    /// The last package whose name has escapes, as it stands there and undone.
    private var lastEscaped: [UInt8] = []
    private var lastPath: ByteString = ""

    /// A package's import path; functions of a package follow one another.
    mutating func path(_ escaped: Span<UInt8>, _ naming: Functions.Naming) -> ByteString {
        if !escaped.isEqual(to: lastEscaped.span) {
            lastPath = naming.path(escaped)
            lastEscaped = escaped.copied
        }
        return lastPath
    }

    mutating func take(_ file: UInt32, _ name: Span<UInt8>) {
        lastFile = nil
        guard name.isPlainJSON else { return }
        lastFile = file
        lastFileMember.removeAll(keepingCapacity: true)
        lastFileMember.append(contentsOf: self.file.bytes)
        lastFileMember.append(UInt8(ascii: "\""))
        for index in name.indices { lastFileMember.append(name[index]) }
        lastFileMember.append(UInt8(ascii: "\""))
    }
}

extension JSONWriter {
    /// The keys of `functions`.
    mutating func functions(
        _ report: ImageReport, _ filter: FunctionFilter, isVerbose: Bool,
        _ diagnostics: inout [Diagnostic]
    ) {
        let found = report.functions()
        let key =
            filter.groupsPackages ? "packages" : filter.initsOnly ? "inits" : "functions"
        if let error = found.error { diagnostics.append(Diagnostic(error)) }
        guard let functions = found.value else {
            null(key)
            null("goVersionRange")
            null("textStart")
            null("pointerSize")
            return
        }
        diagnostics += functions.diagnostics
        var walk = FunctionWalk(functions, filter, showsKinds: isVerbose)
        beginArray(key)
        if filter.groupsPackages {
            for sum in PackageSum.sums(&walk) { package(sum) }
        } else {
            var row = FunctionRow()
            while out.isOpen, walk.next() { function(&walk, &row) }
        }
        endArray()
        if let inits = walk.inits {
            beginObject("initOrder")
            string("source", inits.source)
            bool("isRunOrder", inits.isRunOrder)
            endObject()
        }
        walk.finish(&diagnostics)
        string("goVersionRange", functions.goVersionRange)
        if let start = functions.textStart {
            number("textStart", start.rawValue)
        } else {
            null("textStart")
        }
        count("pointerSize", functions.pointerSize)
    }

    private mutating func package(_ sum: PackageSum) {
        beginObject()
        text("name", orNull: sum.name)
        number("functions", sum.functions)
        number("bytes", sum.bytes)
        endObject()
    }

    /// Writes one function; what cannot be read of it is empty or null.
    private mutating func function(_ walk: inout FunctionWalk, _ row: inout FunctionRow) {
        beginObject()
        do throws(ParseError) {
            name(try walk.functions.name(), walk.naming, &row)
            if walk.showsKinds { kind(try walk.functions.name(), walk.naming) }
        } catch {
            walk.note(error)
            string("name", "")
            null("package")
            if walk.showsKinds {
                null("receiver")
                null("kind")
            }
        }
        number(row.entry, walk.functions.entry)
        number(row.size, walk.functions.size)
        place(&walk, &row)
        if let line = walk.functions.startLine { integer(row.startLine, line) }
        if walk.showsInlined {
            beginArray("inlined")
            for call in walk.inlined() { inlined(call, &walk) }
            endArray()
        }
        endObject()
    }

    private mutating func inlined(_ call: Functions.Inlined, _ walk: inout FunctionWalk) {
        beginObject()
        text("name", call.name)
        if let parent = call.parent { count("parent", parent) } else { null("parent") }
        do throws(ParseError) {
            if let file = call.file {
                text("file", try walk.functions.fileName(at: file))
            } else {
                null("file")
            }
        } catch {
            walk.note(error)
            null("file")
        }
        if let line = call.line { integer("line", line) } else { null("line") }
        if let line = call.startLine { integer("startLine", line) }
        endObject()
    }

    private mutating func name(
        _ name: Span<UInt8>, _ naming: Functions.Naming, _ row: inout FunctionRow
    ) {
        text("name", name)
        let (length, isEscaped) = naming.package(of: name)
        let escaped = name.extracting(first: length)
        if length == 0 {
            null(row.package)
        } else if isEscaped {
            text("package", row.path(escaped, naming))
        } else {
            text(row.package, escaped)
        }
    }

    private mutating func kind(_ name: Span<UInt8>, _ naming: Functions.Naming) {
        let (kind, receiver) = naming.parts(of: name)
        if let receiver {
            text("receiver", name.extracting(receiver))
        } else {
            null("receiver")
        }
        string("kind", kind)
    }

    private mutating func place(_ walk: inout FunctionWalk, _ row: inout FunctionRow) {
        var line: Int32?
        do throws(ParseError) {
            if let place = try walk.functions.place() {
                if place.file != row.lastFile {
                    row.take(place.file, try walk.functions.fileName(at: place.file))
                }
                if row.lastFile == place.file {
                    out.write(row.lastFileMember.span)
                } else {
                    text(row.file, try walk.functions.fileName(at: place.file))
                }
                line = place.line
            } else {
                null(row.file)
            }
        } catch {
            walk.note(error)
            null(row.file)
        }
        if let line { integer(row.line, line) } else { null(row.line) }
    }
}
