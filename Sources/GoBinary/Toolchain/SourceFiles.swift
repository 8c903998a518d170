public import ObjectFile

extension FunctionTable {
    /// Visits the names of all source files, each once, with their places in the file.
    ///
    /// - Throws: `goFunctionTable` where a name is not among the names, `limit` where names repeat
    ///   more than a sound table's can.
    /// - Complexity: O(*n*) in the size of the table of names.
    public func forEachSourceFile(
        in file: FileBytes, limits: Limits = Limits(),
        _ visit: (Span<UInt8>, FileOffset) -> Void
    ) throws(ParseError) {
        guard count > 0 else { return }
        var names = StringCursor(
            file, files, limits, reading: .functionFiles, window: 1 << 16, budget: 3)
        if format.isFirst { return try forEachIndexedFile(in: file, &names, visit) }
        // One name behind the other, and zeros up to the next part.
        var offset: UInt64 = 0
        var count = 0
        while offset < files.size {
            let name = try names.bytes(at: offset)
            let place = files.offset.advanced(by: offset)
            offset += UInt64(name.count) + 1
            // Zeros count, too: they are few in sound files.
            count += 1
            guard count <= Self.mostFiles else { throw tooManyFiles(at: place) }
            if name.count > 0 { visit(name, place) }
        }
    }

    /// How many source files a program may have: the largest have some ten thousand.
    private static let mostFiles = 1 << 20

    private func tooManyFiles(at offset: FileOffset) -> ParseError {
        FilePart.functionFiles.limit("has more than \(Self.mostFiles) names", at: offset)
    }

    /// Before Go 1.16: a table of places, of which the first is their number.
    private func forEachIndexedFile(
        in file: FileBytes, _ names: inout StringCursor,
        _ visit: (Span<UInt8>, FileOffset) -> Void
    ) throws(ParseError) {
        var window = TableWindow(file, units, .functionFiles)
        var index: UInt64 = 1
        while index < min(unitCount, units.size / 4) {
            guard index <= Self.mostFiles else { throw tooManyFiles(at: units.offset) }
            let start = try window.load(index * 4, 4)
            let offset = UInt64(window.bytes.span.number32(at: start, layout.byteOrder))
            let name = try names.bytes(at: offset)
            if name.count > 0 { visit(name, files.offset.advanced(by: offset)) }
            index += 1
        }
    }
}
