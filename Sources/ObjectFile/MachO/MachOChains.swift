extension MachO {
    /// A pointer of a chain where it lies.
    public struct ChainedFixup: Hashable, Sendable {
        /// The place of its segment among all, from 0.
        public let segment: Int
        /// Where it lies in memory.
        public let address: VirtualAddress
        /// How it is written.
        public let format: ChainedPointerFormat
        /// What it says.
        public let pointer: ChainedPointer
    }

    /// Walks the chains of pointers, page by page.
    ///
    /// Chains lead forward only and may not leave their page; those of one page may not cross. So
    /// no pointer comes twice, and all are no more than the file has room for.
    ///
    /// Spec: `<mach-o/fixup-chains.h>`, "dyld_chained_starts_in_segment".
    public struct ChainCursor: Sendable {
        private let fixups: ChainedFixups
        private let file: FileBytes
        private let base: UInt64?
        private let part = FilePart.chainedFixups
        private var bytes: ReadAhead
        private var pointersLeft: UInt64
        /// The segments that are still to be walked, by their positions in `fixups.segments`.
        private var segments: Range<Int>
        private var current: ChainedFixups.SegmentStarts?
        private var starts = Bytes([])
        /// The pages of the current segment that are still to be walked.
        private var pages = 0..<0
        /// The page whose chains are being walked.
        private var page = 0
        /// Where the page's next start is in the list of many, nil where it has no more.
        private var list: Int?
        /// Where the next pointer lies in the page, nil between chains.
        private var place: UInt64?
        /// The end of the last pointer in the page.
        private var end: UInt64 = 0

        /// Starts at the first pointer of all.
        public init(_ fixups: ChainedFixups, in file: FileBytes) {
            self.fixups = fixups
            self.file = file
            base = fixups.places.imageBase
            bytes = ReadAhead(file, size: 1 << 14)
            pointersLeft = file.size / 4
            segments = fixups.segments.indices
        }

        /// The next pointer, nil after the last.
        ///
        /// - Throws: `machOChainedFixups` where a chain leaves its page, meets another one or has a
        ///   pointer outside the file; `limit` where there are more than the file has room for.
        public mutating func next() throws(ParseError) -> ChainedFixup? {
            while true {
                if let current {
                    if let place { return try pointer(at: place, current) }
                    if let list {
                        try enterChain(ofList: list)
                        continue
                    }
                    if let next = pages.popFirst() {
                        try enter(page: next)
                        continue
                    }
                }
                guard let next = segments.popFirst() else { return nil }
                try enter(segment: next)
            }
        }

        /// Goes to the chains of one page and of no other.
        mutating func seek(segment position: Int, page: Int) throws(ParseError) {
            segments = 0..<0
            if current != fixups.segments[position] { try enter(segment: position) }
            pages = pages.lowerBound..<pages.lowerBound
            place = nil
            list = nil
            guard let current, page < Int(current.pageCount) else { return }
            try enter(page: page)
        }

        private mutating func enter(segment position: Int) throws(ParseError) {
            let next = fixups.segments[position]
            let segment = fixups.places[next.segment]
            // dyld counts from the image's start, and refuses what is elsewhere.
            if let base, segment.address &- base != next.segmentOffset, next.pageCount > 0 {
                throw part.error(
                    "have segment \(next.segment) at \(hexadecimal(next.segmentOffset)), and the"
                        + " file has it at \(hexadecimal(segment.address &- base))",
                    at: next.starts.offset)
            }
            current = nil
            starts = try file.bytes(in: next.starts, reading: part)
            current = next
            pages = 0..<Int(next.pageCount)
            (place, list) = (nil, nil)
        }

        private mutating func enter(page next: Int) throws(ParseError) {
            page = next
            end = 0
            let start = starts.span.number16(at: 2 * next, fixups.layout.byteOrder)
            // `DYLD_CHAINED_PTR_START_NONE`
            if start == 0xffff { return }
            // `DYLD_CHAINED_PTR_START_MULTI`: the starts are behind those of the pages.
            if start & 0x8000 != 0 {
                list = Int(start & 0x7fff)
            } else {
                place = UInt64(start)
            }
        }

        private mutating func enterChain(ofList index: Int) throws(ParseError) {
            guard 2 * index + 2 <= starts.count else {
                throw part.error(
                    "have a list of starts that ends outside the table", at: currentOffset)
            }
            let start = starts.span.number16(at: 2 * index, fixups.layout.byteOrder)
            // `DYLD_CHAINED_PTR_START_LAST`
            list = start & 0x8000 != 0 ? nil : index + 1
            place = UInt64(start & 0x7fff)
        }

        private var currentOffset: FileOffset { current?.starts.offset ?? .start }

        private mutating func pointer(
            at place: UInt64, _ current: ChainedFixups.SegmentStarts
        ) throws(ParseError) -> ChainedFixup {
            let segment = fixups.places[current.segment]
            let size = current.format.pointerSize
            let start = UInt64(page) * UInt64(current.pageSize)
            let range = segment.range.dropping(start).dropping(place).first(size)
            guard place < UInt64(current.pageSize), let range else {
                throw part.error(
                    "have a chain that leaves page \(page) of segment \(current.segment)",
                    at: segment.range.dropping(start).offset)
            }
            guard place >= end else {
                throw part.error("have chains that cross each other", at: range.offset)
            }
            guard pointersLeft > 0 else {
                throw part.limit("have more pointers than the file has room for", at: range.offset)
            }
            pointersLeft -= 1
            let bytes = try bytes.bytes(in: range, reading: part)
            let order = fixups.layout.byteOrder
            let word =
                size == 8
                ? bytes.span.number64(at: 0, order)
                : UInt64(bytes.span.number32(at: 0, order))
            let pointer = ChainedPointer(
                word, current.format, base: base, fixups.places,
                greatest: UInt64(current.greatestPointer))
            end = place + size
            self.place = pointer.next == 0 ? nil : place + pointer.next
            return ChainedFixup(
                segment: current.segment,
                address: VirtualAddress(rawValue: segment.address &+ start &+ place),
                format: current.format, pointer: pointer)
        }
    }
}

extension Range<Int> {
    fileprivate mutating func popFirst() -> Int? {
        guard !isEmpty else { return nil }
        defer { self = (lowerBound + 1)..<upperBound }
        return lowerBound
    }
}
