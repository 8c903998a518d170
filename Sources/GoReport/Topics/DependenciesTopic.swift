internal import GoInspect
internal import ObjectFile

extension JSONWriter {
    /// The keys of `deps`.
    mutating func dependencies(_ report: ImageReport, _ diagnostics: inout [Diagnostic]) {
        let image = report.image
        text("interpreter", orNull: image.interpreter.value)
        texts("needed", image.needed)
        text("soname", orNull: image.soname)
        texts("rpath", image.rpath)
        texts("runpath", image.runpath)
        string("libc", report.dependencies?.libc ?? "unknown")
        beginArray("requiredVersions")
        var symbols = VersionSymbols(report)
        for library in report.dependencies?.requiredVersions.libraries ?? [] {
            beginObject()
            text("library", library.library)
            beginArray("versions")
            for version in library.versions {
                beginObject()
                text("name", version.name)
                bool("weak", version.flags.contains(.weak))
                texts("symbols", symbols.names(version, &diagnostics))
                endObject()
            }
            endArray()
            endObject()
        }
        endArray()
        glibc(report.dependencies?.glibc)
        if case .machO(let object) = image.contents {
            machODependencies(object, report.libraryPlaces)
        }
    }

    private mutating func glibc(_ glibc: Dependencies.Glibc?) {
        guard let glibc else { return null("glibc") }
        beginObject("glibc")
        string("floor", orNull: glibc.floor)
        string("apiFloor", orNull: glibc.apiFloor)
        beginArray("culprits")
        for culprit in glibc.culprits {
            beginObject()
            text("symbol", culprit)
            string("version", "GLIBC_" + glibc.floor.orEmpty)
            endObject()
        }
        endArray()
        endObject()
    }
}

/// Reads the names of the symbols that need versions, all with one cursor: several versions may
/// claim the same symbols.
private struct VersionSymbols {
    private let versions: ELF.RequiredVersions
    private var cursor: ELF.SymbolNames?
    private var left: Int

    init(_ report: ImageReport) {
        versions = report.dependencies?.requiredVersions ?? ELF.RequiredVersions()
        switch report.image.contents {
        case .machO: left = 0
        case .elf(let object):
            left = object.limits.versionedSymbols
            cursor =
                Fact { () throws(ParseError) in
                    try object.symbolNames(versions, in: report.file)
                }.value
        }
    }

    mutating func names(
        _ version: ELF.NeededVersion, _ diagnostics: inout [Diagnostic]
    ) -> [ByteString] {
        var names: [ByteString] = []
        let numbers = versions.symbols(needing: version)
        guard cursor != nil, !numbers.isEmpty else { return names }
        do throws(ParseError) {
            guard numbers.count <= left else {
                throw ParseError(
                    .limit, "is that of more symbols than there are", at: .start, in: "version")
            }
            left -= numbers.count
            for symbol in numbers {
                if let name = try cursor?.text(of: symbol) { names.append(name) }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
            cursor = nil
        }
        return names
    }
}

extension TextWriter {
    /// The answer in one line, then the evidence.
    mutating func dependencies(_ report: ImageReport, _ path: String) {
        write(path: path, report.part)
        out.write(": ")
        begin(.heading)
        report.writeLinkage(&out)
        end(.heading)
        newline()
        dependencyFields(report)
    }

    mutating func dependencyFields(_ report: ImageReport) {
        if case .machO(let object) = report.image.contents {
            return machODependencyFields(object, report.libraryPlaces)
        }
        if let interpreter = report.image.interpreter.value {
            label("interpreter")
            write(from: interpreter)
            newline()
        }
        neededLibraries(report)
        if let soname = report.image.soname { line("soname", [soname]) }
        if !report.image.rpath.isEmpty { line("rpath", report.image.rpath) }
        if !report.image.runpath.isEmpty { line("runpath", report.image.runpath) }
        if let glibc = report.dependencies?.glibc { floors(glibc) }
        report.dependencies?.forEachGlibcMarker { version, release in
            label("glibc marker")
            write(from: version)
            if let release {
                out.write(": glibc \(release), or an earlier one that carries it back")
            }
            newline()
        }
        if isVerbose, let dependencies = report.dependencies {
            field("C library", "\(dependencies.libc), by: \(dependencies.libcEvidence)")
        }
    }

