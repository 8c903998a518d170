public import ObjectFile

/// Reads the names of functions, which lie mostly in the order of the table.
///
/// It does what `StringCursor` does, with the way to a name in the window short enough to be part
/// of the loop over a table.
@usableFromInline
struct NameWindow: Sendable {
    @usableFromInline var window = Bytes([])
    /// Where `window` starts in the table.
    @usableFromInline var start: UInt64 = 0
    /// How many bytes all further names together may have.
    @usableFromInline var budget: Int
    /// How many bytes one name may have.
    @usableFromInline let limit: Int
    private var table: TableWindow
    private let range: FileRange
    private let part: FilePart

    init(_ file: FileBytes, _ range: FileRange, _ limits: Limits, _ part: FilePart) {
        table = TableWindow(file, range, part, isScattered: true)
        self.range = range.clamped(to: file.size)
        self.part = part
        limit = limits.nameBytes
        // Names that are shared, as those of generic functions, count each time.
        budget = Int(clamping: limits.nameBudget(fileSize: file.size, times: 3))
    }

    /// The name that starts at a place of the table, without the zero behind it; nil where it is
    /// not in the window as a whole.
    @inlinable
    @inline(__always)
    mutating func find(_ offset: UInt32) -> Range<Int>? {
        let distance = UInt64(offset) &- start
        guard distance < UInt64(truncatingIfNeeded: window.count) else { return nil }
        let first = Int(truncatingIfNeeded: distance)
        let length = window.lengthOfName(at: first)
        let end = first &+ length
        guard end < window.count, length <= limit, length <= budget else { return nil }
        budget &-= length
        return first..<end
    }

    /// The name that starts at a place of the table, wherever the window is.
    ///
    /// - Throws: as `findElsewhere`.
    mutating func range(of offset: UInt32) throws(ParseError) -> Range<Int> {
        if let found = find(offset) { return found }
        return try findElsewhere(offset)
    }

    /// Reads the part of the table where the name lies.
    ///
    /// - Throws: the part's error where the table ends in front of the name's end, `limit` where
    ///   the name is too long or names repeat too much.
    mutating func findElsewhere(_ offset: UInt32) throws(ParseError) -> Range<Int> {
        let offset = UInt64(offset)
        var count: UInt64 = 1
        while true {
            let available = table.available(at: offset, most: count)
            let first = try table.load(offset, count == 1 ? 1 : available)
            (window, start) = (table.bytes, table.start)
            let length = window.lengthOfName(at: first)
            if first + length < window.count || length > limit {
                try check(length, offset)
                budget -= length
                return first..<(first + length)
            }
            if available < count {
                throw part.error("ends inside its last name", at: range.offset.advanced(by: offset))
            }
            count += UInt64(limit)
        }
    }

    private func check(_ length: Int, _ offset: UInt64) throws(ParseError) {
        if length <= limit, length <= budget { return }
        throw part.limit(
            length > limit
                ? "has a name of more than \(limit) bytes"
                : "has names that repeat more bytes than such a file can need",
            at: range.offset.advanced(by: offset))
    }
}
