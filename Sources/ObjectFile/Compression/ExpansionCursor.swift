internal import CCompression

/// A decompressor of the C library, closed when nobody needs it any more.
final class ExpansionStream: Sendable {
    let handle: goelf_stream

    init?(_ method: CompressionMethod) {
        handle = goelf_stream_open(method.stream)
        if handle == 0 { return nil }
    }

    /// A second one that goes on from the same place; nil where the method has no such thing.
    init?(copying other: ExpansionStream) {
        handle = goelf_stream_copy(other.handle)
        if handle == 0 { return nil }
    }

    deinit { goelf_stream_close(handle) }
}

/// A place in a compressed file, and what is needed to expand it from there on.
///
/// Only one may use the stream at a time.
struct ExpansionCursor: Sendable {
    let stream: ExpansionStream
    /// The compressed bytes that the stream has not taken yet.
    var rest: FileRange
    /// How many bytes were expanded so far.
    var position: UInt64 = 0

    /// Starts at the first byte.
    init(_ file: FileBytes, _ method: CompressionMethod, _ part: FilePart) throws(ParseError) {
        guard let stream = ExpansionStream(method) else { throw Self.noMemory(part) }
        self.init(stream, rest: .first(file.size), position: 0)
    }

    init(_ stream: ExpansionStream, rest: FileRange, position: UInt64) {
        self.stream = stream
        self.rest = rest
        self.position = position
    }

    static func noMemory(_ part: FilePart) -> ParseError {
        part.limit("needs more memory than there is to expand it", at: .start)
    }

    /// Where a member of gzip or a frame of zstd ends just here, the compressed bytes behind it.
    var restBehindFrame: FileRange? {
        guard goelf_stream_is_between(stream.handle) != 0 else { return nil }
        return restBehindStream
    }

    /// The compressed bytes that are not used up yet.
    var restBehindStream: FileRange? {
        let left = UInt64(goelf_stream_left(stream.handle))
        return FileRange(
            offset: FileOffset(rawValue: rest.offset.rawValue - left), size: rest.size + left)
    }

    /// Expands some bytes: `count`, or fewer where a frame or the file ends; none at its end.
    ///
    /// `taken` is handed all compressed bytes as they are read.
    mutating func read(
        into block: inout [UInt8], at start: Int, _ count: Int, of file: FileBytes,
        _ part: FilePart, _ taken: (Bytes) -> Void
    ) throws(ParseError) -> Int {
        while true {
            var target = block.mutableSpan
            let written = goelf_stream_fill(stream.handle, start, count, &target)
            guard written >= 0 else { throw damaged(part) }
            if written > 0 {
                position += UInt64(written)
                return written
            }
            guard goelf_stream_left(stream.handle) == 0 else { throw damaged(part) }
            guard let piece = rest.first(min(rest.size, UInt64(goelf_stream_input))),
                piece.size > 0
            else {
                guard goelf_stream_is_between(stream.handle) != 0 else {
                    throw part.error("ends inside its compressed bytes", at: rest.offset)
                }
                return 0
            }
            let bytes = try file.bytes(in: piece, reading: part)
            taken(bytes)
            goelf_stream_feed(stream.handle, bytes.span)
            rest = rest.dropping(piece.size)
        }
    }

    private func damaged(_ part: FilePart) -> ParseError {
        part.error("has compressed bytes that are damaged", at: rest.offset)
    }
}
