/// Reads small structures that lie close to each other with few calls to the system: each read
/// takes what follows with it.
struct ReadAhead: Sendable {
    private let file: FileBytes
    private let size: UInt64
    private(set) var window = Bytes([])
    private var start: UInt64 = 0

    init(_ file: FileBytes, size: UInt64 = 4096) {
        self.file = file
        self.size = size
    }

    /// Reads a range, from the window where it is inside.
    mutating func bytes(in range: FileRange, reading part: FilePart) throws(ParseError) -> Bytes {
        let place = try place(of: range, reading: part)
        return window.slice(from: place, count: Int(range.size))
    }

    /// Reads a range, and says where it starts in ``window``.
    @inline(__always)
    mutating func place(of range: FileRange, reading part: FilePart) throws(ParseError) -> Int {
        let offset = range.offset.rawValue
        if offset < start || range.end.rawValue > start + UInt64(window.count) {
            try load(range, reading: part)
        }
        return Int(offset - start)
    }

    private mutating func load(_ range: FileRange, reading part: FilePart) throws(ParseError) {
        let offset = range.offset.rawValue
        guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
        let held = file.bytesHeld(from: range.offset)
        let most =
            held >= range.size ? min(size, held) : max(range.size, min(size, file.size - offset))
        window = try file.bytes(
            in: FileRange(offset: range.offset, size: most) ?? range, reading: part)
        start = offset
    }
}
