internal import ObjectFile

/// Reads the names of functions, which lie mostly in the order of the table.
///
/// It does what `StringCursor` does, with the way to a name in the window short enough to be part
/// of the loop over a table.
struct NameWindow: Sendable {
    private var window: TableWindow
    private let range: FileRange
    private let limits: Limits
    private let part: FilePart
    private var budget: UInt64

    init(_ file: FileBytes, _ range: FileRange, _ limits: Limits, _ part: FilePart) {
        // Of the names of generic and of inlined functions many lie far behind.
        window = TableWindow(file, range, part, wholeUpTo: 16 << 20)
        self.range = range.clamped(to: file.size)
        self.limits = limits
        self.part = part
        // Names that are shared, as those of generic functions, count each time.
        budget = limits.nameBudget(fileSize: file.size, times: 3)
    }

    /// The bytes of the name that starts at a place, without the zero behind it.
    @_lifetime(&self)
    mutating func bytes(at offset: UInt64) throws(ParseError) -> Span<UInt8> {
        var start = try window.load(offset, 1)
        var length = window.bytes.span.extracting(start...).untilZero.count
        if start &+ length == window.bytes.count {
            (start, length) = try refill(offset)
        }
        guard length <= limits.nameBytes, UInt64(length) <= budget else {
            throw tooLong(length, offset)
        }
        budget &-= UInt64(length)
        return window.bytes.span.extracting(start..<(start &+ length))
    }

    /// Reads more of the table until the name's end is there.
    private mutating func refill(_ offset: UInt64) throws(ParseError) -> (Int, Int) {
        var count = UInt64(limits.nameBytes)
        while true {
            let available = window.available(at: offset, most: count)
            let start = try window.load(offset, available)
            let length = window.bytes.span.extracting(start...).untilZero.count
            if start + length < window.bytes.count { return (start, length) }
            if available < count {
                throw part.error("ends inside its last name", at: range.offset.advanced(by: offset))
            }
            if length > limits.nameBytes { return (start, length) }
            count += UInt64(limits.nameBytes)
        }
    }

    private func tooLong(_ length: Int, _ offset: UInt64) -> ParseError {
        part.limit(
            length > limits.nameBytes
                ? "has a name of more than \(limits.nameBytes) bytes"
                : "has names that repeat more bytes than such a file can need",
            at: range.offset.advanced(by: offset))
    }
}
