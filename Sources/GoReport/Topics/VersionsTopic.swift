internal import ObjectFile

extension ELF.Object {
    /// The versions needed and defined; what cannot be read is added to `diagnostics`.
    fileprivate func versions(
        in file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) -> (needed: [ELF.LibraryVersions], defined: [ELF.DefinedVersion]) {
        var needed: [ELF.LibraryVersions] = []
        var defined: [ELF.DefinedVersion] = []
        do throws(ParseError) { needed = try neededVersions(in: file) } catch {
            diagnostics.append(Diagnostic(error))
        }
        do throws(ParseError) { defined = try definedVersions(in: file) } catch {
            diagnostics.append(Diagnostic(error))
        }
        return (needed, defined)
    }
}

extension JSONWriter {
    /// The key of `versions`.
    mutating func versions(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        beginObject("versions")
        switch image.contents {
        case .machO:
            for key in ["required", "defined"] {
                beginArray(key)
                endArray()
            }
        case .elf(let object):
            let (needed, defined) = object.versions(in: file, &diagnostics)
            beginArray("required")
            for library in needed { required(library) }
            endArray()
            beginArray("defined")
            for version in defined { self.defined(version) }
            endArray()
        }
        endObject()
    }

    private mutating func required(_ library: ELF.LibraryVersions) {
        beginObject()
        text("library", library.library)
        beginArray("versions")
        for version in library.versions {
            beginObject()
            text("name", version.name)
            number("index", version.rawIndex)
            strings("flags", version.flags.labels)
            number("hash", version.hash)
            endObject()
        }
        endArray()
        endObject()
    }

    private mutating func defined(_ version: ELF.DefinedVersion) {
        beginObject()
        text("name", version.name)
        number("index", version.index)
        strings("flags", version.flags.labels)
        texts("parents", version.parents)
        endObject()
    }
}

extension TextWriter {
    mutating func versions(
        _ image: Image, _ file: FileBytes, _ diagnostics: inout [Diagnostic]
    ) {
        switch image.contents {
        case .machO: field("versions", "none: Mach-O libraries have one each (goelf deps)")
        case .elf(let object):
            let (needed, defined) = object.versions(in: file, &diagnostics)
            if needed.isEmpty, defined.isEmpty { return field("versions", "none") }
            for library in needed { required(library) }
            if !defined.isEmpty {
                out.write("  defined here\n")
            }
            for version in defined { self.defined(version) }
        }
    }

    private mutating func required(_ library: ELF.LibraryVersions) {
        out.write("  needed from ")
        write(from: library.library)
        newline()
        for version in library.versions {
            out.write("    ")
            column(number: UInt64(version.index), 4)
            write(from: version.name, width: version.flags.isEmpty ? 0 : 24)
            if !version.flags.isEmpty {
                write(version.flags.labels.joined(separator: " "), .label)
            }
            newline()
        }
    }

    private mutating func defined(_ version: ELF.DefinedVersion) {
        out.write("    ")
        column(number: UInt64(version.index), 4)
        write(from: version.name, width: version.parents.isEmpty && version.flags.isEmpty ? 0 : 24)
        if !version.flags.isEmpty {
            write(version.flags.labels.joined(separator: " "), .label)
            if !version.parents.isEmpty { out.write(" ") }
        }
        for (index, parent) in version.parents.enumerated() {
            write(index == 0 ? "after " : ", ", .label)
            write(from: parent)
        }
        newline()
    }
}
