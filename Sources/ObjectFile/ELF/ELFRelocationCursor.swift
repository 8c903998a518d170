extension ELF {
    /// Walks a table of relocations in file order, a window of it in memory at a time: `REL` and
    /// `RELA`, whose entries name symbols.
    public struct RelocationCursor: Sendable {
        private let file: FileBytes
        private let layout: Layout
        private let machine: Machine
        private let entrySize: Int
        private var rest: FileRange
        private var window = Bytes([])
        private var place = 0

        /// Starts at the entry `first`; a packed table (`RELR`) has none that names a symbol.
        public init(
            _ table: RelocationTable, of object: Object, in file: FileBytes, from first: UInt64 = 0
        ) {
            self.file = file
            layout = object.header.layout
            machine = object.header.machine
            let word = Int(layout.wordSize)
            entrySize = table.form == .rela ? 3 * word : 2 * word
            let skipped = first.multipliedReportingOverflow(by: UInt64(entrySize))
            let isOver = table.form == .relr || skipped.overflow
            rest = table.range.dropping(isOver ? .max : skipped.partialValue)
        }

        /// The type of the next entry and the number of its symbol, 0 for none; nil after the last.
        ///
        /// - Throws: `elfRelocations` where the table ends past the file.
        public mutating func next() throws(ParseError) -> (type: RelocationType, symbol: UInt32)? {
            if window.count - place < entrySize {
                let chunk = 3 << 14  // a multiple of every entry's size
                let part = rest.first(min(rest.size, UInt64(chunk))) ?? rest
                guard part.size >= UInt64(entrySize) else { return nil }
                window = try file.bytes(in: part, reading: .relocations)
                rest = rest.dropping(part.size)
                place = 0
            }
            let start = place + Int(layout.wordSize)
            let (type, symbol) = Self.kind(window.span, at: start, layout, machine)
            place += entrySize
            return (RelocationType(rawValue: type), symbol)
        }
    }
}

extension ELF.RelocationCursor {
    /// `r_info`: type and symbol.
    static func kind(
        _ bytes: Span<UInt8>, at start: Int, _ layout: Layout, _ machine: ELF.Machine
    ) -> (type: UInt32, symbol: UInt32) {
        guard layout.is64Bit else {
            let info = bytes.number32(at: start, layout.byteOrder)
            return (info & 0xff, info >> 8)
        }
        let info = bytes.number64(at: start, layout.byteOrder)
        if machine == .mips {
            // Three types of a byte each follow the symbol, the last first (64-bit ELF for MIPS).
            let symbol = bytes.number32(at: start, layout.byteOrder)
            let types =
                UInt32(bytes[start + 7]) | UInt32(bytes[start + 6]) << 8
                | UInt32(bytes[start + 5]) << 16
            return (types, symbol)
        }
        let symbol = UInt32(truncatingIfNeeded: info >> 32)
        // SPARC V9 has 24 bits of data above the type: `ELF64_R_TYPE_DATA` (Oracle, "Linker and
        // Libraries Guide", "Relocation Sections").
        let types: UInt64 = machine == .sparcV9 ? 0xff : 0xffff_ffff
        return (UInt32(truncatingIfNeeded: info & types), symbol)
    }
}
