/// Reads names out of a table of strings that end with a zero byte.
///
/// Small tables are read whole at the first name; large ones by windows, since names are mostly
/// asked for in the order in which they lie. Where they are not, the whole table is read once:
/// that costs its size in memory, and never more time than a multiple of it.
public struct StringCursor: Sendable {
    private let file: FileBytes
    private let range: FileRange
    private let limits: Limits
    private let part: FilePart
    private let windowSize: UInt64
    private var window = Bytes([])
    private var windowStart: UInt64 = 0
    private var reads: UInt64 = 0
    private var bytesRead: UInt64 = 0
    private var budget: UInt64

    /// Whether to read the table as a whole: a small one takes no longer than some single names or a
    /// window, a larger one no longer than the names read up to now.
    private var isReadWhole: Bool {
        range.size <= max(windowSize, min(windowSize * 64, 1 << 16))
            || range.size <= min(reads * Self.bytesPerRead, 1 << 20) || bytesRead > 2 * range.size
    }

    /// How many bytes more can be read in the time that another call to the system takes.
    private static let bytesPerRead: UInt64 = 1 << 14

    /// Makes a cursor for the table at `range` of `file`; nothing is read yet.
    ///
    /// `window` is how many bytes are read at a time: a few for single names, many for all.
    /// `budget` is how many times the file's size all names together may have.
    public init(
        _ file: FileBytes, _ range: FileRange, _ limits: Limits, reading part: FilePart,
        window: UInt64 = 4096, budget times: UInt64 = 1
    ) {
        self.file = file
        self.range = range.clamped(to: file.size)
        self.limits = limits
        self.part = part
        windowSize = window
        budget = limits.nameBudget(fileSize: file.size, times: times)
    }

    /// The name that starts at `offset` in the table, as text.
    public mutating func text(at offset: UInt64) throws(ParseError) -> ByteString {
        ByteString(try bytes(at: offset))
    }

    /// The bytes of the name that starts at `offset` in the table, without the zero behind it.
    ///
    /// - Throws: the part's error where the name starts outside the table or has no end there,
    ///   `limit` where it is longer than `limits.nameBytes` or all names together are longer than
    ///   a sound file's can be.
    @_lifetime(&self)
    public mutating func bytes(at offset: UInt64) throws(ParseError) -> Span<UInt8> {
        let (start, length) = try locate(offset)
        return window.span.extracting(start..<(start + length))
    }

    /// The first bytes of the name that starts at `offset`, no more than `most`; empty where it
    /// starts outside the table or has no end there.
    ///
    /// Long names cost no more than short ones, so that there is no limit to how many are asked for.
    @_lifetime(&self)
    public mutating func start(at offset: UInt64, most: Int) throws(ParseError) -> Span<UInt8> {
        guard offset < range.size else { return Span() }
        let count = min(UInt64(max(0, most)), range.size - offset)
        if offset < windowStart || offset - windowStart + count > UInt64(window.count) {
            try load(offset, max(windowSize, count))
        }
        let first = Int(offset - windowStart)
        let bytes = window.span.extracting(first..<(first + Int(count)))
        let name = bytes.untilZero
        return name.count == bytes.count && count < UInt64(max(0, most)) ? Span() : name
    }

    private mutating func locate(_ offset: UInt64) throws(ParseError) -> (Int, Int) {
        guard offset < range.size else {
            throw part.error(
                "has \(range.size) bytes, and a name is said to start at \(hexadecimal(offset))",
                at: range.offset)
        }
        if offset >= windowStart, offset - windowStart < UInt64(window.count) {
            let start = Int(offset - windowStart)
            let length = window.span.extracting(droppingFirst: start).untilZero.count
            if start + length < window.count { return (start, try spend(length, offset)) }
        }
        return try refill(offset)
    }

    /// Reads a window that starts at the name, larger ones until it holds the name's end.
    private mutating func refill(_ offset: UInt64) throws(ParseError) -> (Int, Int) {
        var size = windowSize
        while true {
            try load(offset, size)
            let start = Int(offset - windowStart)
            let length = window.span.extracting(droppingFirst: start).untilZero.count
            if start + length < window.count { return (start, try spend(length, offset)) }
            if windowStart + UInt64(window.count) == range.size {
                throw part.error("ends inside its last name", at: place(offset))
            }
            if length > limits.nameBytes { _ = try spend(length, offset) }
            size *= 4
        }
    }

    /// Reads as many bytes from `offset` on, or the whole table.
    private mutating func load(_ offset: UInt64, _ size: UInt64) throws(ParseError) {
        let whole = isReadWhole
        let start = whole ? 0 : offset
        let count = whole ? range.size : min(size, range.size - offset)
        let rest = range.dropping(start)
        window = try file.bytes(
            in: FileRange(offset: rest.offset, size: count) ?? rest, reading: part)
        windowStart = start
        bytesRead = bytesRead.addingReportingOverflow(count).partialValue
        reads += 1
    }

    private mutating func spend(_ length: Int, _ offset: UInt64) throws(ParseError) -> Int {
        guard length <= limits.nameBytes else {
            throw part.limit(
                "has a name of more than \(limits.nameBytes) bytes", at: place(offset))
        }
        guard UInt64(length) <= budget else {
            throw part.limit(
                "has names that repeat more bytes than such a file can need", at: place(offset))
        }
        budget -= UInt64(length)
        return length
    }

    private func place(_ offset: UInt64) -> FileOffset { range.offset.advanced(by: offset) }
}
