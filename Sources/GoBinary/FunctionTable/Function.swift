public import ObjectFile

/// One function of the table.
public struct Function: Hashable, Sendable {
    /// Its number in the table.
    public let index: UInt32
    /// The fields that its record has.
    let shape: RecordShape
    /// The address of its first instruction.
    public let entry: VirtualAddress
    /// How many bytes lie between its entry and that of the next function.
    public let size: UInt64
    /// The place of its record in the file, `UInt64.max` for none.
    let place: UInt64
    /// Where its name starts among the names; `UInt32.max` where it has no record.
    @usableFromInline let nameOffset: UInt32
    /// The tables of its files and lines, among the values.
    let fileTable: UInt32
    let lineTable: UInt32
    let unitField: UInt32
    let startField: UInt32

    /// Where its record lies in the file, nil where the table says a place past its end.
    public var record: FileOffset? { place == .max ? nil : FileOffset(rawValue: place) }

    /// Which compilation unit it belongs to: the same number for all functions of a package.
    ///
    /// It is the place of the unit's files; nil before Go 1.16, `UInt32.max` for no unit.
    public var unit: UInt32? { shape.hasUnit && place != .max ? unitField : nil }

    /// The line of its `func` or `TEXT`, nil before Go 1.20.
    public var startLine: Int32? {
        shape.hasStartLine && place != .max ? Int32(bitPattern: startField) : nil
    }
}

/// The fields that a function's record has behind its entry (`_func` in Go's `runtime/runtime2.go`):
/// seven numbers of 32 bits, the unit since Go 1.16, the line of the start since 1.20.
struct RecordShape: Hashable, Sendable {
    let hasUnit: Bool
    let hasStartLine: Bool

    init(_ format: FunctionTable.Format) {
        hasUnit = !format.isFirst
        hasStartLine = format.hasStartLine
    }

    /// The size of these fields in bytes, up to the lines in Go 1.2's.
    var size: Int { hasStartLine ? 36 : hasUnit ? 32 : 24 }

    /// The size of all fields in front of the four bytes of which the last counts the data.
    var fixedSize: Int { hasStartLine ? 36 : hasUnit ? 32 : 28 }

    /// The size of the longest of them.
    static let greatestSize = 36
}