    private mutating func neededLibraries(_ report: ImageReport) {
        let libraries = report.dependencies?.requiredVersions.libraries ?? []
        // Names are compared with each other: where there are too many, the lists stay apart.
        let isUsual = libraries.count <= 256 && report.image.needed.count <= 256
        // Linkers write both lists in one order, so the next one is tried first.
        var isNamed = [Bool](repeating: false, count: libraries.count)
        var (isFirst, next) = (true, 0)
        for name in report.image.needed {
            label(isFirst ? "needs" : "")
            isFirst = false
            let place = isUsual ? Self.place(of: name, in: libraries, from: next) : nil
            write(from: name, width: place == nil ? 0 : 18)
            if let place, !isNamed[place] {
                versions(libraries[place])
                isNamed[place] = true
                next = place + 1
            }
            newline()
        }
        for (place, library) in libraries.enumerated() where !isNamed[place] {
            label("asks of")
            write(from: library.library, width: 18)
            versions(library)
            newline()
        }
    }

    /// Where a library is in a list: looked for from `start` on, then from the front; among the
    /// first hundred only, as a hostile file may have ten thousand.
    private static func place(
        of name: ByteString, in libraries: [ELF.LibraryVersions], from start: Int
    ) -> Int? {
        for place in start..<min(libraries.count, start + 100)
        where libraries[place].library == name {
            return place
        }
        for place in 0..<min(start, 100) where libraries[place].library == name { return place }
        return nil
    }

    private mutating func versions(_ library: ELF.LibraryVersions) {
        // By index, as a copy of each version would have to be counted.
        for index in library.versions.indices {
            out.write(spaces: 2)
            write(from: library.versions[index].name)
            if library.versions[index].flags.contains(.weak) { write(" (weak)", .label) }
        }
    }

    private mutating func line(_ label: String, _ names: [ByteString]) {
        self.label(label)
        var isFirst = true
        for name in names {
            if !isFirst { out.write(":") }
            isFirst = false
            if name.isEmpty, names.count > 1 { write("(working directory)", .label) }
            write(from: name)
        }
        newline()
    }

    private mutating func floors(_ glibc: Dependencies.Glibc) {
        guard let floor = glibc.floor else { return }
        label("glibc floor")
        write(floor)
        if !glibc.culprits.isEmpty { out.write(", raised by ") }
        var shown = 0
        for culprit in glibc.culprits {
            if shown == 3, !isVerbose, glibc.culprits.count > 4 {
                out.write(" and \(glibc.culprits.count - shown) more")
                break
            }
            if shown > 0 { out.write(", ") }
            write(from: culprit)
            shown += 1
        }
        newline()
        if let apiFloor = glibc.apiFloor, apiFloor != floor {
            label("API floor")
            out.write(apiFloor)
            out.write(": every symbol it needs exists there, under some version")
            newline()
        }
    }
}

extension ImageReport {
    /// How the image comes by the code of others, as an answer: in pieces, as nothing else takes
    /// longer than to put texts together.
    func writeLinkage(_ out: inout ByteWriter) {
        switch image.linkage {
        case .static?:
            out.write("statically linked")
            writeLibc(&out, after: ", ")
        case .staticPIE?:
            out.write("statically linked, position independent")
            writeLibc(&out, after: ", ")
        case .dynamic?:
            out.write("dynamically linked")
            writeLibc(&out, after: " against ")
        case .dynamicWithoutLibraries?:
            out.write("needs no library, but its interpreter must be there (PIE)")
        case .sharedLibrary?:
            out.write("shared library")
            writeLibc(&out, after: " against ")
        case nil: out.write(summary)
        }
    }

    private func writeLibc(_ out: inout ByteWriter, after separator: String) {
        let isStatic = image.linkage == .static || image.linkage == .staticPIE
        let name: String
        switch dependencies?.libc {
        case "glibc": name = isStatic ? "glibc inside" : "glibc"
        case "musl": name = isStatic ? "musl inside" : "musl"
        case "none": name = "pure Go, no C library"
        case "bionic": name = "bionic"
        case "libsystem": name = "libSystem"
        case "uclibc": name = "uClibc"
        default: return
        }
        out.write(separator)
        out.write(name)
        guard dependencies?.libc == "glibc", let floor = dependencies?.glibc?.floor else { return }
        out.write(" ≥ ")
        out.write(floor)
    }
}

extension String? {
    var orEmpty: String { self ?? "" }
}
