extension MachO {
    /// A segment: a part of the file as the loader maps it.
    ///
    /// Spec: `<mach-o/loader.h>`, "segment_command" and "segment_command_64".
    public struct Segment: Sendable {
        /// `segname`: its name, at most 16 bytes; empty in objects.
        public let name: ByteString
        /// `vmaddr`: where it starts in memory.
        public let address: VirtualAddress
        /// `vmsize`: how many bytes it has in memory; those that are not in the file are zero.
        public let memorySize: UInt64
        /// `fileoff`: where its bytes start in the file.
        public let offset: FileOffset
        /// `filesize`: how many bytes it has in the file.
        public let fileSize: UInt64
        /// `maxprot`: what the program may allow itself.
        public let maximumProtection: Protection
        /// `initprot`: what may be done with it at first.
        public let protection: Protection
        /// `nsects`: how many sections it is said to have.
        public let sectionCount: UInt32
        /// `flags` of the segment.
        public let flags: SegmentFlags
        /// The command that tells of it, where its sections are.
        let command: LoadCommand

        /// The segment's bytes, nil where their end overflows.
        public var fileRange: FileRange? { FileRange(offset: offset, size: fileSize) }

        /// The part of its file bytes that is mapped: no more than it has in memory.
        var mappedRange: FileRange? { fileRange.flatMap { $0.first(min(fileSize, memorySize)) } }
    }

    /// A section: a named part of a segment.
    ///
    /// Spec: `<mach-o/loader.h>`, "section" and "section_64".
    public struct Section: Hashable, Sendable {
        /// The position among all sections of the file, from 1 as symbols count them.
        public let index: Int
        /// `sectname`: its name, at most 16 bytes.
        public let name: ByteString
        /// `segname`: the name of the segment it is for; in objects not that of the command.
        public let segment: ByteString
        /// `addr`: where it lies in memory.
        public let address: VirtualAddress
        /// `size`: how many bytes it has.
        public let size: UInt64
        /// `offset`: where its bytes start in the file.
        public let offset: FileOffset
        /// `align`: its alignment, as a power of two.
        public let alignment: UInt32
        /// `reloff`: where its relocations start in the file.
        public let relocationsOffset: FileOffset
        /// `nreloc`: how many relocations it has.
        public let relocationCount: UInt32
        /// `flags & SECTION_TYPE`: what it holds.
        public let type: SectionType
        /// `flags & SECTION_ATTRIBUTES`: what is so in it.
        public let attributes: SectionAttributes
        /// `reserved1`: for symbol pointers and stubs the first entry of the indirect table.
        public let reserved1: UInt32
        /// `reserved2`: for stubs the size of one.
        public let reserved2: UInt32

        /// The section's bytes in the file, nil where it has none or their end overflows.
        public var fileRange: FileRange? {
            switch type {
            case .zeroFill, .largeZeroFill, .threadLocalZeroFill: nil
            default: FileRange(offset: offset, size: size)
            }
        }
    }
}

extension MachO.Segment {
    /// Reads a segment command of either width.
    ///
    /// - Throws: `machOSegment` where it is too short.
    public init(_ command: MachO.LoadCommand) throws(ParseError) {
        let is64Bit = command.type == .segment64
        let part = FilePart.machOSegment.entry(command.index)
        // In a 64-bit file, too, the command decides how wide its numbers are.
        let layout = Layout(is64Bit: is64Bit, byteOrder: command.layout.byteOrder)
        var reader = ByteReader(command.bytes.span, layout, at: command.offset, reading: part)
        try reader.skip(8)
        let name = try reader.take(16)
        self.name = ByteString(name.untilZero)
        address = VirtualAddress(rawValue: try reader.address())
        memorySize = try reader.address()
        offset = FileOffset(rawValue: try reader.address())
        fileSize = try reader.address()
        maximumProtection = MachO.Protection(rawValue: try reader.word())
        protection = MachO.Protection(rawValue: try reader.word())
        sectionCount = try reader.word()
        flags = MachO.SegmentFlags(rawValue: try reader.word())
        self.command = command
    }

    /// Visits the sections of this segment in file order, numbered from `first` on, until `visit`
    /// says no.
    ///
    /// - Throws: `machOSegment` where there is no room for as many as there are said to be, and
    ///   what `visit` throws.
    public func forEachSection(
        from first: Int, _ visit: (MachO.Section) throws(ParseError) -> Bool
    ) throws(ParseError) {
        let is64Bit = command.type == .segment64
        let part = FilePart.machOSegment.entry(command.index)
        let layout = Layout(is64Bit: is64Bit, byteOrder: command.layout.byteOrder)
        let start = is64Bit ? 72 : 56
        let size = is64Bit ? 80 : 68
        for index in 0..<Int(sectionCount) {
            let place = start + index * size
            guard place + size <= command.size else {
                throw part.error(
                    "has \(command.size) bytes, too few for its \(sectionCount) sections",
                    at: command.offset)
            }
            let record = command.bytes.slice(from: place, count: size)
            let section = try MachO.Section(
                record.span, layout, at: command.offset.advanced(by: UInt64(place)),
                index: first + index, part)
            guard try visit(section) else { return }
        }
    }
}

extension MachO.Section {
    fileprivate init(
        _ record: Span<UInt8>, _ layout: Layout, at place: FileOffset, index: Int, _ part: FilePart
    ) throws(ParseError) {
        self.index = index
        var reader = ByteReader(record, layout, at: place, reading: part)
        let name = try reader.take(16)
        self.name = ByteString(name.untilZero)
        let segment = try reader.take(16)
        self.segment = ByteString(segment.untilZero)
        address = VirtualAddress(rawValue: try reader.address())
        size = try reader.address()
        offset = FileOffset(rawValue: UInt64(try reader.word()))
        alignment = try reader.word()
        relocationsOffset = FileOffset(rawValue: UInt64(try reader.word()))
        relocationCount = try reader.word()
        let flags = try reader.word()
        type = MachO.SectionType(rawValue: UInt8(truncatingIfNeeded: flags))
        attributes = MachO.SectionAttributes(rawValue: flags & 0xffff_ff00)
        reserved1 = try reader.word()
        reserved2 = try reader.word()
    }
}
