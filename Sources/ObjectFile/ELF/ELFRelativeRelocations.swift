extension ELF {
    /// Walks the relocations that only move an address with the file, and carry that address
    /// themselves (`RELA`).
    ///
    /// Linkers may leave the word that such a relocation goes to zero in the file; lld does. The
    /// other forms keep the address in the word.
    public struct RelativeRelocations: Sendable {
        private let file: FileBytes
        private let layout: Layout
        private let type: UInt32
        private var pending: [FileRange]
        private var window = Bytes([])
        private var position = 0

        private var recordSize: Int { layout.is64Bit ? 24 : 12 }

        /// Starts at the first relocation of the tables that the loader works through.
        ///
        /// - Throws: `elfRelocations` where a table is not mapped.
        public init(_ object: Object, in file: FileBytes) throws(ParseError) {
            self.file = file
            layout = object.header.layout
            guard let type = RelocationType.relative(on: object.header.machine) else {
                self.type = 0
                pending = []
                return
            }
            self.type = type.rawValue
            pending = try object.dynamicRelocationTables().filter {
                $0.form == .rela && $0.name.isEmpty
            }.map(\.range)
        }

        /// The next one, nil after the last.
        ///
        /// - Throws: `elfRelocations` where the table ends past the file.
        public mutating func next() throws(ParseError) -> RelocatedWord? {
            while true {
                while position + recordSize <= window.count {
                    let start = position
                    position += recordSize
                    if let word = word(at: start) { return word }
                }
                guard try refill() else { return nil }
            }
        }

        private func word(at start: Int) -> RelocatedWord? {
            let bytes = window.span
            let order = layout.byteOrder
            if layout.is64Bit {
                let info = bytes.number64(at: start + 8, order)
                guard info == UInt64(type) else { return nil }
                return RelocatedWord(
                    address: bytes.number64(at: start, order),
                    value: bytes.number64(at: start + 16, order))
            }
            let info = bytes.number32(at: start + 4, order)
            guard info == type else { return nil }
            return RelocatedWord(
                address: UInt64(bytes.number32(at: start, order)),
                value: UInt64(bytes.number32(at: start + 8, order)))
        }

        private mutating func refill() throws(ParseError) -> Bool {
            guard let range = pending.first else { return false }
            let size = min(range.size, 3 << 16)  // a multiple of both sizes
            guard let part = range.first(size), size >= UInt64(recordSize) else {
                pending.removeFirst()
                return !pending.isEmpty
            }
            window = try file.bytes(in: part, reading: .relocations)
            position = 0
            pending[0] = range.dropping(size)
            return true
        }
    }
}
