extension MachO {
    /// Data that lies between instructions.
    public struct DataInCode: Hashable, Sendable, BitwiseCopyable {
        /// `offset`: where it starts, from the file's start.
        public let offset: FileOffset
        /// `length`: how many bytes it has.
        public let length: UInt16
        /// `kind`: what it is.
        public let kind: DataInCodeKind
    }

    /// Walks the table of such data (`LC_DATA_IN_CODE`).
    ///
    /// Spec: `<mach-o/loader.h>`, "data_in_code_entry".
    public struct DataInCodeCursor: Sendable {
        private let file: FileBytes
        private let byteOrder: ByteOrder
        private var rest: FileRange
        private var window = Bytes([])
        private var position = 0

        private static let recordSize = 8

        /// Starts at the first record.
        ///
        /// - Throws: `machODataInCode` where the table ends past the file, or inside a record.
        public init(
            _ range: FileRange, in file: FileBytes, _ layout: Layout
        ) throws(ParseError) {
            let part = FilePart.dataInCode
            guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
            guard range.size % UInt64(Self.recordSize) == 0 else {
                throw part.error(
                    "has \(range.size) bytes, no multiple of \(Self.recordSize)", at: range.offset)
            }
            self.file = file
            byteOrder = layout.byteOrder
            rest = range
        }

        /// The next record, nil after the last.
        ///
        /// - Throws: `read` where the system gives no bytes.
        public mutating func next() throws(ParseError) -> DataInCode? {
            if position == window.count {
                guard let part = rest.first(min(rest.size, 1 << 14)), part.size > 0 else {
                    return nil
                }
                window = try file.bytes(in: part, reading: .dataInCode)
                rest = rest.dropping(part.size)
                position = 0
            }
            defer { position += Self.recordSize }
            let bytes = window.span
            return DataInCode(
                offset: FileOffset(rawValue: UInt64(bytes.number32(at: position, byteOrder))),
                length: bytes.number16(at: position + 4, byteOrder),
                kind: DataInCodeKind(rawValue: bytes.number16(at: position + 6, byteOrder)))
        }
    }
}
