extension ELF {
    /// A segment: a part of the file as the loader sees it.
    ///
    /// Spec: gABI 4.1, ch. 5, "Program Header".
    public struct Segment: Hashable, Sendable {
        /// `p_type`: what the segment is for.
        public let type: SegmentType
        /// `p_flags`: whether it may be read, written, executed.
        public let flags: SegmentFlags
        /// `p_offset`: where its bytes start in the file.
        public let offset: FileOffset
        /// `p_vaddr`: where it starts in memory.
        public let address: VirtualAddress
        /// `p_paddr`: where it starts in physical memory, on systems that care.
        public let physicalAddress: VirtualAddress
        /// `p_filesz`: how many bytes it has in the file.
        public let fileSize: UInt64
        /// `p_memsz`: how many bytes it has in memory; the rest is zero.
        public let memorySize: UInt64
        /// `p_align`: what address and offset agree in, a power of two; 0 and 1 mean nothing.
        public let alignment: UInt64

        /// The segment's bytes, nil where their end overflows.
        public var fileRange: FileRange? { FileRange(offset: offset, size: fileSize) }
    }
}

extension ELF.Segment {
    static let size32: UInt64 = 32
    static let size64: UInt64 = 56

    /// Takes the fields of a record that is as long as the structure, or longer.
    @inline(__always)
    init(_ record: Span<UInt8>, _ layout: Layout) {
        if layout.is64Bit {
            self.init(large: record, layout.byteOrder)
        } else {
            self.init(small: record, layout.byteOrder)
        }
    }

    @inline(__always)
    private init(large record: Span<UInt8>, _ order: ByteOrder) {
        type = ELF.SegmentType(rawValue: record.number32(at: 0, order))
        flags = ELF.SegmentFlags(rawValue: record.number32(at: 4, order))
        offset = FileOffset(rawValue: record.number64(at: 8, order))
        address = VirtualAddress(rawValue: record.number64(at: 16, order))
        physicalAddress = VirtualAddress(rawValue: record.number64(at: 24, order))
        fileSize = record.number64(at: 32, order)
        memorySize = record.number64(at: 40, order)
        alignment = record.number64(at: 48, order)
    }

    private init(small record: Span<UInt8>, _ order: ByteOrder) {
        type = ELF.SegmentType(rawValue: record.number32(at: 0, order))
        offset = FileOffset(rawValue: UInt64(record.number32(at: 4, order)))
        address = VirtualAddress(rawValue: UInt64(record.number32(at: 8, order)))
        physicalAddress = VirtualAddress(rawValue: UInt64(record.number32(at: 12, order)))
        fileSize = UInt64(record.number32(at: 16, order))
        memorySize = UInt64(record.number32(at: 20, order))
        flags = ELF.SegmentFlags(rawValue: record.number32(at: 24, order))
        alignment = UInt64(record.number32(at: 28, order))
    }

    /// Reads the segment header table, in file order; empty where the file has none.
    ///
    /// - Throws: `elfSegmentTable` where an entry is too small or the table ends past the file.
    static func table(
        in file: FileBytes, _ header: ELF.Header, _ limits: Limits
    ) throws(ParseError) -> [Self] {
        guard header.segmentCount > 0 else { return [] }
        let size = header.layout.is64Bit ? size64 : size32
        guard header.segmentHeaderSize >= size else {
            throw FilePart.segmentTable.error(
                "has entries of \(header.segmentHeaderSize) bytes, not \(size) (e_phentsize)",
                at: header.segmentTableOffset)
        }
        return try ELF.records(
            in: file, at: header.segmentTableOffset, count: header.segmentCount,
            stride: header.segmentHeaderSize, limits, .segmentTable
        ) { (record, _) in ELF.Segment(record, header.layout) }
    }
}

extension ELF {
    /// Where a table of records of one size lies.
    static func recordsRange(
        in file: FileBytes, at start: FileOffset, count: UInt64, stride: UInt16,
        _ limits: Limits, _ part: FilePart
    ) throws(ParseError) -> FileRange {
        guard let range = FileRange(offset: start, count: count, size: UInt64(stride)) else {
            throw part.error("has \(count) entries: more than any file can hold", at: start)
        }
        guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
        guard count <= UInt64(limits.tableEntries) else {
            throw part.limit(
                "has \(count) entries, more than \(limits.tableEntries)", at: range.offset)
        }
        return range
    }

    /// Reads a table of records of one size, some at a time; each is handed over with its number.
    @inline(__always)
    static func records<Record>(
        in file: FileBytes, at start: FileOffset, count: UInt64, stride: UInt16,
        _ limits: Limits, _ part: FilePart, _ read: (Span<UInt8>, Int) -> Record
    ) throws(ParseError) -> [Record] {
        let range = try recordsRange(
            in: file, at: start, count: count, stride: stride, limits, part)
        var records: [Record] = []
        // The bytes are there, so the count is no greater than the file.
        records.reserveCapacity(Int(count))
        var rest = range
        let chunk = max(1, (1 << 18) / UInt64(stride)) * UInt64(stride)
        while rest.size > 0 {
            let window = rest.first(min(rest.size, chunk)) ?? rest
            let bytes = try file.bytes(in: window, reading: part)
            let span = bytes.span
            var place = 0
            while place < span.count {
                let next = place &+ Int(stride)
                records.append(read(span.extracting(place..<next), records.count))
                place = next
            }
            rest = rest.dropping(window.size)
        }
        return records
    }
}
