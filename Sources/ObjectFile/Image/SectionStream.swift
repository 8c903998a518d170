internal import CCompression

/// Reads a section from its start to its end, a window at a time, expanded where it is
/// compressed: a large one costs no more memory than a small one.
///
/// Spec: gABI 4.3, ch. 4, "Compressed Sections".
public struct SectionStream {
    /// How many bytes the section has, expanded.
    public let size: UInt64
    /// Where its bytes start in the file.
    public let start: FileOffset
    /// Whether what is read stands nowhere in the file as it is.
    public var isCompressed: Bool { expander != nil }

    private let range: FileRange
    private let file: FileBytes
    private let part: FilePart
    private let expander: Expander?
    private var window = Bytes([])
    private var position: UInt64 = 0

    /// How much is read at a time where less is asked for.
    private static let windowSize: UInt64 = 1 << 14

    /// Starts in front of the first byte.
    ///
    /// - Throws: `elfCompression` where the section cannot be expanded.
    public init(
        _ contents: SectionContents, in file: FileBytes, reading part: FilePart
    ) throws(ParseError) {
        self.file = file
        self.part = part
        start = contents.range.offset
        if let compression = contents.compression {
            size = compression.size
            range = compression.range
            expander = try Expander(compression, in: file)
        } else {
            size = contents.range.size
            range = contents.range
            expander = nil
        }
    }

    /// Where a byte of the section lies in the file; where it starts if it is compressed.
    public func place(of offset: UInt64) -> FileOffset {
        isCompressed ? start : start.advanced(by: offset)
    }

    /// The bytes from `offset` on: `most`, or as many as there are up to the section's end.
    ///
    /// In a compressed section an offset may not be smaller than the one before it.
    ///
    /// - Throws: the part's error where the bytes are not there, `elfCompression` where they
    ///   cannot be expanded, `limit` where `budget`, which goes down by what is expanded, is
    ///   used up.
    public mutating func bytes(
        at offset: UInt64, most: UInt64, _ budget: inout UInt64
    ) throws(ParseError) -> Bytes {
        guard offset <= size else {
            throw part.error("ends before \(hexadecimal(offset))", at: start)
        }
        let count = min(most, size - offset)
        if offset < position || offset - position + count > UInt64(window.count) {
            try load(offset, count, &budget)
        }
        return window.slice(from: Int(offset - position), count: Int(count))
    }

    private mutating func load(
        _ offset: UInt64, _ count: UInt64, _ budget: inout UInt64
    ) throws(ParseError) {
        let wanted = min(max(count, Self.windowSize), size - offset)
        guard let expander else {
            let rest = range.dropping(offset)
            window = try file.bytes(in: rest.first(wanted) ?? rest, reading: part)
            position = offset
            return
        }
        guard offset >= position else {
            throw part.error("is compressed, and can be read forwards only", at: start)
        }
        let kept = window.slice(from: Int(clamping: offset - position), count: window.count)
        var bytes = kept.span.copied
        let behind = position + UInt64(window.count)
        if offset > behind { try expander.skip(offset - behind, &budget) }
        try expander.append(Int(wanted) - bytes.count, to: &bytes, &budget)
        window = Bytes(bytes)
        position = offset
    }
}

extension SectionContents {
    /// The section as bytes to read from anywhere: those of the file, or of their expansion in memory.
    ///
    /// `budget` is how many bytes may be expanded, and goes down by as many.
    ///
    /// - Throws: `elfCompression` where it cannot be expanded, `limit` where that takes more than
    ///   the budget.
    public func expandedBytes(
        in file: FileBytes, reading part: FilePart, _ budget: inout UInt64
    ) throws(ParseError) -> (bytes: FileBytes, range: FileRange) {
        guard let compression else {
            guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
            return (file, range)
        }
        guard compression.size <= budget else {
            throw part.limit("expands to \(compression.size) bytes", at: range.offset)
        }
        let expander = try Expander(compression, in: file)
        var bytes: [UInt8] = []
        try expander.append(Int(clamping: compression.size), to: &bytes, &budget)
        return (FileBytes(bytes), .first(compression.size))
    }
}

/// A compressed section on its way to be expanded.
private final class Expander {
    private let stream: goelf_stream
    private let file: FileBytes
    private var rest: FileRange
    private let part = FilePart.compressedSection
    /// What is expanded at a time.
    private var piece = [UInt8](repeating: 0, count: 1 << 16)

    init(_ compression: ELF.Compression, in file: FileBytes) throws(ParseError) {
        let range = compression.range
        guard compression.type == .zlib || compression.type == .zstd else {
            throw part.error(
                "is compressed with an unknown method (\(compression.type))", at: range.offset)
        }
        guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
        guard !compression.isTooLarge else {
            throw part.limit(
                "is said to expand from \(range.size) to \(compression.size) bytes",
                at: range.offset)
        }
        stream = goelf_stream_open(compression.type == .zlib ? goelf_zlib : goelf_zstd)
        self.file = file
        rest = range
        guard stream != 0 else {
            throw part.limit("needs more memory than there is", at: range.offset)
        }
    }

    deinit { goelf_stream_close(stream) }

    func skip(_ count: UInt64, _ budget: inout UInt64) throws(ParseError) {
        var left = count
        var skipped: [UInt8] = []
        while left > 0 {
            let size = Int(min(left, UInt64(piece.count)))
            skipped.removeAll(keepingCapacity: true)
            try append(size, to: &skipped, &budget)
            left -= UInt64(size)
        }
    }

    /// Expands as many bytes, all of them or none.
    func append(
        _ count: Int, to bytes: inout [UInt8], _ budget: inout UInt64
    ) throws(ParseError) {
        guard count > 0 else { return }
        guard UInt64(count) <= budget else {
            throw part.limit(
                "expands to more than can be read of a file of \(file.size) bytes", at: rest.offset)
        }
        budget -= UInt64(count)
        var left = count
        while left > 0 {
            var target = piece.mutableSpan
            let written = goelf_stream_read(stream, left, &target)
            guard written >= 0 else { throw damaged() }
            bytes += piece[..<written]
            left -= written
            if written == 0 { try feed() }
        }
    }

    private func feed() throws(ParseError) {
        guard let piece = rest.first(min(rest.size, UInt64(goelf_stream_input))),
            piece.size > 0
        else { throw damaged() }
        let bytes = try file.bytes(in: piece, reading: part)
        goelf_stream_feed(stream, bytes.span)
        rest = rest.dropping(piece.size)
    }

    private func damaged() -> ParseError {
        part.error("is damaged, or not of the size it names", at: rest.offset)
    }
}
