internal import ObjectFile

/// Walks a table of values that hold for stretches of a function's code.
///
/// Each step has the difference to the last value, which is -1 at first, and how much code the new
/// one holds for.
///
/// Spec: `step` and `pcvalue` in Go's `runtime/symtab.go`.
struct CodeValues {
    /// A value, and where the stretch that it holds for ends: a distance from the function's entry.
    typealias Stretch = (value: Int32, end: UInt64)

    /// What a value takes of a budget.
    private static let cost: UInt64 = 4

    private var offset: UInt64
    private let quantum: UInt64
    private var value: Int32 = -1
    private var end: UInt64 = 0
    private var isFirst = true

    init(at offset: UInt32, quantum: UInt8) {
        self.offset = UInt64(offset)
        self.quantum = UInt64(quantum)
    }

    /// The next stretch, nil after the last.
    ///
    /// - Throws: `goFunctionTable` where the values do not end, `limit` where `budget` is used up.
    mutating func next(
        _ values: inout TableWindow, _ budget: inout UInt64
    ) throws(ParseError) -> Stretch? {
        let part = FilePart.functionTable
        guard budget >= Self.cost else {
            throw part.limit(
                "has more values than the code of such a file can need", at: values.place(offset))
        }
        budget -= Self.cost
        let count = values.available(at: offset, most: 12)
        let start = try values.load(offset, count)
        let bytes = values.bytes.span.extracting(start..<(start &+ Int(count)))
        var position = 0
        guard let delta = bytes.varint32(&position) else {
            throw part.error("has values that do not end", at: values.place(offset))
        }
        if delta == 0, !isFirst { return nil }
        guard let code = bytes.varint32(&position) else {
            throw part.error("has values that do not end", at: values.place(offset))
        }
        isFirst = false
        let half = Int32(bitPattern: delta >> 1)
        value = value &+ (delta & 1 != 0 ? ~half : half)
        end = end &+ UInt64(code) &* quantum
        offset &+= UInt64(position)
        return (value, end)
    }
}
