extension MachO {
    /// A universal file: a table of slices, each a Mach-O file or an archive of its own.
    ///
    /// Spec: `<mach-o/fat.h>`; its numbers are big-endian whatever the slices are.
    public struct Universal: Sendable {
        /// `fat_arch`, `fat_arch_64`: one slice.
        public struct Slice: Hashable, Sendable {
            /// `cputype`: the processor.
            public let processor: ProcessorType
            /// `cpusubtype`: which of its kind.
            public let processorSubtype: UInt32
            /// `offset` and `size`: its bytes in the file; empty where they overflow.
            public let range: FileRange
            /// `align`: the alignment of its start, as a power of two.
            public let alignment: UInt32
        }

        /// Whether offsets and sizes have 64 bits (`FAT_MAGIC_64`).
        public let is64Bit: Bool
        /// All slices that the table names, in its order.
        public let table: [Slice]
        /// Those that can be read.
        public let slices: [Slice]
        /// Why others cannot: they end past the file, or lie over each other or over the table.
        public let diagnostics: [Diagnostic]
    }
}

extension MachO.Universal {
    /// How many slices are read: every processor there ever was fits.
    private static let mostSlices: UInt32 = 64

    /// Reads the table.
    ///
    /// - Throws: `universal` where the table ends past the file, `limit` where it has more slices
    ///   than there are processors.
    public init(_ file: FileBytes) throws(ParseError) {
        let part = FilePart.universalHeader
        let head = try file.bytes(in: .first(8), reading: part)
        let magic = head.span.number32(at: 0, .big)
        guard magic == 0xcafe_babe || magic == 0xcafe_babf else {
            throw part.error("does not start with the magic of universal files", at: .start)
        }
        is64Bit = magic == 0xcafe_babf
        let count = head.span.number32(at: 4, .big)
        guard count <= Self.mostSlices else {
            throw part.limit("has \(count) slices, more than \(Self.mostSlices)", at: .start)
        }
        let size = (is64Bit ? 32 : 20) * UInt64(count)
        let bytes = try file.bytes(in: .first(8 + size), reading: part)
        let layout = Layout(is64Bit: is64Bit, byteOrder: .big)
        var reader = ByteReader(bytes.span, layout, at: .start, reading: part)
        try reader.skip(8)
        var found: [Slice] = []
        for _ in 0..<count { found.append(try Slice(&reader)) }
        self.table = found
        (slices, diagnostics) = Self.readable(found, behind: 8 + size, in: file)
    }

    /// Leaves out the slices that no sound file has: read together, those that overlap would take
    /// more time than a file of that size may.
    private static func readable(
        _ slices: [Slice], behind table: UInt64, in file: FileBytes
    ) -> ([Slice], [Diagnostic]) {
        var readable: [Slice] = []
        var diagnostics: [Diagnostic] = []
        for (index, slice) in slices.enumerated() {
            let part = FilePart.slice.entry(index)
            let (start, end) = (slice.range.offset, slice.range.end)
            let isOver = readable.contains { $0.range.offset < end && start < $0.range.end }
            if !file.contains(slice.range) {
                diagnostics.append(Diagnostic(part.error(slice.range, pastEndOf: file.size)))
            }
            if start.rawValue < table || isOver {
                let what = "lies over \(isOver ? "another slice" : "the table of slices")"
                diagnostics.append(Diagnostic(part.error(what, at: start)))
            } else if start.rawValue < file.size {
                // Of a file that is cut short there is still the start.
                readable.append(slice.clamped(to: file.size))
            }
        }
        return (readable, diagnostics)
    }
}

extension MachO.Universal.Slice {
    @_lifetime(reader: copy reader)
    fileprivate init(_ reader: inout ByteReader) throws(ParseError) {
        processor = MachO.ProcessorType(rawValue: try reader.word())
        processorSubtype = try reader.word()
        let offset = FileOffset(rawValue: try reader.address())
        let size = try reader.address()
        range = FileRange(offset: offset, size: size) ?? .first(0)
        alignment = try reader.word()
        if reader.layout.is64Bit { try reader.skip(4) }
    }

    private init(_ other: Self, range: FileRange) {
        processor = other.processor
        processorSubtype = other.processorSubtype
        self.range = range
        alignment = other.alignment
    }

    /// The same slice as far as it is in a file of that size.
    fileprivate func clamped(to size: UInt64) -> Self { Self(self, range: range.clamped(to: size)) }
}
