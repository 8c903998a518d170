public import ObjectFile

/// A call that the compiler replaced by the body of the function that was called.
public struct InlinedCall: Hashable, Sendable {
    /// The name of the function that was called.
    public let name: ByteString
    /// The number of the call in whose body this one stands, nil for the function itself.
    public let parent: Int?
    /// Where the name of the file of the call starts among those of the files, nil where unknown.
    public let file: UInt32?
    /// The line of the call, nil where unknown.
    public let line: Int32?
    /// The line of the `func` that was called, nil before Go 1.20.
    public let startLine: Int32?
}

/// How a function's tree of inlined calls is laid out (`inlinedCall` in Go's
/// `runtime/symtabinl.go`): it depends on the format of the function table.
struct InlineTreeLayout: Sendable {
    /// The number of the tree among a function's data (`FUNCDATA_InlTree`).
    let dataIndex: UInt64
    /// Whether data are distances of 32 bits from `moduledata.gofunc`, as since Go 1.18, else
    /// addresses.
    let hasDistances: Bool
    /// Whether a call tells its own parent, file and line, as before Go 1.20.
    let tellsPlace: Bool

    /// The number of the table that tells which call an instruction is of (`PCDATA_InlTreeIndex`).
    static let valuesIndex: UInt64 = 2

    init(_ format: FunctionTable.Format) {
        // Go 1.16 dropped a kind of data in front of it (`FUNCDATA_RegPointerMaps`).
        dataIndex = format.isFirst ? 4 : 3
        hasDistances = format.hasOffsets
        tellsPlace = !format.hasStartLine
    }

    /// The size of a call.
    var size: UInt64 { tellsPlace ? 20 : 16 }
}

/// A call as the tree has it.
struct InlineRecord {
    let nameOffset: UInt32
    /// A distance from the function's entry: the instruction whose place is that of the call.
    let code: UInt32
    /// What the record tells of parent, file and line, up to Go 1.19.
    let place: (parent: Int16, file: Int32, line: Int32)?
    let startLine: Int32?

    /// Takes a record; nil where bytes are not zero that always are.
    init?(_ bytes: Span<UInt8>, _ layout: InlineTreeLayout, _ order: ByteOrder) {
        func number(_ index: Int) -> Int32 {
            Int32(bitPattern: bytes.number32(at: index, order))
        }
        if layout.tellsPlace {
            guard bytes[3] == 0 else { return nil }
            let parent = Int16(bitPattern: bytes.number16(at: 0, order))
            place = (parent, number(4), number(8))
            nameOffset = bytes.number32(at: 12, order)
            code = bytes.number32(at: 16, order)
            startLine = nil
        } else {
            guard bytes[1] == 0, bytes[2] == 0, bytes[3] == 0 else { return nil }
            place = nil
            nameOffset = bytes.number32(at: 4, order)
            code = bytes.number32(at: 8, order)
            startLine = number(12)
        }
    }
}
