extension MachO {
    /// Follows `BIND_OPCODE_THREADED`: opcodes fill a table of symbols, and each pointer has its
    /// place in that and the distance to the next one.
    ///
    /// This is what arm64e had before there were chained fixups.
    struct BindThreads: Sendable {
        private let segments: [SegmentPlace]
        private let layout: Layout
        private let part: FilePart
        private var bytes: ReadAhead
        private var symbols: [BoundSymbol] = []
        private var pointersLeft: UInt64
        private var current: (segment: Int, offset: UInt64)?
        /// Whether there is a table of symbols to be filled.
        private(set) var isOpen = false

        init(
            _ segments: [SegmentPlace], in file: FileBytes, _ layout: Layout, reading part: FilePart
        ) {
            self.segments = segments
            self.layout = layout
            self.part = part
            bytes = ReadAhead(file)
            pointersLeft = file.size / 8
        }

        /// Begins a table; it is as long as it is filled, not as it is said to be.
        mutating func open(_ count: UInt64) {
            isOpen = true
            symbols = []
        }

        mutating func add(_ symbol: BoundSymbol, _ opcode: FileOffset) throws(ParseError) {
            // Pointers have 16 bits for the number.
            guard symbols.count < 1 << 16 else {
                throw part.limit("have a table of more than 65536 symbols", at: opcode)
            }
            symbols.append(symbol)
        }

        mutating func start(_ segment: Int, _ address: VirtualAddress) {
            current = (segment, address.rawValue &- segments[segment].address)
        }

        /// The next pointer of the thread, bound or moved; nil where it has ended.
        mutating func next(_ opcode: FileOffset) throws(ParseError) -> Fixup? {
            guard let (segment, offset) = current else { return nil }
            let place = segments[segment]
            guard let range = place.range.dropping(offset).first(8), layout.is64Bit else {
                throw part.error(
                    "have a thread that leaves segment \(segment) at \(hexadecimal(offset))",
                    at: opcode)
            }
            guard pointersLeft > 0 else {
                throw part.limit("write more pointers than the segments have room for", at: opcode)
            }
            pointersLeft -= 1
            let record = try bytes.bytes(in: range, reading: part)
            let word = record.span.number64(at: 0, layout.byteOrder)
            let distance = (word >> 51 & 0x7ff) * 8
            current = distance == 0 ? nil : (segment, offset + distance)
            return try fixup(
                word, segment, VirtualAddress(rawValue: place.address &+ offset), opcode)
        }

        private func fixup(
            _ word: UInt64, _ segment: Int, _ address: VirtualAddress, _ opcode: FileOffset
        ) throws(ParseError) -> Fixup {
            let pointer = ChainedPointer(word, .arm64e, base: segments.imageBase, segments)
            var fixup: Fixup
            switch pointer.meaning {
            case .target(let target), .number(let target):
                fixup = Fixup(
                    kind: .rebase, form: .rebase(.pointer), segment: segment, address: address,
                    target: VirtualAddress(rawValue: target))
            case .symbol(let number, let addend):
                guard number < symbols.count else {
                    throw part.error(
                        "have a pointer to symbol \(number) of \(symbols.count)", at: opcode)
                }
                fixup = symbols[Int(number)].fixup(.bind, segment, address, hasLibrary: true)
                fixup.addend &+= addend
            }
            fixup.authentication = pointer.authentication
            return fixup
        }
    }
}

extension [MachO.SegmentPlace] {
    /// Where the image starts: the address of the segment that holds the file's first bytes.
    var imageBase: UInt64? {
        first { $0.range.offset == .start && $0.range.size > 0 }?.address
    }
}
