internal import GoInspect
internal import ObjectFile

/// Walks the functions of an image, and keeps the first thing that could not be read.
private struct FunctionWalk {
    var functions: Functions
    let naming: Functions.Naming
    private var error: ParseError?

    init(_ functions: Functions) {
        self.functions = functions
        naming = functions.naming
    }

    /// Goes to the next function; false after the last, and where a limit is reached.
    mutating func next() -> Bool {
        guard error?.code != .limit else { return false }
        do throws(ParseError) {
            return try functions.next()
        } catch {
            note(error)
            return false
        }
    }

    mutating func note(_ error: ParseError) {
        if self.error == nil || error.code == .limit { self.error = error }
    }

    func finish(_ diagnostics: inout [Diagnostic]) {
        if let error { diagnostics.append(Diagnostic(error)) }
    }
}

/// What the rows of a table have in common, made once.
private struct FunctionRow {
    let package = JSONKey("package")
    let entry = JSONKey("entry")
    let size = JSONKey("size")
    let file = JSONKey("file")
    let line = JSONKey("line")
    let startLine = JSONKey("startLine")

    /// Which file the last row named, and what stands there: functions of a file follow one
    /// another. Nil where the name has to be escaped.
    private(set) var lastFile: UInt32?
    private(set) var lastFileMember: [UInt8] = []

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

/// What a package has in a function table.
private struct PackageSum {
    let name: ByteString?
    var functions: UInt64 = 0
    var bytes: UInt64 = 0

    /// By name; what belongs to no package comes first.
    static func sums(_ walk: inout FunctionWalk) -> [PackageSum] {
        var sums: [PackageSum] = []
        var indexes: [ByteString: Int] = [:]
        let naming = walk.naming
        while walk.next() {
            let size = walk.functions.size
            do throws(ParseError) {
                let name = try walk.functions.name()
                let (length, isEscaped) = naming.package(of: name)
                let escaped = name.extracting(first: length)
                let package = isEscaped ? naming.path(escaped) : ByteString(escaped)
                let index = indexes[package] ?? sums.count
                if index == sums.count {
                    indexes[package] = index
                    sums.append(PackageSum(name: length == 0 ? nil : package))
                }
                sums[index].functions += 1
                sums[index].bytes &+= size
            } catch {
                walk.note(error)
            }
        }
        return sums.sorted { a, b in
            (a.name?.utf8 ?? []).lexicographicallyPrecedes(b.name?.utf8 ?? [])
        }
    }
}

extension JSONWriter {
    /// The keys of `functions`.
    mutating func functions(
        _ report: ImageReport, byPackage: Bool, _ diagnostics: inout [Diagnostic]
    ) {
        let found = report.functions()
        let key = byPackage ? "packages" : "functions"
        if let error = found.error { diagnostics.append(Diagnostic(error)) }
        guard let functions = found.value else {
            null(key)
            null("goVersionRange")
            null("textStart")
            null("pointerSize")
            return
        }
        diagnostics += functions.diagnostics
        var walk = FunctionWalk(functions)
        beginArray(key)
        if byPackage {
            for sum in PackageSum.sums(&walk) { package(sum) }
        } else {
            var row = FunctionRow()
            while out.isOpen, walk.next() { function(&walk, &row) }
        }
        endArray()
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
            name(try walk.functions.name(), walk.naming, row)
        } catch {
            walk.note(error)
            string("name", "")
            null("package")
        }
        number(row.entry, walk.functions.entry)
        number(row.size, walk.functions.size)
        place(&walk, &row)
        if let line = walk.functions.startLine { integer(row.startLine, line) }
        endObject()
    }

    private mutating func name(
        _ name: Span<UInt8>, _ naming: Functions.Naming, _ row: FunctionRow
    ) {
        text("name", name)
        let (length, isEscaped) = naming.package(of: name)
        let escaped = name.extracting(first: length)
        if length == 0 {
            null(row.package)
        } else if isEscaped {
            text("package", naming.path(escaped))
        } else {
            text(row.package, escaped)
        }
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

extension TextWriter {
    mutating func functions(
        _ report: ImageReport, byPackage: Bool, _ diagnostics: inout [Diagnostic]
    ) {
        let found = report.functions()
        if let error = found.error { diagnostics.append(Diagnostic(error)) }
        guard let functions = found.value else {
            return field("functions", found.error == nil ? "no Go function table" : "unreadable")
        }
        for note in functions.diagnostics { field("note", note.message) }
        field("functions", "\(functions.count), as Go \(functions.goVersionRange) lists them")
        var walk = FunctionWalk(functions)
        if byPackage {
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
    }
}
