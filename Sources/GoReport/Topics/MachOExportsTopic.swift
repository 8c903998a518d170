internal import ObjectFile

/// Visits the exports of an image that a filter lets through, with the library that defines each.
private struct MachOExportWalk {
    let object: MachO.Object
    let file: FileBytes
    private let namePattern: [UInt8]?
    private let isWanted: Bool

    init(_ object: MachO.Object, in file: FileBytes, _ filter: SymbolFilter) {
        self.object = object
        self.file = file
        namePattern = filter.name.map { Array($0.utf8) }
        // Exports are definitions, and have no type of a symbol table.
        isWanted = filter.isDefined != false && filter.type == nil
    }

    func run(
        _ diagnostics: inout [Diagnostic], _ visit: (MachO.Export, ByteString?) -> Bool
    ) {
        guard isWanted else { return }
        // A short node may repeat the long name of a library.
        var budget = object.limits.nameBudget(fileSize: file.size, times: 3)
        do throws(ParseError) {
            guard var exports = try object.exports(in: file) else { return }
            while let export = try exports.next() {
                if let namePattern, !export.name.utf8.span.matches(namePattern) { continue }
                let library = export.library.map(object.name(of:))
                let length = UInt64(library?.length ?? 0)
                guard length <= budget else {
                    throw ParseError(
                        .limit, "repeat names more than a sound file can", at: .start,
                        in: "exports trie")
                }
                budget -= length
                guard visit(export, library) else { return }
            }
        } catch {
            diagnostics.append(Diagnostic(error))
        }
    }

    /// Where it lies in memory, nil where it lies in another image or nowhere.
    func address(of export: MachO.Export) -> UInt64? {
        guard let value = export.value, export.kind != .absolute else { return nil }
        return object.baseAddress.rawValue &+ value
    }
}

extension JSONWriter {
    /// The key `exports`.
    mutating func machOExports(
        _ object: MachO.Object, _ file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        beginArray("exports")
        let walk = MachOExportWalk(object, in: file, filter)
        walk.run(&diagnostics) { export, library in
            beginObject()
            text("name", export.name)
            string("kind", export.kind.description)
            strings("flags", export.flags.labels)
            if let address = walk.address(of: export) {
                number("address", address)
            } else {
                null("address")
            }
            text("library", orNull: library)
            if export.kind == .absolute, let value = export.value { number("value", value) }
            if let resolver = export.resolver {
                number("resolver", object.baseAddress.rawValue &+ resolver)
            }
            if let name = export.importedName { text("importedName", name) }
            endObject()
            return out.isOpen
        }
        endArray()
    }
}

extension TextWriter {
    /// The exports, where there is no symbol table that shows them, or more is wanted.
    mutating func machOExports(
        _ object: MachO.Object, _ file: FileBytes, _ filter: SymbolFilter,
        _ diagnostics: inout [Diagnostic]
    ) {
        let ends = object.segments.map { $0.address.rawValue | $0.memorySize }
        let width = HexadecimalColumn.width(of: ends.max() ?? 0xffff_ffff)
        let walk = MachOExportWalk(object, in: file, filter)
        var isFirst = true
        walk.run(&diagnostics) { export, library in
            if isFirst {
                out.write("  ")
                write("exports", .heading)
                newline()
            }
            isFirst = false
            out.write("  ")
            column(hexadecimal: walk.address(of: export) ?? export.value ?? 0, width)
            write(from: export.name)
            for flag in export.labels { write(" [" + flag + "]", .label) }
            if let name = export.importedName {
                write("  is ", .label)
                write(from: name)
            }
            if let library {
                write("  from ", .label)
                write(from: library)
            }
            newline()
            return out.isOpen
        }
    }
}

extension MachO.Export {
    /// What is worth saying of it: not that it is a usual symbol.
    fileprivate var labels: [String] {
        (kind == .regular ? [] : [kind.description]) + flags.labels
    }
}
