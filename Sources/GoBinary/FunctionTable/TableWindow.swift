internal import ObjectFile

/// Reads pieces of a table that lie mostly one after the other, a window of it in memory at a time.
///
/// Pieces that lie elsewhere are read by windows of their own, each kept until another one takes its
/// place. Where that reads more than the table has, a small table is read whole; of a large one,
/// pieces are read alone, and not without end: so time and memory are in proportion to the file,
/// whatever the offsets are.
struct TableWindow: Sendable {
    private let file: FileBytes
    private let range: FileRange
    private let part: FilePart
    private(set) var bytes = Bytes([])
    /// Where `bytes` start in the table.
    private(set) var start: UInt64 = 0
    private var bytesRead: UInt64 = 0

    private let isScattered: Bool
    /// Tables up to this size may be read whole.
    private let wholeSize: UInt64
    /// How many pieces more may be read alone.
    private var piecesLeft: UInt64

    /// How many bytes are read at a time.
    private static let size: UInt64 = 1 << 16
    /// How many bytes are read with a piece that is read alone.
    private static let pieceSize: UInt64 = 1 << 9

    /// Makes a window on a table; `isScattered` is for tables whose pieces lie here and there in
    /// sound files, too, of which five are open at most.
    init(_ file: FileBytes, _ range: FileRange, _ part: FilePart, isScattered: Bool = false) {
        self.file = file
        self.range = range.clamped(to: file.size)
        self.part = part
        self.isScattered = isScattered
        wholeSize = max(1 << 21, isScattered ? file.size / 10 * 3 : 0)
        piecesLeft = 4096 + file.size / (isScattered ? 256 : 1024)
    }

    /// Where a piece of the table lies in the file.
    func place(_ offset: UInt64) -> FileOffset { range.offset.advanced(by: offset) }

    /// How many bytes lie behind a place, no more than `most`; 0 where it is past the end.
    func available(at offset: UInt64, most: UInt64) -> UInt64 {
        offset < range.size ? min(most, range.size - offset) : 0
    }

    /// A number of 32 or 64 bits.
    mutating func field(
        at offset: UInt64, _ size: UInt64, _ order: ByteOrder
    ) throws(ParseError) -> UInt64 {
        let start = try load(offset, size)
        return size == 8
            ? bytes.span.number64(at: start, order) : UInt64(bytes.span.number32(at: start, order))
    }

    /// Makes a piece available; returns where it starts in `bytes`.
    @inline(__always)
    mutating func load(_ offset: UInt64, _ count: UInt64) throws(ParseError) -> Int {
        let distance = offset &- start
        if offset >= start, distance &+ count <= UInt64(bytes.count) {
            return Int(truncatingIfNeeded: distance)
        }
        return try refill(offset, count)
    }

    @inline(never)
    private mutating func refill(_ offset: UInt64, _ count: UInt64) throws(ParseError) -> Int {
        guard offset <= range.size, count <= range.size - offset else {
            throw part.error(
                "has \(range.size) bytes, and something is said to lie at \(hexadecimal(offset))",
                at: range.offset)
        }
        let isSpent = bytesRead / 2 > range.size
        let isSmall = range.size <= wholeSize
        let whole = isSmall && (isSpent || isScattered && range.size <= 1 << 24)
        start = whole ? 0 : offset
        let rest = range.dropping(start)
        var size = whole ? rest.size : min(rest.size, max(Self.size, count))
        if isSpent, !whole {
            guard piecesLeft > 0 else {
                throw part.limit(
                    "is read here and there more often than such a file can need",
                    at: place(offset))
            }
            piecesLeft -= 1
            size = min(rest.size, max(Self.pieceSize, count))
        }
        bytes = try file.bytes(in: rest.first(size) ?? rest, reading: part)
        bytesRead = bytesRead.addingReportingOverflow(size).partialValue
        return Int(offset - start)
    }
}
