public import ObjectFile

/// Builds small ELF files of any class and byte order, sound until a test breaks them.
///
/// The file is header, segment headers, sections in their order, section headers. Every section is
/// loaded at `base` and its offset, by one segment that holds the whole file.
public struct BinaryBuilder: Sendable {
    /// Where the named sections lie; all zero while sizes are still being found out.
    public struct Places: Sendable {
        fileprivate var ranges: [String: (offset: UInt64, size: UInt64)] = [:]

        /// The offset of a section.
        public func offset(_ name: String) -> UInt64 { ranges[name]?.offset ?? 0 }
        /// The address of a section.
        public func address(_ name: String) -> UInt64 { BinaryBuilder.base + offset(name) }
        /// The size of a section.
        public func size(_ name: String) -> UInt64 { ranges[name]?.size ?? 0 }
    }

    /// A section that is to be.
    public struct Section: Sendable {
        /// Its name.
        public var name: String
        /// `sh_type`.
        public var type: UInt32
        /// `sh_flags`.
        public var flags: UInt64 = 2
        /// The name of the section for `sh_link`.
        public var link = ""
        /// `sh_info`.
        public var info: UInt32 = 0
        /// `sh_addralign`.
        public var alignment: UInt64 = 8
        /// `sh_entsize`.
        public var entrySize: UInt64 = 0
        /// Writes its bytes, always as many.
        public var content: @Sendable (inout ByteWriter, Places) -> Void

        /// Makes a section.
        public init(
            _ name: String, _ type: UInt32, flags: UInt64 = 2, link: String = "",
            info: UInt32 = 0, entrySize: UInt64 = 0,
            _ content: @escaping @Sendable (inout ByteWriter, Places) -> Void
        ) {
            self.name = name
            self.type = type
            self.flags = flags
            self.link = link
            self.info = info
            self.entrySize = entrySize
            self.content = content
        }
    }

    /// A segment that is to be: over one section, or the whole file.
    public struct Segment: Sendable {
        /// `p_type`.
        public var type: UInt32
        /// `p_flags`.
        public var flags: UInt32 = 5
        /// The section; nil for the whole file.
        public var section: String?

        /// Makes a segment.
        public init(_ type: UInt32, flags: UInt32 = 5, over section: String? = nil) {
            self.type = type
            self.flags = flags
            self.section = section
        }
    }

    /// The address of the file's first byte.
    public static let base: UInt64 = 0x10000
    /// The four layouts.
    public static let layouts = [
        Layout(is64Bit: true, byteOrder: .little), Layout(is64Bit: true, byteOrder: .big),
        Layout(is64Bit: false, byteOrder: .little), Layout(is64Bit: false, byteOrder: .big),
    ]

    /// How numbers are written.
    public let layout: Layout
    /// `e_type`.
    public var type: UInt16 = 3
    /// `e_machine`.
    public var machine: UInt16 = 62
    /// How many bytes segment and section headers have more than they need.
    public var extraHeaderBytes = 0
    /// The sections after entry 0.
    public var sections: [Section] = []
    /// The segments.
    public var segments: [Segment] = []

    /// Starts with neither sections nor segments.
    public init(_ layout: Layout) { self.layout = layout }

    /// The sizes of the three headers.
    var headerSize: Int { layout.is64Bit ? 64 : 52 }
    private var segmentHeaderSize: Int { (layout.is64Bit ? 56 : 32) + extraHeaderBytes }
    private var sectionHeaderSize: Int { (layout.is64Bit ? 64 : 40) + extraHeaderBytes }

    /// Builds the file; the table of section names is added last.
    public func build() -> BuiltBinary {
        var names = StringTable()
        let offsets = sections.map { names.add($0.name) }
        let ownName = names.add(".shstrtab")
        let table = names.bytes
        let all = sections + [Section(".shstrtab", 3, flags: 0) { writer, _ in writer.raw(table) }]
        let places = place(all)
        var writer = ByteWriter(layout)
        let end = places.ranges.values.map { $0.offset + $0.size }.max() ?? 0
        let tableOffset = (end + 7) / 8 * 8
        let fileSize = tableOffset + UInt64((all.count + 1) * sectionHeaderSize)
        writeHeader(&writer, tableOffset: tableOffset, sectionCount: all.count + 1)
        for segment in segments { write(segment, &writer, places, fileSize: fileSize) }
        for section in all {
            writer.align(to: 8)
            section.content(&writer, places)
        }
        writer.align(to: 8)
        writer.raw([UInt8](repeating: 0, count: sectionHeaderSize))
        for (section, name) in zip(all, offsets + [ownName]) {
            let link = all.firstIndex { $0.name == section.link }.map { UInt32($0 + 1) } ?? 0
            write(section, &writer, places, name: name, link: link)
        }
        return BuiltBinary(
            bytes: writer.bytes, layout: layout, names: [""] + all.map(\.name), places: places)
    }

    private func place(_ sections: [Section]) -> Places {
        var places = Places()
        var offset = UInt64(headerSize + segments.count * segmentHeaderSize)
        for section in sections {
            var writer = ByteWriter(layout)
            section.content(&writer, Places())
            offset = (offset + 7) / 8 * 8
            places.ranges[section.name] = (offset, UInt64(writer.bytes.count))
            offset += UInt64(writer.bytes.count)
        }
        return places
    }

    private func writeHeader(
        _ writer: inout ByteWriter, tableOffset: UInt64, sectionCount: Int
    ) {
        writer.raw([0x7f, 0x45, 0x4c, 0x46, layout.is64Bit ? 2 : 1])
        writer.raw([layout.byteOrder == .little ? 1 : 2, 1] + [UInt8](repeating: 0, count: 9))
        writer.half(type)
        writer.half(machine)
        writer.word(1)
        writer.address(Self.base)
        writer.address(segments.isEmpty ? 0 : UInt64(headerSize))
        writer.address(tableOffset)
        writer.word(0)
        writer.half(UInt16(headerSize))
        writer.half(UInt16(segmentHeaderSize))
        writer.half(UInt16(segments.count))
        writer.half(UInt16(sectionHeaderSize))
        writer.half(UInt16(sectionCount))
        writer.half(UInt16(sectionCount - 1))
    }

    private func write(
        _ segment: Segment, _ writer: inout ByteWriter, _ places: Places, fileSize: UInt64
    ) {
        let offset = segment.section.map(places.offset) ?? 0
        let size = segment.section.map(places.size) ?? fileSize
        writer.word(segment.type)
        if layout.is64Bit { writer.word(segment.flags) }
        writer.address(offset)
        writer.address(Self.base + offset)
        writer.address(Self.base + offset)
        writer.address(size)
        writer.address(size)
        if !layout.is64Bit { writer.word(segment.flags) }
        writer.address(segment.type == 4 ? 4 : 8)
        writer.raw([UInt8](repeating: 0xee, count: extraHeaderBytes))
    }

    private func write(
        _ section: Section, _ writer: inout ByteWriter, _ places: Places, name: UInt32,
        link: UInt32
    ) {
        writer.word(name)
        writer.word(section.type)
        writer.address(section.flags)
        writer.address(section.flags & 2 == 0 ? 0 : places.address(section.name))
        writer.address(places.offset(section.name))
        writer.address(places.size(section.name))
        writer.word(link)
        writer.word(section.info)
        writer.address(section.alignment)
        writer.address(section.entrySize)
        writer.raw([UInt8](repeating: 0xee, count: extraHeaderBytes))
    }
}
