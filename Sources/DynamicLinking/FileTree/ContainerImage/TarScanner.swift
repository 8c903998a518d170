internal import ObjectFile

/// Finds the entries of a tar archive whose bytes come by blocks.
struct TarScanner {
    private enum Expected {
        case header
        /// What is said of the next entry, in records: the type, and how many bytes are left.
        case text(type: UInt8, left: UInt64)
        /// More of GNU's map of holes, in front of the contents.
        case holes(TarEntry)
        case nothing
    }

    private let part: FilePart
    private var expected = Expected.header
    private var hasEmptyRecord = false
    private var said = TarExtension()
    private var text: [UInt8] = []
    /// Where the contents of the last entry end: the archive has to be that long.
    private var endOfData: UInt64 = 0
    /// The place of the next record that has to be seen; those in front of it may be left out.
    private(set) var next: UInt64 = 0
    /// Whether the end of the archive came.
    var isAtEnd: Bool { if case .nothing = expected { true } else { false } }

    private static let recordSize = UInt64(TarHeader.size)

    init(_ part: FilePart) { self.part = part }

    /// Reads the records of a block that starts `start` bytes from the archive's start.
    ///
    /// - Throws: `imageTar` where the archive is damaged, and what `visit` throws.
    mutating func take(
        _ block: Bytes, at start: UInt64, _ visit: (TarEntry) throws(ParseError) -> Void
    ) throws(ParseError) {
        let end = start + UInt64(block.count)
        while !isAtEnd, next >= start, end >= Self.recordSize, next <= end - Self.recordSize {
            let place = Int(next - start)
            let record = block.span(place..<(place + TarHeader.size))
            let offset = FileOffset(rawValue: next)
            next += Self.recordSize
            switch expected {
            case .header: try header(record, at: offset, visit)
            case .text(let type, let left): try text(record, type, left, at: offset)
            case .holes(let entry): try holes(record, entry, visit)
            case .nothing: return
            }
        }
    }

    /// Sees that the archive of that size did not end inside an entry.
    ///
    /// - Throws: `imageTar` where it did.
    func finish(size: UInt64) throws(ParseError) {
        guard !isAtEnd else { return }
        // The last entry may lack what fills up its record, and the empty records too.
        if case .header = expected, endOfData <= size, next >= size { return }
        throw part.error(
            "ends inside an entry", at: FileOffset(rawValue: min(next, size)))
    }

    private mutating func header(
        _ record: Span<UInt8>, at offset: FileOffset,
        _ visit: (TarEntry) throws(ParseError) -> Void
    ) throws(ParseError) {
        if TarHeader.isEmpty(record) {
            if hasEmptyRecord { expected = .nothing }
            hasEmptyRecord = true
            return
        }
        guard !hasEmptyRecord else {
            throw part.error("has an entry at \(offset) behind an empty record", at: offset)
        }
        let header = try TarHeader(record, at: offset, part)
        switch header.type {
        case UInt8(ascii: "x"), UInt8(ascii: "L"), UInt8(ascii: "K"):
            guard header.dataSize <= TarExtension.mostBytes else {
                throw part.limit(
                    "has an entry at \(offset) with a name or records of \(header.dataSize) bytes",
                    at: offset)
            }
            guard header.dataSize > 0 else { return }
            expected = .text(type: header.type, left: header.dataSize)
        case UInt8(ascii: "g"):
            // Of the archive as a whole; runtimes pass over them.
            try skip(header.dataSize, from: next, at: offset)
        default: try entry(header, at: offset, visit)
        }
    }

    private mutating func entry(
        _ header: TarHeader, at offset: FileOffset,
        _ visit: (TarEntry) throws(ParseError) -> Void
    ) throws(ParseError) {
        guard let entry = said.entry(header, dataAt: next) else {
            throw part.error("has an entry at \(offset) of an impossible size", at: offset)
        }
        said = TarExtension()
        if header.hasMoreHoles {
            expected = .holes(entry)
            return
        }
        try skip(entry.data.size, from: next, at: offset)
        try visit(entry)
    }

    private mutating func holes(
        _ record: Span<UInt8>, _ entry: TarEntry, _ visit: (TarEntry) throws(ParseError) -> Void
    ) throws(ParseError) {
        guard record[504] == 0 else { return }
        expected = .header
        let offset = FileOffset(rawValue: next)
        try skip(entry.data.size, from: next, at: offset)
        var entry = entry
        entry.data = FileRange(offset: offset, size: entry.data.size) ?? entry.data
        try visit(entry)
    }

    private mutating func text(
        _ record: Span<UInt8>, _ type: UInt8, _ left: UInt64, at offset: FileOffset
    ) throws(ParseError) {
        let taken = min(left, Self.recordSize)
        for index in 0..<Int(taken) { text.append(record[index]) }
        guard taken == left else {
            expected = .text(type: type, left: left - taken)
            return
        }
        expected = .header
        let whole = text
        text = []
        switch type {
        case UInt8(ascii: "L"): said.longName = whole.span.untilZero.copied
        case UInt8(ascii: "K"): said.longLink = whole.span.untilZero.copied
        default: try said.readRecords(whole, at: offset, part)
        }
    }

    /// Passes over contents, and what fills up their last record.
    private mutating func skip(
        _ size: UInt64, from start: UInt64, at offset: FileOffset
    ) throws(ParseError) {
        let (end, overflow) = start.addingReportingOverflow(size)
        let (padded, tooLarge) = end.addingReportingOverflow(Self.recordSize - 1)
        guard !overflow, !tooLarge else {
            throw part.error("has an entry at \(offset) of an impossible size", at: offset)
        }
        endOfData = end
        next = padded / Self.recordSize * Self.recordSize
    }
}
