extension MachO {
    /// `LC_DYLD_CHAINED_FIXUPS`: what the loader writes, where each pointer says where the next one
    /// is; the imports that pointers name, and where chains start.
    ///
    /// Spec: `<mach-o/fixup-chains.h>`, "dyld_chained_fixups_header".
    public struct ChainedFixups: Sendable {
        /// Where the chains of a segment start.
        public struct SegmentStarts: Hashable, Sendable {
            /// The place of the segment among all, from 0.
            public let segment: Int
            /// `page_size`: how many bytes share a start.
            public let pageSize: UInt16
            /// `pointer_format`: how the pointers are written.
            public let format: ChainedPointerFormat
            /// `segment_offset`: the distance of the segment from the image's start.
            public let segmentOffset: UInt64
            /// `max_valid_pointer`: what is greater is no pointer; 0 in formats of 64 bits.
            public let greatestPointer: UInt32
            /// `page_count`: how many pages have a start.
            public let pageCount: UInt16
            /// `page_start`: the starts of pages, and behind them those of pages with many.
            public let starts: FileRange
        }

        /// All of it.
        public let range: FileRange
        /// `fixups_version`: 0.
        public let version: UInt32
        /// `imports_format`: how imports are written.
        public let importFormat: ChainedImportFormat
        /// `imports_count`: how many imports there are.
        public let importCount: UInt32
        /// `symbols_format`: 0 for names as they are, 1 for names compressed with zlib.
        public let symbolsFormat: UInt32
        /// The segments that have fixups, in file order.
        public private(set) var segments: [SegmentStarts] = []
        let imports: FileRange
        let names: FileRange
        let layout: Layout
        /// Where the segments lie.
        let places: [SegmentPlace]
    }
}

extension MachO.ChainedFixups {
    /// Reads the header and where chains start; imports and chains are walked when asked for.
    ///
    /// - Throws: `machOChainedFixups` where tables are outside, or there are more segments than the
    ///   file has.
    public init(
        _ range: FileRange, in file: FileBytes, _ places: [MachO.SegmentPlace], _ layout: Layout
    ) throws(ParseError) {
        let part = FilePart.chainedFixups
        guard file.contains(range) else { throw part.error(range, pastEndOf: file.size) }
        let bytes = try file.bytes(in: range.first(min(28, range.size)) ?? range, reading: part)
        var reader = ByteReader(bytes.span, layout, at: range.offset, reading: part)
        version = try reader.word()
        let startsOffset = UInt64(try reader.word())
        let importsOffset = UInt64(try reader.word())
        let symbolsOffset = UInt64(try reader.word())
        importCount = try reader.word()
        importFormat = MachO.ChainedImportFormat(rawValue: try reader.word())
        symbolsFormat = try reader.word()
        guard version == 0 else {
            throw part.error("have the unknown version \(version)", at: range.offset)
        }
        self.range = range
        self.layout = layout
        self.places = places
        names = range.dropping(symbolsOffset)
        let size = UInt64(importCount) * (importFormat.recordSize ?? 0)
        guard let imports = range.dropping(importsOffset).first(size) else {
            throw part.error(
                "have \(importCount) imports at \(hexadecimal(importsOffset)), which end past"
                    + " their \(hexadecimal(range.size)) bytes", at: range.offset)
        }
        self.imports = imports
        segments = try Self.segments(range, startsOffset, in: file, places, layout)
    }

    /// Reads "dyld_chained_starts_in_image" and what it leads to.
    private static func segments(
        _ range: FileRange, _ start: UInt64, in file: FileBytes, _ places: [MachO.SegmentPlace],
        _ layout: Layout
    ) throws(ParseError) -> [SegmentStarts] {
        let part = FilePart.chainedFixups
        let starts = range.dropping(start)
        var ahead = ReadAhead(file)
        guard let head = starts.first(4) else {
            throw part.error("end before the starts of chains", at: range.offset)
        }
        let bytes = try ahead.bytes(in: head, reading: part)
        let count = UInt64(bytes.span.number32(at: 0, layout.byteOrder))
        guard count <= UInt64(places.count), let offsets = starts.dropping(4).first(4 * count)
        else {
            throw part.error(
                "start in \(count) segments, and the file has \(places.count)", at: head.offset)
        }
        let table = try file.bytes(in: offsets, reading: part)
        var segments: [SegmentStarts] = []
        // Tables of a sound file lie apart from each other.
        var budget = range.size
        for segment in 0..<Int(count) {
            let offset = UInt64(table.span.number32(at: 4 * segment, layout.byteOrder))
            guard offset != 0 else { continue }
            let found = try SegmentStarts(
                starts.dropping(offset), segment, &ahead, layout)
            guard found.starts.size < budget else {
                throw part.limit("have starts that lie over each other", at: found.starts.offset)
            }
            budget -= found.starts.size + 1
            segments.append(found)
        }
        return segments
    }
}

extension MachO.ChainedFixups.SegmentStarts {
    /// Reads a "dyld_chained_starts_in_segment" at the start of a range.
    fileprivate init(
        _ range: FileRange, _ segment: Int, _ ahead: inout ReadAhead,
        _ layout: Layout
    ) throws(ParseError) {
        let part = FilePart.chainedFixups
        guard let head = range.first(22) else {
            throw part.error("end before the starts in segment \(segment)", at: range.offset)
        }
        let bytes = try ahead.bytes(in: head, reading: part)
        var reader = ByteReader(bytes.span, layout, at: range.offset, reading: part)
        let size = UInt64(try reader.word())
        pageSize = try reader.half()
        format = MachO.ChainedPointerFormat(rawValue: try reader.half())
        segmentOffset = try reader.extendedWord()
        greatestPointer = try reader.word()
        pageCount = try reader.half()
        self.segment = segment
        guard let all = range.first(size), size >= 22 + 2 * UInt64(pageCount) else {
            throw part.error(
                "have \(size) bytes for \(pageCount) pages of segment \(segment)",
                at: range.offset)
        }
        starts = all.dropping(22)
        guard pageSize > 0 || pageCount == 0 else {
            throw part.error("have pages of no size in segment \(segment)", at: range.offset)
        }
        guard pageCount == 0 || format.stride != nil else {
            throw part.error(
                "have pointers of the unknown format \(format) in segment \(segment)",
                at: range.offset)
        }
    }
}
