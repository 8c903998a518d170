extension MachO {
    /// The file header: what the file is for, and how many load commands follow it.
    ///
    /// Spec: `<mach-o/loader.h>`, "mach_header" and "mach_header_64".
    public struct Header: Hashable, Sendable {
        /// The width and byte order of every number in the file, told by `magic`.
        public let layout: Layout
        /// `cputype`: the processor.
        public let processor: ProcessorType
        /// `cpusubtype`: which of its kind is needed, and bits of the processor's own on top.
        public let processorSubtype: UInt32
        /// `filetype`: program, library, object.
        public let type: FileType
        /// `ncmds`: how many load commands there are.
        public let commandCount: UInt32
        /// `sizeofcmds`: how many bytes they have together.
        public let commandsSize: UInt32
        /// `flags`: what is so in the file as a whole.
        public let flags: HeaderFlags

        /// The size of this header in bytes: the load commands start behind it.
        public var size: UInt64 { layout.is64Bit ? 32 : 28 }
    }
}

extension MachO.Header {
    /// Reads the header.
    ///
    /// - Throws: `machOHeader` where the file is too short or has another magic.
    public init(_ file: FileBytes) throws(ParseError) {
        let part = FilePart.machOHeader
        let magic = try file.bytes(in: .first(4), reading: part)
        guard let layout = Self.layout(magic.span) else {
            throw part.error("does not start with the magic of Mach-O", at: .start)
        }
        let bytes = try file.bytes(in: .first(layout.is64Bit ? 32 : 28), reading: part)
        var reader = ByteReader(bytes.span, layout, at: .start, reading: part)
        try reader.skip(4)
        self.layout = layout
        processor = MachO.ProcessorType(rawValue: try reader.word())
        processorSubtype = try reader.word()
        type = MachO.FileType(rawValue: try reader.word())
        commandCount = try reader.word()
        commandsSize = try reader.word()
        flags = MachO.HeaderFlags(rawValue: try reader.word())
    }

    /// `MH_MAGIC`, `MH_MAGIC_64`, and the same two with their bytes in the other order.
    private static func layout(_ magic: Span<UInt8>) -> Layout? {
        switch magic.number32(at: 0, .big) {
        case 0xfeed_face: Layout(is64Bit: false, byteOrder: .big)
        case 0xfeed_facf: Layout(is64Bit: true, byteOrder: .big)
        case 0xcefa_edfe: Layout(is64Bit: false, byteOrder: .little)
        case 0xcffa_edfe: Layout(is64Bit: true, byteOrder: .little)
        default: nil
        }
    }

    /// `magic` as a number of the file's own byte order.
    public var magic: UInt32 { layout.is64Bit ? 0xfeed_facf : 0xfeed_face }
}
