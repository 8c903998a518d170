internal import ObjectFile

extension CgoReader {
    /// Whose linker made the file: Go's starts the program in Go code, a C compiler's in C's.
    ///
    /// For macOS a C compiler's starts it in `main` with no code of its own in front, and that is
    /// in the Go runtime.
    func linkMode(_ functions: CgoFunctions) -> (CgoEvidence.LinkMode, [Evidence]) {
        guard functions.count > 0 else { return (.unknown, []) }
        switch image.kind {
        case .relocatable, .object:
            return (.external, [Evidence("file header", at: nil, "an object to be linked by C")])
        case .executable, .pie:
            if let entry = functions.entry {
                let evidence = Evidence("entry point", at: entry.record, entry.name)
                if entry.name.starts(with: "_rt0_") { return (.internal, [evidence]) }
                if entry.name.equals("main") { return (.external, [evidence]) }
            }
            guard let entry = image.entry, !functions.holdsEntry else { return (.unknown, []) }
            let detail = ByteString("\(entry) is in no function of Go")
            return (.external, [Evidence("entry point", at: nil, detail)])
        default: return libraryLinkMode()
        }
    }

    /// Go's linker writes neither of the two things that all linkers of C compilers write.
    private func libraryLinkMode() -> (CgoEvidence.LinkMode, [Evidence]) {
        switch image.contents {
        case .elf(let object):
            let segments = object.segments.value ?? []
            guard segments.contains(where: { $0.type == .gnuExceptionFrame }) else {
                return (.unknown, [])
            }
            return (
                .external, [Evidence("segments", at: nil, "PT_GNU_EH_FRAME", .strong)]
            )
        case .machO:
            let detail = ByteString("a \(image.kind.rawValue), which Go's linker never makes")
            return (.external, [Evidence("file header", at: .start, detail, .strong)])
        }
    }

    /// The libraries needed, with the symbols that each has to define.
    ///
    /// A version names the library; a symbol without one is that of the only library, if there is
    /// only one.
    func importedLibraries(
        _ diagnostics: inout [Diagnostic]
    ) throws(ParseError) -> [CgoEvidence.Library] {
        var libraries = image.needed.map { CgoEvidence.Library(name: $0, symbols: []) }
        guard !libraries.isEmpty else { return [] }
        var indexes: [ByteString: Int] = [:]
        for (index, name) in image.needed.enumerated() where indexes[name] == nil {
            indexes[name] = index
        }
        var loose: [CgoEvidence.Library.Symbol] = []
        var count = 0
        switch image.contents {
        case .elf(let object):
            guard let table = try object.dynamicSymbolTable(in: file) else { return libraries }
            let versions = ELF.SymbolVersions(
                needed: try object.neededVersions(in: file), defined: [])
            var symbols = ELF.SymbolCursor(table, in: file, object.header.layout, limits)
            while let symbol = try symbols.symbol() {
                guard symbol.isUndefined, symbol.nameOffset != 0 else { continue }
                count += 1
                guard count <= limits.versionedSymbols else {
                    diagnostics.append(
                        tooManyImports(FilePart("symbol table", .elfSymbols), table.range.offset))
                    break
                }
                let version = versions.version(try symbols.version(of: symbol) ?? 0)
                let name = ByteString(try symbols.name(of: symbol))
                let found = CgoEvidence.Library.Symbol(name: name, version: version?.name)
                let isOnly = version == nil && libraries.count == 1
                let index = isOnly ? 0 : version?.library.flatMap { indexes[$0] }
                if let index { libraries[index].symbols.append(found) } else { loose.append(found) }
            }
        case .machO(let object):
            try addImports(of: object, to: &libraries, &loose, &diagnostics)
        }
        if !loose.isEmpty { libraries.append(CgoEvidence.Library(name: nil, symbols: loose)) }
        return libraries
    }

    /// Each undefined symbol has the number of its library, or only the pointers have that are bound
    /// to it: Go's linker says that the file is flat, and tells the loader the libraries all the same.
    private func addImports(
        of object: MachO.Object, to libraries: inout [CgoEvidence.Library],
        _ loose: inout [CgoEvidence.Library.Symbol], _ diagnostics: inout [Diagnostic]
    ) throws(ParseError) {
        guard var symbols = try object.symbols(in: file) else { return }
        let isTwoLevel = object.header.flags.contains(.twoLevel)
        let bound = isTwoLevel ? [:] : boundLibraries(of: object, &diagnostics)
        var count = 0
        while let symbol = try symbols.symbol() {
            guard symbol.isUndefined, symbol.nameOffset != 0 else { continue }
            count += 1
            guard count <= limits.versionedSymbols else {
                let start = object.contents.symbolTable?.range.offset ?? .start
                diagnostics.append(tooManyImports(FilePart("symbol table", .machOSymbols), start))
                return
            }
            let name = try symbols.name(of: symbol)
            let found = CgoEvidence.Library.Symbol(
                name: ByteString(name.withoutUnderscore), version: nil)
            let number =
                isTwoLevel ? Int(symbol.libraryOrdinal) : bound[ByteString(name)] ?? 0
            let index = number - 1
            if image.needed.indices.contains(index) {
                libraries[index].symbols.append(found)
            } else {
                loose.append(found)
            }
        }
    }

    /// The numbers of the libraries that the loader is told to look in, by symbol.
    private func boundLibraries(
        of object: MachO.Object, _ diagnostics: inout [Diagnostic]
    ) -> [ByteString: Int] {
        var found: [ByteString: Int] = [:]
        do throws(ParseError) {
            var fixups = try object.fixups(in: file)
            while let fixup = try fixups.next() {
                guard let name = fixup.symbol, let library = fixup.library, library.rawValue > 0,
                    found[name] == nil
                else { continue }
                guard found.count < limits.versionedSymbols else { break }
                found[name] = Int(library.rawValue)
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
        return found
    }

    private func tooManyImports(_ part: FilePart, _ start: FileOffset) -> Diagnostic {
        Diagnostic(
            part.limit("imports more than \(limits.versionedSymbols) symbols", at: start))
    }

    func evidence(_ libraries: [CgoEvidence.Library]) -> [Evidence] {
        libraries.compactMap { library in
            library.name.map {
                Evidence(librarySource, at: nil, ByteString("needs \($0.text)"), .strong)
            }
        }
    }

    /// Where a file says which libraries it needs.
    var librarySource: String {
        switch image.contents {
        case .elf: "dynamic section"
        case .machO: "load commands"
        }
    }
}
