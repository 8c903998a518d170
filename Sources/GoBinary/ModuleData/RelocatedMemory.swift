internal import ObjectFile

/// A program's memory as the loader leaves it, where the file may hold zeros: words come with the
/// relocations that fill them in.
///
/// Making one takes time and memory in proportion to the relocations of the file.
struct RelocatedMemory: Sendable {
    private let image: Image
    private let file: FileBytes
    private let layout: Layout
    /// What the loader puts where.
    let relocated: [UInt64: UInt64]
    private var ahead: ReadBehind

    private static let mostSegments = 1 << 10

    init(_ image: Image, in file: FileBytes, _ layout: Layout) throws(ParseError) {
        self.image = image
        self.file = file
        self.layout = layout
        let part = FilePart("Go program's memory", .goFunctionTable)
        // Each place is looked up in all segments; no sound file has more than a dozen.
        guard image.loadedRanges.count <= Self.mostSegments else {
            throw part.limit("has more than \(Self.mostSegments) segments", at: .start)
        }
        // Half of the file: each takes 32 bytes here and more.
        let most = 4096 + file.size / 48
        var words: [UInt64: UInt64] = [:]
        var relocations = try image.relocatedWords(in: file)
        while let word = try relocations.next() {
            words[word.address] = word.value
            guard UInt64(words.count) <= most else {
                throw part.limit("has more than \(most) relocations", at: .start)
            }
        }
        relocated = words
        ahead = ReadBehind(file)
    }

    /// Some bytes as the file has them, nil where not all of them are mapped.
    mutating func bytes(
        at address: UInt64, _ count: UInt64, _ part: FilePart
    ) throws(ParseError) -> Bytes? {
        let place = VirtualAddress(rawValue: address)
        guard let range = image.bytes(from: place)?.first(count), file.contains(range) else {
            return nil
        }
        return try ahead.bytes(in: range, part)
    }

    /// A word of the layout's size, nil where it is not mapped.
    mutating func word(at address: UInt64, _ part: FilePart) throws(ParseError) -> UInt64? {
        if let value = relocated[address] { return value }
        guard let bytes = try bytes(at: address, layout.wordSize, part) else { return nil }
        return layout.is64Bit
            ? bytes.span.number64(at: 0, layout.byteOrder)
            : UInt64(bytes.span.number32(at: 0, layout.byteOrder))
    }

    /// A number of 32 bits, nil where it is not mapped.
    mutating func number(at address: UInt64, _ part: FilePart) throws(ParseError) -> UInt32? {
        guard let bytes = try bytes(at: address, 4, part) else { return nil }
        return bytes.span.number32(at: 0, layout.byteOrder)
    }
}

/// Reads small structures that lie close to one another, in front or behind.
private struct ReadBehind: Sendable {
    private let file: FileBytes
    private var window = Bytes([])
    private var start: UInt64 = 0
    private var bytesRead: UInt64 = 0

    /// How many bytes are read at a time: pages that the system has anyway.
    private static let size: UInt64 = 1 << 13

    init(_ file: FileBytes) { self.file = file }

    mutating func bytes(in range: FileRange, _ part: FilePart) throws(ParseError) -> Bytes {
        let offset = range.offset.rawValue
        if offset < start || range.end.rawValue > start + UInt64(window.count) {
            // What jumps about is read alone once it has cost as much as the file.
            guard bytesRead / 2 < file.size else { return try file.bytes(in: range, reading: part) }
            let first = offset / (Self.size / 2) * (Self.size / 2)
            let most = max(range.end.rawValue - first, min(Self.size, file.size - first))
            let wanted = FileRange(offset: FileOffset(rawValue: first), size: most) ?? range
            window = try file.bytes(in: wanted, reading: part)
            start = wanted.offset.rawValue
            bytesRead = bytesRead.addingReportingOverflow(most).partialValue
        }
        return window.slice(from: Int(offset - start), count: Int(range.size))
    }
}
